"""Alarms, dashboard and saved queries cover everything that the template declares, and nothing else."""

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

from harness.shop.kinds import CATALOG_FUNCTIONS
from scripts import monitoring
from scripts.template import FUNCTION, ROOT, TEMPLATE
from tests.support.documents.operations import anchors, documented_metrics

FUNCTIONS = TEMPLATE.of_type(FUNCTION)
TABLES = TEMPLATE.of_type("AWS::DynamoDB::Table")
QUEUES = TEMPLATE.of_type("AWS::SQS::Queue")
ALARMS = TEMPLATE.of_type("AWS::CloudWatch::Alarm")
FED_BY_STREAMS = [function for function in FUNCTIONS if TEMPLATE.events(function, "DynamoDB")]
AUTHORIZER = "AuthorizerFunction"
SILENCE = {"SweeperFunction": "SweeperSilentAlarm", "PaymentsSweeperFunction": "PaymentsSweeperSilentAlarm"}
SERVICE = "POWERTOOLS_SERVICE_NAME"
STACK = {"Ref": "AWS::StackName"}

# AWS's metrics, by namespace and dimensions.
AWS_METRICS = {
    ("AWS/Lambda", ("FunctionName",)): {
        "ConcurrentExecutions",
        "Duration",
        "Errors",
        "Invocations",
        "IteratorAge",
        "Throttles",
    },
    ("AWS/ApiGateway", ("ApiName", "Stage")): {"4XXError", "5XXError", "Count", "IntegrationLatency", "Latency"},
    ("AWS/SQS", ("QueueName",)): {"ApproximateAgeOfOldestMessage", "ApproximateNumberOfMessagesVisible"},
    ("AWS/DynamoDB", ("TableName",)): {
        "ConsumedReadCapacityUnits",
        "ConsumedWriteCapacityUnits",
        "ReadThrottleEvents",
        "WriteThrottleEvents",
    },
}
AWS_METRICS["AWS/DynamoDB", ("GlobalSecondaryIndexName", "TableName")] = AWS_METRICS["AWS/DynamoDB", ("TableName",)]


def metric_of(alarm: str) -> tuple[Any, str, dict[str, Any]]:
    properties = TEMPLATE.properties(alarm)
    dimensions = {dimension["Name"]: dimension["Value"] for dimension in properties["Dimensions"]}
    return properties["Namespace"], properties["MetricName"], dimensions


def alarms_on(namespace: Any, metric: str, dimensions: dict[str, Any]) -> list[str]:
    return [alarm for alarm in ALARMS if metric_of(alarm) == (namespace, metric, dimensions)]


def is_known(namespace: Any, metric: str, dimensions: dict[str, Any]) -> bool:
    """Return whether AWS or the project's code records this metric."""
    if namespace not in (STACK, "${AWS::StackName}"):
        return metric in AWS_METRICS.get((namespace, tuple(sorted(dimensions))), set())
    return any(
        metric == known.name
        and set(dimensions) == known.dimensions
        and dimensions["service"] in services()
        and (not known.services or dimensions["service"] in known.services | catalogue(known.services))
        for known in documented_metrics()
    )


def services() -> set[str]:
    return {str(TEMPLATE.environment(function)[SERVICE]) for function in FUNCTIONS}


def catalogue(named: frozenset[str]) -> set[str]:
    return set(CATALOG_FUNCTIONS) if "catalogue" in named else set()


