"""The gate: counts against their records, for the Python and the processor that they were made with."""

from pathlib import Path

import pytest

from benchmarks.gate import deviations, least_counts, record, report

KEY = "Python 3.13, x86_64"
RECORDED = {"products, list": 1_000_000, "products, get": 200_000}


@pytest.fixture
def records(tmp_path: Path) -> Path:
    path = tmp_path / "instructions.json"
    record(KEY, "3.13.0, GCC", RECORDED, path)
    return path


def test_counts_within_the_tolerance_pass(records: Path) -> None:
    assert report(KEY, "3.13.0, GCC", {"products, list": 1_029_000, "products, get": 195_000}, records) == 0


def test_a_slower_route_is_named_with_both_counts(records: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert report(KEY, "3.13.0, GCC", {**RECORDED, "products, get": 207_000}, records) == 1

    said = capsys.readouterr().out
    assert "products, get: recorded 200,000, found 207,000 (+3.5%): slower by more than 3%" in said
    assert "products, list: recorded" not in said


def test_a_faster_route_has_to_be_recorded_anew(records: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert report(KEY, "3.13.0, GCC", {**RECORDED, "products, list": 900_000}, records) == 1
    assert "products, list: recorded 1,000,000, found 900,000 (-10.0%): faster; record anew" in capsys.readouterr().out


def test_without_a_record_the_output_explains_how_to_make_one(
    records: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert report("Python 3.11, x86_64", "3.11.7, GCC", RECORDED, records) == 1

    said = capsys.readouterr().out
    assert "no record for Python 3.11, x86_64" in said
    assert "make gate ARGS=--record" in said


def test_another_build_of_the_same_python_is_mentioned(records: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert report(KEY, "3.13.9, Clang", {**RECORDED, "products, get": 300_000}, records) == 1
    assert "The record was made by 3.13.0, GCC; this is 3.13.9, Clang" in capsys.readouterr().out


def test_recording_replaces_what_was_recorded_and_keeps_other_pythons(records: Path) -> None:
    record("Python 3.11, x86_64", "3.11.7, GCC", {"products, list": 2_000_000}, records)
    record(KEY, "3.13.0, GCC", {"products, list": 3_000_000}, records)

    assert report("Python 3.11, x86_64", "3.11.7, GCC", {"products, list": 2_000_000}, records) == 0
    assert report(KEY, "3.13.0, GCC", {"products, list": 3_000_000}, records) == 0


@pytest.mark.parametrize(
    ("found", "line"),
    [
        ({"a": 100, "b": 100}, "b: found 100, and no record of it; record anew"),
        ({}, "a: recorded 100, and not counted; record anew"),
    ],
)
def test_what_is_counted_has_to_be_what_is_recorded(found: dict[str, int], line: str) -> None:
    assert deviations({"a": 100}, found) == [line]


def test_a_count_that_contains_something_else_is_counted_again() -> None:
    counts = iter([{"order": 1040, "list": 100}, {"order": 1010, "list": 101}])
    assert least_counts(lambda: next(counts), {"order": 1000, "list": 100}) == {"order": 1010, "list": 100}


def test_a_slower_route_is_slower_after_three_counts() -> None:
    counts = iter([{"order": 1040}, {"order": 1050}, {"order": 1035}])
    assert least_counts(lambda: next(counts), {"order": 1000}) == {"order": 1035}


def test_counts_within_the_tolerance_are_not_repeated() -> None:
    counts = iter([{"order": 1030, "new": 5}])
    assert least_counts(lambda: next(counts), {"order": 1000}) == {"order": 1030, "new": 5}
