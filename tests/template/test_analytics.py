"""Analytics: the aggregator's stream, events that cannot be counted, and their alarms."""

import json
from typing import Any

import pytest

from scripts.template import TEMPLATE

(INTAKE,) = TEMPLATE.events("AggregatorFunction", "DynamoDB").values()
DAY = 24 * 60 * 60


def test_the_aggregator_reads_the_stream_of_analytics_from_its_beginning() -> None:
    assert INTAKE["Stream"] == {"Fn::GetAtt": ["AnalyticsTable", "StreamArn"]}
    # LATEST would skip items that are written while the stack is being created.
    assert INTAKE["StartingPosition"] == "TRIM_HORIZON"


def test_the_aggregator_receives_new_events_and_not_its_own_counters() -> None:
    (one,) = INTAKE["FilterCriteria"]["Filters"]
    assert json.loads(one["Pattern"]) == {
        "eventName": ["INSERT"],
        "dynamodb": {"Keys": {"sk": {"S": ["EVENTS"]}}},
    }


def test_a_broken_event_is_retried_three_times_and_then_parked() -> None:
    assert INTAKE["FunctionResponseTypes"] == ["ReportBatchItemFailures"]
    assert INTAKE["BisectBatchOnFunctionError"] is True
    assert INTAKE["MaximumRetryAttempts"] == 3
    assert INTAKE["DestinationConfig"] == {
        "OnFailure": {"Destination": {"Fn::GetAtt": ["AnalyticsDeadLetters", "Arn"]}}
    }


def test_reports_are_seconds_behind() -> None:
    assert INTAKE["MaximumBatchingWindowInSeconds"] <= 2


def test_an_outage_of_a_quarter_of_an_hour_parks_nothing() -> None:
    timeout = TEMPLATE.function("AggregatorFunction")["Timeout"]
    assert timeout * (1 + INTAKE["MaximumRetryAttempts"]) >= 15 * 60


def test_parked_events_are_encrypted_and_kept_for_two_weeks() -> None:
    queue = TEMPLATE.properties("AnalyticsDeadLetters")
    assert queue["SqsManagedSseEnabled"] is True
    assert queue["MessageRetentionPeriod"] == 14 * DAY


@pytest.mark.parametrize(
    ("alarm", "metric", "dimension"),
    [
        (
            "EventsParkedAlarm",
            ("AWS/SQS", "ApproximateNumberOfMessagesVisible"),
            {"Name": "QueueName", "Value": {"Fn::GetAtt": ["AnalyticsDeadLetters", "QueueName"]}},
        ),
        (
            "EventsDelayedAlarm",
            ("AWS/Lambda", "IteratorAge"),
            {"Name": "FunctionName", "Value": {"Ref": "AggregatorFunction"}},
        ),
    ],
)
def test_events_that_are_late_or_parked_raise_an_alarm(alarm: str, metric: tuple[str, str], dimension: Any) -> None:
    properties = TEMPLATE.properties(alarm)
    assert (properties["Namespace"], properties["MetricName"]) == metric
    assert properties["Dimensions"] == [dimension]
    assert properties["ComparisonOperator"] == "GreaterThanThreshold"
    assert properties["TreatMissingData"] == "notBreaching"


def test_functions_that_use_business_days_have_the_shops_time_zone() -> None:
    for function in ("AnalyticsFunction", "AggregatorFunction", "UsersFunction"):
        assert TEMPLATE.environment(function)["SHOP_TIME_ZONE"] == {"Ref": "TimeZone"}