# ---------------------------------------------------------------- alarms
@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_function_that_is_slow_or_throttled_raises_an_alarm(function: str) -> None:
    dimensions = {"FunctionName": {"Ref": function}}
    assert len(alarms_on("AWS/Lambda", "Throttles", dimensions)) == 1
    (slow,) = alarms_on("AWS/Lambda", "Duration", dimensions)
    assert TEMPLATE.properties(slow)["ExtendedStatistic"] == "p99"
    assert 0 < TEMPLATE.properties(slow)["Threshold"] < TEMPLATE.function(function)["Timeout"] * 1000


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_function_that_fails_raises_an_alarm(function: str) -> None:
    service = TEMPLATE.environment(function)[SERVICE]
    # The authorizer rejects a token with an error, which Lambda counts.
    assert len(alarms_on("AWS/Lambda", "Errors", {"FunctionName": {"Ref": function}})) == (function != AUTHORIZER)
    answers = function == AUTHORIZER or function in TEMPLATE.routed_functions()
    assert len(alarms_on(STACK, "InternalErrors", {"service": service})) == answers
    assert len(alarms_on(STACK, "CallsRefused", {"service": service})) == 1
    assert len(alarms_on(STACK, "StorageUnavailable", {"service": service})) == (
        function in TEMPLATE.routed_functions()
    )


@pytest.mark.parametrize("function", FED_BY_STREAMS)
def test_a_stream_that_falls_behind_raises_an_alarm(function: str) -> None:
    assert len(alarms_on("AWS/Lambda", "IteratorAge", {"FunctionName": {"Ref": function}})) == 1


@pytest.mark.parametrize("queue", QUEUES)
def test_a_message_in_a_dead_letter_queue_raises_an_alarm(queue: str) -> None:
    dimensions = {"QueueName": {"Fn::GetAtt": [queue, "QueueName"]}}
    (parked,) = alarms_on("AWS/SQS", "ApproximateNumberOfMessagesVisible", dimensions)
    assert TEMPLATE.properties(parked)["Threshold"] == 0


def test_a_failing_or_slow_api_and_many_frozen_accounts_raise_an_alarm() -> None:
    dimensions = {"ApiName": STACK, "Stage": TEMPLATE.properties("Api")["StageName"]}
    assert TEMPLATE.properties("Api")["Name"] == STACK
    assert alarms_on("AWS/ApiGateway", "5XXError", dimensions) == ["ApiErrorsAlarm"]
    assert alarms_on("AWS/ApiGateway", "Latency", dimensions) == ["ApiSlowAlarm"]
    (frozen,) = alarms_on(STACK, "FrozenAccounts", {"service": "users"})
    assert TEMPLATE.properties(frozen)["Threshold"] > 1  # one may be a forgotten password


@pytest.mark.parametrize("alarm", ALARMS)
def test_an_alarm_watches_a_metric_that_exists(alarm: str) -> None:
    assert is_known(*metric_of(alarm))
    # It would stay on: there are no data points once throttling has ended.
    assert metric_of(alarm)[0] != "AWS/DynamoDB"


@pytest.mark.parametrize("alarm", ALARMS)
def test_an_alarm_has_a_description_and_a_section_of_the_runbook(alarm: str) -> None:
    properties = TEMPLATE.properties(alarm)
    description, _, anchor = properties["AlarmDescription"].partition(" docs/operations.md#")
    assert len(description) > 20
    assert anchor in anchors()
    # A function that does not run has no metrics.
    silence = alarm in SILENCE.values()
    assert properties["TreatMissingData"] == ("breaching" if silence else "notBreaching")
    assert properties["ComparisonOperator"] == ("LessThanThreshold" if silence else "GreaterThanThreshold")
    assert properties["AlarmActions"]


@pytest.mark.parametrize(("sweeper", "alarm"), SILENCE.items())
def test_a_sweeper_that_does_not_run_raises_an_alarm(sweeper: str, alarm: str) -> None:
    assert alarms_on("AWS/Lambda", "Invocations", {"FunctionName": {"Ref": sweeper}}) == [alarm]
    assert TEMPLATE.properties(alarm)["Threshold"] == 1


def test_every_scheduled_function_has_an_alarm_for_silence() -> None:
    assert {function for function in FUNCTIONS if TEMPLATE.events(function, "Schedule")} == set(SILENCE)


