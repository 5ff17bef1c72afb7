"""Figures: medians, spreads, ratios and how they are read out of what other tools print."""

import pytest

from benchmarks.comparison import DifferentAnswers, comparable
from benchmarks.figures import Spread, ratios, table
from benchmarks.imports import by_package
from benchmarks.layer import on_disk


def test_a_spread_is_the_median_and_the_quartiles() -> None:
    assert Spread.of([5, 1, 2, 4, 3]) == Spread(3, 2, 4)
    assert Spread.of([0.5]).times(1000) == Spread(500, 500, 500)


def test_ratios_are_taken_round_by_round() -> None:
    # The third round met a busy machine, which slowed both down alike.
    assert ratios([1.5, 1.4, 15.0], [1.0, 1.0, 10.0]) == Spread(1.5, 1.45, 1.5)


def test_rounds_have_to_be_the_same() -> None:
    with pytest.raises(ValueError, match="zip"):
        ratios([1.0, 2.0], [1.0])


def test_nothing_has_no_median() -> None:
    with pytest.raises(ValueError, match="nothing"):
        Spread.of([])


def test_a_table_is_in_columns() -> None:
    assert table(["warm", "ms"], [["bare", "10.5"], ["ours", "9"]]) == "warm    ms\nbare  10.5\nours     9"


def test_imports_are_summed_by_package() -> None:
    log = """
import time: self [us] | cumulative | imported package
import time:      1500 |       1500 |   botocore.vendored
import time:       600 |       2100 | botocore
import time:       100 |        100 | jwt
"""
    assert by_package(log) == {"botocore": 2.1, "jwt": 0.1}


@pytest.mark.parametrize(("size", "takes"), [(0, 0), (1, 4096), (4096, 4096), (4097, 8192)])
def test_a_file_takes_whole_blocks(size: int, takes: int) -> None:
    assert on_disk(size) == takes


def test_documents_are_compared_without_what_is_each_programs_own() -> None:
    one = {"answer": {"statusCode": 201, "body": '{"id": "a", "name": "Tea", "version": 1, "createdAt": "now"}'}}
    other = {"answer": {"statusCode": 201, "body": '{"id":"b","name":"Tea","version":1,"createdAt":"then"}'}}
    assert comparable("create", one) == comparable("create", other)
    assert comparable("create", one)["name"] == "Tea"


@pytest.mark.parametrize(
    ("route", "outcome"),
    [
        ("create", {"answer": {"statusCode": 200, "body": "{}"}}),
        ("get", {"raised": "KeyError: 'x'"}),
        ("list", {"answer": {"statusCode": 200, "body": '{"items": [], "nextCursor": null}'}}),
    ],
)
def test_what_is_no_success_is_compared_with_nothing(route: str, outcome: dict[str, object]) -> None:
    with pytest.raises(DifferentAnswers):
        comparable(route, outcome)
