"""The dashboard: alarms and business metrics, then rows for the API, each function and table, streams and queues."""

import json
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from local.template import Template
from local.template.resources import Function
from scripts.generated import CannotGenerate
from scripts.monitoring.services import service_of

_WIDTH = 24  # of CloudWatch's grid
_MOST_IN_ROW = 6
_HEIGHT = 5
_MOST_ALARMS = 100  # of one widget of CloudWatch

CATALOGUE = "the catalogue's functions"
"""Stands for every service with the catalogue's table."""

# Title, metrics, and the services that count them.
BUSINESS = (
    (
        "Accounts",
        ("Registrations", "Guests", "LogIns", "PasswordResets", "ResetRequests", "AccountsErased"),
        ("users",),
    ),
    ("Strangers' accounts", ("AccountsDisowned", "EmailChangesUndone"), ("users",)),
    ("Failed log-ins", ("FailedLogIns", "WrongPasswords", "FrozenAccounts", "RateLimitedRequests"), ("users",)),
    ("Points", ("PointsAccrued", "PointsRedeemed"), ("users",)),
    ("Orders and refunds", ("EventsAccepted", "EventsRepeated"), ("analytics",)),
    ("Orders", ("OrdersPlaced", "OrdersRefunded"), ("orders",)),
    ("Orders that nobody accepted", ("OrdersNotAccepted",), ("sweeper",)),
    ("Oldest payment command in seconds", ("CommandAge",), ("payments_sweeper",)),
    ("Card payments", ("CommandsExecuted", "OrdersExpired"), ("payments",)),
    (
        "Trouble with card payments",
        (
            *("PaymentsUnavailable", "PaymentsMismatched", "WebhooksRefused"),
            *("CapturesRefused", "RefundsFailed", "PaymentsDisputed"),
        ),
        ("payments",),
    ),
    ("Events counted", ("EventsCounted", "EventsBroken"), ("aggregator",)),
    ("Mail", ("MailsSent", "MailsDelayed", "MailsFailed"), ("mailer",)),
    ("Catalogue", ("CatalogChanges",), (CATALOGUE,)),
    ("Menus built", ("MenusBuilt",), ("menu_builder",)),
    ("Menus built by readers", ("MenusAssembled", "MenusNotStored"), ("categories",)),
    ("Menu in bytes", ("NestedMenuBytes", "FlatMenuBytes"), ("menu_builder",)),
    ("Health checks that failed", ("HealthChecksFailed",), ("health",)),
    ("Rejected tokens", ("RefusedTokens",), ("authorizer",)),
)
STACK = "${AWS::StackName}"

Line = list[Any]


def dashboard(template: Template, alarms: list[str], of_functions: list[str]) -> str:
    """Return the dashboard as YAML, with the given alarms in its first row: `alarms`, then those `of_functions`.

    Raises: CannotGenerate for a function without a service name, or a metric of a service that does not exist.
    """
    rows = [
        [*_alarms("Alarms", alarms), *_alarms("Alarms of functions", of_functions)],
        *_rows(_business(template)),
        _api(),
        *(_function(function, service_of(template, function)) for function in template.functions.values()),
        *(
            _table(table.id, [index["IndexName"] for index in table.definition.get("GlobalSecondaryIndexes", [])])
            for table in template.tables.values()
        ),
        _streams_and_queues(template),
    ]
    widgets = [widget for number, row in enumerate(rows) for widget in _placed(row, number * _HEIGHT)]
    lines = ",\n".join(
        f"            {json.dumps(widget, ensure_ascii=False, separators=(',', ':'))}" for widget in widgets
    )
    return (
        "  Dashboard:\n    Type: AWS::CloudWatch::Dashboard\n    Properties:\n"
        "      # Dashboard names are unique per account, not per region.\n"
        "      DashboardName: !Sub ${AWS::StackName}-${AWS::Region}\n"
        "      DashboardBody: !Sub |\n"
        f'          {{"start":"-PT3H","periodOverride":"inherit","widgets":[\n{lines}\n          ]}}\n'
    )


