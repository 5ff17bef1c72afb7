"""Medians, quartiles, ratios, import times, sizes on disk, and the comparison of answers."""

import pytest

from benchmarks.measurements import first_requests
from benchmarks.measurements.comparison import DifferentAnswers, comparable
from benchmarks.measurements.imports import by_package
from benchmarks.measurements.layer import on_disk
from benchmarks.results import Spread, ratios, spread


def of(median: float, low: float, high: float) -> Spread:
    return {"median": median, "low": low, "high": high}


def test_a_spread_is_the_median_and_the_quartiles() -> None:
    assert spread([5, 1, 2, 4, 3]) == of(3, 2, 4)
    assert spread([0.5], 1000) == of(500, 500, 500)


def test_ratios_are_taken_round_by_round() -> None:
    # In the third round a busy machine slowed both.
    assert ratios([1.5, 1.4, 15.0], [1.0, 1.0, 10.0]) == of(1.5, 1.45, 1.5)


def test_rounds_have_to_be_the_same() -> None:
    with pytest.raises(ValueError, match="zip"):
        ratios([1.0, 2.0], [1.0])


def test_nothing_has_no_median() -> None:
    with pytest.raises(ValueError, match="nothing"):
        spread([])


def test_imports_are_summed_by_package() -> None:
    log = """
import time: self [us] | cumulative | imported package
import time:      1500 |       1500 |   botocore.vendored
import time:       600 |       2100 | botocore
import time:       100 |        100 | jwt
"""
    assert by_package(log) == {"botocore": 2.1, "jwt": 0.1}


def test_modules_are_counted_by_package() -> None:
    modules = ["json", "products.app", "bodega.ids", "pydantic_core", "pydantic.main", "aws_lambda_powertools.logging"]

    assert first_requests.by_package(modules, "products") == {
        "bodega": 2,
        "pydantic": 2,
        "aws_lambda_powertools": 1,
        "others": 1,
    }


@pytest.mark.parametrize(("size", "takes"), [(0, 0), (1, 4096), (4096, 4096), (4097, 8192)])
def test_a_file_takes_whole_blocks(size: int, takes: int) -> None:
    assert on_disk(size) == takes


def test_documents_are_compared_without_ids_times_and_versions() -> None:
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
def test_a_failure_is_not_comparable(route: str, outcome: dict[str, object]) -> None:
    with pytest.raises(DifferentAnswers):
        comparable(route, outcome)
