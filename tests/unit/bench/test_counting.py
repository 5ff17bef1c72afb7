"""Counting: what a process takes besides the calls that are counted cancels out."""

import json

import pytest

from benchmarks import counting
from benchmarks.counting import Count, counted, total_of
from benchmarks.programs import Program

_INTERPRETER, _IMPORT = 1_000_000, 50_000_000
_CALLS = {"list": 28_000, "get": 6_000}


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Processes that take what the constants above say; what they were told."""
    told: list[str] = []

    def instructions(run: counting._Run) -> int:
        told.append(run.told)
        setup, *calls = map(json.loads, run.told.splitlines())
        imported = 0 if setup["handler"] == "json.loads" else _IMPORT
        return _INTERPRETER + imported + sum(_CALLS[call["route"]] * call["calls"] for call in calls)

    monkeypatch.setattr(counting, "_instructions", instructions)
    monkeypatch.setattr(counting, "require_valgrind", lambda: None)
    return told


@pytest.fixture
def program() -> Program:
    return Program("ours", ("/code",), "app.handler", "products", {}, {route: {} for route in _CALLS})


def test_a_warm_call_is_counted_without_start_and_warm_up(runs: list[str], program: Program) -> None:
    counts = [Count(program, "list"), Count(program, "get", calls=7)]
    assert counted(counts, lambda _: None) == [28_000, 6_000]
    assert len(runs) == 3  # the two share the process that only warms up


def test_a_cold_call_is_counted_with_the_import_and_without_the_interpreter(runs: list[str], program: Program) -> None:
    assert counted([Count(program, "get", cold=True)], lambda _: None) == [_IMPORT + 6_000]
    assert len(runs) == 2


def test_progress_is_told_of_each_process(runs: list[str], program: Program) -> None:
    said: list[str] = []
    counted([Count(program, "get")], said.append)
    assert said == [f"counting instructions: {done} of 2 processes" for done in (1, 2)]
    assert len(runs) == 2


def test_without_valgrind_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(SystemExit, match="apt-get install valgrind"):
        counting.require_valgrind()


def test_the_total_is_found_in_valgrinds_log() -> None:
    log = "==1== Cachegrind\nSomething else\n==1== \n==1== I   refs:      2,738,031,410\n"
    assert total_of(log) == 2_738_031_410
    assert total_of("==1== Process terminating with default action of signal 11") is None
