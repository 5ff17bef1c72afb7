"""A strict parser of CloudWatch's embedded metric format.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
CloudWatch silently drops a metric that breaks the specification.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

# The units of MetricDatum.
_PER_SECOND = {"Bytes", "Kilobytes", "Megabytes", "Gigabytes", "Terabytes"}
_PER_SECOND |= {"Bits", "Kilobits", "Megabits", "Gigabits", "Terabits", "Count"}
UNITS = {"Seconds", "Microseconds", "Milliseconds", "Percent", "None"} | _PER_SECOND
UNITS |= {f"{unit}/Second" for unit in _PER_SECOND}

LONGEST_NAME = 1024  # of a namespace, a metric, or a dimension's value
LONGEST_DIMENSION_NAME = 250
MOST_DIMENSIONS = 30
MOST_METRICS = 100  # of a directive, and values of a metric
LONGEST_LINE = 1024 * 1024


@dataclass(frozen=True)
class Metric:
    namespace: str
    name: str
    unit: str
    dimensions: tuple[tuple[str, str], ...]
    values: tuple[float, ...]


def metrics_of(output: str) -> list[Metric]:
    """Return the metrics in a function's output.

    Raises: AssertionError if a line with metrics breaks the specification.
    """
    found: list[Metric] = []
    for line in output.splitlines():
        if line.startswith("{") and "_aws" in (document := json.loads(line)):
            assert len(line.encode()) <= LONGEST_LINE
            found += parse(document)
    return found


def parse(document: dict[str, Any]) -> Iterator[Metric]:
    metadata = document["_aws"]
    assert set(metadata) <= {"Timestamp", "CloudWatchMetrics", "LogGroupName"}
    timestamp = metadata["Timestamp"]
    assert type(timestamp) is int
    # Milliseconds since 1970; CloudWatch takes nothing older than two weeks, and seconds would be in 1970.
    assert timestamp > 1_500_000_000_000
    assert isinstance(metadata["CloudWatchMetrics"], list)
    for directive in metadata["CloudWatchMetrics"]:
        yield from _of_directive(directive, document)


def _of_directive(directive: dict[str, Any], document: dict[str, Any]) -> Iterator[Metric]:
    assert set(directive) == {"Namespace", "Dimensions", "Metrics"}
    _check_text(directive["Namespace"], LONGEST_NAME)
    assert not directive["Namespace"].startswith("AWS/")  # AWS's own
    assert directive["Dimensions"]
    assert 0 < len(directive["Metrics"]) <= MOST_METRICS
    for names in directive["Dimensions"]:
        assert isinstance(names, list)
        assert len(names) <= MOST_DIMENSIONS
        for name in names:
            _check_text(name, LONGEST_DIMENSION_NAME)
            _check_text(document[name], LONGEST_NAME)
        dimensions = tuple(sorted((name, document[name]) for name in names))
        for metric in directive["Metrics"]:
            yield _metric(metric, directive["Namespace"], dimensions, document)


def _metric(
    metric: dict[str, Any], namespace: str, dimensions: tuple[tuple[str, str], ...], document: dict[str, Any]
) -> Metric:
    assert set(metric) <= {"Name", "Unit", "StorageResolution"}
    _check_text(metric["Name"], LONGEST_NAME)
    assert metric.get("Unit", "None") in UNITS
    assert metric.get("StorageResolution", 60) in {1, 60}
    value = document[metric["Name"]]
    values = value if isinstance(value, list) else [value]
    assert 0 < len(values) <= MOST_METRICS
    assert all(type(number) in {int, float} for number in values)
    return Metric(namespace, metric["Name"], metric.get("Unit", "None"), dimensions, tuple(values))


def _check_text(value: Any, longest: int) -> None:
    assert isinstance(value, str)
    assert 0 < len(value) <= longest
    assert value.isprintable()
