"""Instruction counts: the cost of a process apart from the counted calls cancels out."""

import json

import pytest

from benchmarks.measurements import instructions as counting
from benchmarks.measurements.instructions import Count, count_instructions, total_of
from benchmarks.programs.program import Program

_INTERPRETER, _IMPORT = 1_000_000, 50_000_000
_CALLS = {"list": 28_000, "get": 6_000}


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Replace processes by the constants above. Return the standard input of each run."""
    told: list[str] = []

    def instructions(_program: Program, stdin: str) -> int:
        told.append(stdin)
        setup, *calls = map(json.loads, stdin.splitlines())
        imported = 0 if setup["handler"] == "json.loads" else _IMPORT
        called: int = sum(_CALLS[call["route"]] * call["calls"] for call in calls)
        return _INTERPRETER + imported + called

    monkeypatch.setattr(counting, "instructions_of", instructions)
    monkeypatch.setattr(counting, "require_valgrind", lambda: None)
    return told


@pytest.fixture
def program() -> Program:
    return Program("ours", ("/code",), "app.handler", "products", {}, {route: {} for route in _CALLS})


def test_a_warm_call_is_counted_without_start_and_warm_up(runs: list[str], program: Program) -> None:
    counts = [Count(program, "list"), Count(program, "get", calls=7)]
    assert count_instructions(counts) == [28_000, 6_000]
    assert len(runs) == 3  # the two share the process that only warms up


def test_a_cold_call_is_counted_with_the_import_and_without_the_interpreter(runs: list[str], program: Program) -> None:
    assert count_instructions([Count(program, "get", cold=True)]) == [_IMPORT + 6_000]
    assert len(runs) == 2


def test_without_valgrind_the_error_explains_the_installation(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(SystemExit, match="apt-get install valgrind"):
        counting.require_valgrind()


def test_the_total_is_found_in_valgrinds_log() -> None:
    log = "==1== Cachegrind\nSomething else\n==1== \n==1== I   refs:      2,738,031,410\n"
    assert total_of(log) == 2_738_031_410
    assert total_of("==1== Process terminating with default action of signal 11") is None