@pytest.mark.parametrize(
    ("metric", "most"),
    [
        ("PaymentsMismatched", 0),
        ("CapturesRefused", 0),
        ("RefundsFailed", 0),
        ("PaymentsDisputed", 0),
        ("WebhooksRefused", 10),
        ("PaymentsUnavailable", 5),
    ],
)
def test_trouble_with_card_payments_raises_an_alarm(metric: str, most: int) -> None:
    (alarm,) = alarms_on(STACK, metric, {"service": "payments"})
    properties = TEMPLATE.properties(alarm)
    assert (properties["Statistic"], properties["Threshold"]) == ("Sum", most)


def test_a_command_that_waits_for_ten_minutes_raises_an_alarm() -> None:
    (alarm,) = alarms_on(STACK, "CommandAge", {"service": "payments_sweeper"})
    properties = TEMPLATE.properties(alarm)
    assert (properties["Statistic"], properties["Threshold"]) == ("Maximum", 600)


@pytest.mark.parametrize(
    "unknown",
    [
        ("AWS/Lambda", "Error", {"FunctionName": {}}),
        ("AWS/Lambda", "Errors", {"Function": {}}),
        (STACK, "LogIn", {"service": "users"}),
        (STACK, "LogIns", {"service": "mailer"}),
        (STACK, "LogIns", {"user": "users"}),
        ("Bodega", "LogIns", {"service": "users"}),
    ],
    ids=str,
)
def test_a_metric_that_does_not_exist_is_found(unknown: tuple[Any, str, dict[str, Any]]) -> None:
    assert not is_known(*unknown)


# ---------------------------------------------------------------- dashboard
@cache
def dashboard() -> dict[str, Any]:
    """Return the dashboard's body, with CloudFormation's variables unresolved."""
    body: dict[str, Any] = json.loads(TEMPLATE.properties("Dashboard")["DashboardBody"]["Fn::Sub"])
    return body


def shown() -> Iterator[tuple[str, str, dict[str, str], str]]:
    """Yield the namespace, metric, dimensions and statistic of each line of each graph."""
    for widget in dashboard()["widgets"]:
        for namespace, metric, *rest in widget["properties"].get("metrics", []):
            options = rest.pop() if rest and isinstance(rest[-1], dict) else {}
            names, values = rest[::2], rest[1::2]
            statistic = options.get("stat") or widget["properties"]["stat"]
            yield namespace, metric, dict(zip(names, values, strict=True)), statistic


def test_every_line_of_the_dashboard_is_a_metric_that_exists() -> None:
    lines = list(shown())
    assert lines
    assert [line[:3] for line in lines if not is_known(*line[:3])] == []


def test_the_dashboard_refers_to_all_resources_of_the_template_and_no_others() -> None:
    names = set(re.findall(r"\$\{([^}]+)\}", json.dumps(dashboard())))
    known = {*FUNCTIONS, *TABLES, "AWS::Region", "AWS::StackName", "Api.Stage"}
    # Those with a condition may not exist.
    alarms = [alarm for alarm in ALARMS if "Condition" not in TEMPLATE.resources[alarm]]
    known |= {f"{queue}.QueueName" for queue in QUEUES} | {f"{alarm}.Arn" for alarm in alarms}
    assert names == known


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_function_has_a_row(function: str) -> None:
    name = f"${{{function}}}"
    row = {(metric, stat) for _, metric, dimensions, stat in shown() if dimensions.get("FunctionName") == name}
    assert row - {("IteratorAge", "Maximum")} == {
        ("Invocations", "Sum"),
        ("Errors", "Sum"),
        ("Throttles", "Sum"),
        ("ConcurrentExecutions", "Maximum"),
        *(("Duration", stat) for stat in ("p50", "p90", "p99")),
    }
    assert (("IteratorAge", "Maximum") in row) is (function in FED_BY_STREAMS)