def _rows(widgets: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Return the widgets in as few rows as possible."""
    return [widgets[start : start + _MOST_IN_ROW] for start in range(0, len(widgets), _MOST_IN_ROW)]


def _placed(row: list[dict[str, Any]], y: int) -> list[dict[str, Any]]:
    """Return the widgets of a row, side by side over the whole width."""
    edges = [_WIDTH * number // len(row) for number in range(len(row) + 1)]
    return [
        {**widget, "x": left, "y": y, "width": right - left, "height": _HEIGHT}
        for widget, (left, right) in zip(row, pairwise(edges), strict=True)
    ]


def _graph(title: str, *lines: Line, **properties: Any) -> dict[str, Any]:
    return {
        "type": "metric",
        "properties": {"title": title, "region": "${AWS::Region}", "period": 60, "metrics": list(lines), **properties},
    }


def _alarms(title: str, names: list[str]) -> Iterator[dict[str, Any]]:
    for start in range(0, len(names), _MOST_ALARMS):
        arns = [f"${{{name}.Arn}}" for name in names[start : start + _MOST_ALARMS]]
        yield {"type": "alarm", "properties": {"title": title, "alarms": arns, "sortBy": "stateUpdatedTimestamp"}}


def _business(template: Template) -> list[dict[str, Any]]:
    catalogue, everyone = [], []
    routed = {route.function for route in template.api.routes}
    for function in template.functions.values():
        everyone.append(service_of(template, function))
        # The health function reads the table too, but it has no lists and changes nothing.
        names = template.environment(function).keys()
        # Orders have lists of their own, and read the catalogue too.
        if {"CATALOG_TABLE", "CURSOR_KEY_SECRET"} <= names and "ORDERS_TABLE" not in names and function.id in routed:
            catalogue.append(everyone[-1])
    unknown = {service for _, _, services in BUSINESS for service in services} - {CATALOGUE, *everyone}
    if unknown:
        raise CannotGenerate(
            f"template.yaml has no function with the service name {', '.join(sorted(unknown))}. "
            "Change BUSINESS in scripts/monitoring/dashboard.py."
        )
    rows = [(title, metrics, catalogue if CATALOGUE in services else services) for title, metrics, services in BUSINESS]
    return [
        _graph(
            title,
            *(
                [STACK, metric, "service", service, {"label": metric if len(services) == 1 else service}]
                for metric in metrics
                for service in services
            ),
            stat="Maximum" if title.endswith(("in bytes", "in seconds")) else "Sum",
            period=300,
        )
        for title, metrics, services in rows
    ]


def _api() -> list[dict[str, Any]]:
    def line(metric: str, **options: Any) -> Line:
        return ["AWS/ApiGateway", metric, "ApiName", STACK, "Stage", "${Api.Stage}", options]

    return [
        _graph("API: requests", line("Count"), stat="Sum"),
        _graph("API: 4xx", line("4XXError"), stat="Sum"),
        _graph("API: 5xx", line("5XXError", color="#d62728"), stat="Sum"),
        _graph("API: latency in ms", *(line("Latency", stat=stat) for stat in ("p50", "p90", "p99"))),
    ]


def _function(function: Function, service: str) -> list[dict[str, Any]]:
    name, title = f"${{{function.id}}}", function.id.removesuffix("Function")

    def line(metric: str, **options: Any) -> Line:
        return ["AWS/Lambda", metric, "FunctionName", name, options]

    def own(metric: str) -> Line:
        return [STACK, metric, "service", service]

    return [
        _graph(
            f"{title}: invocations",
            line("Invocations"),
            [STACK, "ColdStart", "function_name", name, "service", service],
            stat="Sum",
        ),
        _graph(
            f"{title}: errors and throttles",
            line("Errors", color="#d62728"),
            line("Throttles", color="#ff7f0e"),
            own("InternalErrors"),
            own("StorageUnavailable"),
            own("CallsRefused"),
            stat="Sum",
        ),
        _graph(f"{title}: duration in ms", *(line("Duration", stat=stat) for stat in ("p50", "p90", "p99"))),
        _graph(f"{title}: concurrent executions", line("ConcurrentExecutions"), stat="Maximum"),
    ]


def _table(table: str, indexes: list[str]) -> list[dict[str, Any]]:
    def lines(*metrics: str) -> list[Line]:
        name = ["TableName", f"${{{table}}}"]
        places = [name, *([*name, "GlobalSecondaryIndexName", index] for index in indexes)]
        return [["AWS/DynamoDB", metric, *place] for metric in metrics for place in places]

    return [
        _graph(
            f"{table}: capacity used", *lines("ConsumedReadCapacityUnits", "ConsumedWriteCapacityUnits"), stat="Sum"
        ),
        _graph(f"{table}: throttled", *lines("ReadThrottleEvents", "WriteThrottleEvents"), stat="Sum"),
    ]


def _streams_and_queues(template: Template) -> list[dict[str, Any]]:
    functions = sorted({source.function for source in template.streams.values()})
    ages = [["AWS/Lambda", "IteratorAge", "FunctionName", f"${{{function}}}"] for function in functions]
    depths = [
        ["AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName", f"${{{queue}.QueueName}}"]
        for queue in template.queues
    ]
    return [
        _graph("Streams: age of the oldest record in ms", *ages, stat="Maximum"),
        _graph("Queues: messages", *depths, stat="Maximum"),
    ]