@pytest.mark.parametrize("table", TABLES)
def test_a_table_has_a_row_with_its_indexes(table: str) -> None:
    indexes = {index["IndexName"] for index in TEMPLATE.properties(table).get("GlobalSecondaryIndexes", [])}
    row = {
        (metric, dimensions.get("GlobalSecondaryIndexName"))
        for _, metric, dimensions, _ in shown()
        if dimensions.get("TableName") == f"${{{table}}}"
    }
    assert row == {
        (metric, place) for metric in AWS_METRICS["AWS/DynamoDB", ("TableName",)] for place in {None, *indexes}
    }


def test_the_dashboard_has_the_api_and_all_of_the_projects_metrics() -> None:
    assert {metric for namespace, metric, *_ in shown() if namespace == "AWS/ApiGateway"} == {
        "4XXError",
        "5XXError",
        "Count",
        "Latency",
    }
    ours = {metric for namespace, metric, *_ in shown() if namespace == "${AWS::StackName}"}
    assert ours == {metric.name for metric in documented_metrics()}


def test_the_first_row_shows_every_alarm_at_most_a_hundred_in_a_widget() -> None:
    widgets = [widget for widget in dashboard()["widgets"] if widget["type"] == "alarm"]
    assert {widget["y"] for widget in widgets} == {0}
    assert all(len(widget["properties"]["alarms"]) <= 100 for widget in widgets)  # CloudWatch takes no more
    shown_alarms = [arn for widget in widgets for arn in widget["properties"]["alarms"]]
    unconditional = [alarm for alarm in ALARMS if "Condition" not in TEMPLATE.resources[alarm]]
    assert sorted(shown_alarms) == sorted(f"${{{alarm}.Arn}}" for alarm in unconditional)


def test_widgets_do_not_overlap() -> None:
    taken = [
        (x, y)
        for widget in dashboard()["widgets"]
        for x in range(widget["x"], widget["x"] + widget["width"])
        for y in range(widget["y"], widget["y"] + widget["height"])
    ]
    assert len(taken) == len(set(taken))
    assert max(x for x, _ in taken) < 24  # CloudWatch's grid


# ---------------------------------------------------------------- queries, and the script
def test_a_saved_query_searches_log_groups_of_the_template() -> None:
    groups = set(TEMPLATE.of_type("AWS::Logs::LogGroup"))
    of_functions = {TEMPLATE.function(function)["LoggingConfig"]["LogGroup"]["Ref"] for function in FUNCTIONS}
    queries = TEMPLATE.of_type("AWS::Logs::QueryDefinition")
    assert queries
    for query in queries:
        asked = {group["Ref"] for group in TEMPLATE.properties(query)["LogGroupNames"]}
        assert asked <= groups
        assert asked in ({"ApiAccessLogGroup"}, of_functions), query


def test_a_saved_query_uses_fields_of_the_access_log() -> None:
    logged = set(json.loads(TEMPLATE.properties("Api")["AccessLogSetting"]["Fn::If"][1]["Format"]))
    for query in TEMPLATE.of_type("AWS::Logs::QueryDefinition"):
        properties = TEMPLATE.properties(query)
        if properties["LogGroupNames"] == [{"Ref": "ApiAccessLogGroup"}]:
            text = re.sub(r"'[^']*'|\bas \w+", "", properties["QueryString"])
            words = set(re.findall(r"(?<![@\w])[a-z]+[A-Z]\w*|route|method|status|latency|error\b", text))
            assert words <= logged, query


def test_every_query_named_in_the_runbook_is_saved() -> None:
    named = set(re.findall(r"[Qq]uer(?:y|ies) `(\w+)`", (ROOT / "docs/operations.md").read_text()))
    assert named
    assert {f"{name}Query" for name in named} <= set(TEMPLATE.of_type("AWS::Logs::QueryDefinition"))


def test_the_generated_part_of_the_template_is_up_to_date() -> None:
    text = (ROOT / "template.yaml").read_text()
    assert text.partition(monitoring.BEGIN)[2].partition(monitoring.END)[0] == monitoring.build(ROOT / "template.yaml")
