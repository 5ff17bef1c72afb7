"""The alarms of each function.

Each alarm has one metric: an expression over several has no value while one of them has no data points. No alarm uses
a table's metrics: these have no data points once throttling ends, and the alarm would stay on
(docs/decisions/0031-one-metric-per-alarm.md).
"""

from collections.abc import Iterator

from local.template import Template
from scripts.monitoring.services import service_of

_RUNBOOK = "docs/operations.md"
_SLOW = 3000  # milliseconds; a log-in, the slowest request, takes a sixth of it


def function_alarms(template: Template) -> Iterator[str]:
    """Yield the alarms on errors, refused calls, throttling and duration of each function, as YAML.

    Raises: CannotGenerate for a function without a service name.
    """
    once = _Once()
    # They wait for no caller, and may work for as long as their time limit allows.
    unattended = {source.function for source in template.streams.values()}
    unattended |= {schedule.function for schedule in template.schedules.values()}
    authorizers = {authorizer.function for authorizer in template.api.authorizers.values()}
    routed = {route.function for route in template.api.routes}
    for function in template.functions.values():
        stem, service = function.id.removesuffix("Function"), service_of(template, function)
        # An authorizer rejects a token with an error, so Lambda's error count includes those.
        if function.id not in authorizers:
            yield _alarm(
                f"{stem}ErrorsAlarm",
                f"{stem} fails or times out. {_RUNBOOK}#a-function-fails",
                [*_of_lambda(function.id, "Errors"), *_EVERY_MINUTE],
                once.line("two_minutes_of_five"),
            )
        if function.id in routed | authorizers:
            yield _alarm(
                f"{stem}InternalErrorsAlarm",
                f"{stem} has internal errors and answers with 500. {_RUNBOOK}#a-function-fails",
                [*_own(service, "InternalErrors"), *_EVERY_MINUTE],
                once.line("two_minutes_of_five"),
            )
        if function.id in routed:
            yield _alarm(
                f"{stem}StorageAlarm",
                f"{stem} cannot reach storage and answers with 503. {_RUNBOOK}#storage-is-unavailable",
                [*_own(service, "StorageUnavailable"), *_EVERY_MINUTE],
                once.line("two_minutes_of_five"),
            )
        yield _alarm(
            f"{stem}CallsRefusedAlarm",
            f"AWS refuses the role, credentials, key or table of {stem}. {_RUNBOOK}#aws-refuses-calls",
            [*_own(service, "CallsRefused"), *_EVERY_MINUTE],
            once.line("two_minutes_of_five"),
        )
        yield _alarm(
            f"{stem}ThrottlesAlarm",
            f"Lambda throttles {stem}. {_RUNBOOK}#a-function-is-throttled",
            [*_of_lambda(function.id, "Throttles"), *_EVERY_MINUTE],
            once.line("two_minutes_of_five"),
        )
        limit = function.timeout * 500 if function.id in unattended else _SLOW
        yield _alarm(
            f"{stem}SlowAlarm",
            f"1% of the invocations of {stem} take longer than {limit} ms. {_RUNBOOK}#a-function-is-slow",
            [*_of_lambda(function.id, "Duration"), "ExtendedStatistic: p99", f"Threshold: {limit} # milliseconds"],
            once.line("quarter_of_an_hour"),
        )


_EVERY_MINUTE = ("Statistic: Sum", "Period: 60", "Threshold: 0")


def _of_lambda(function: str, metric: str) -> list[str]:
    dimensions = f"Dimensions: [{{Name: FunctionName, Value: !Ref {function}}}]"
    return ["Namespace: AWS/Lambda", f"MetricName: {metric}", dimensions]


def _own(service: str, metric: str) -> list[str]:
    dimensions = f"Dimensions: [{{Name: service, Value: {service}}}]"
    return ["Namespace: !Ref AWS::StackName", f"MetricName: {metric}", dimensions]


class _Once:
    """The evaluation of an alarm: YAML with an anchor at the first use, an alias afterwards."""

    _LINES = (
        ("two_minutes_of_five", "EvaluationPeriods: 5, DatapointsToAlarm: 2"),
        ("quarter_of_an_hour", "Period: 300, EvaluationPeriods: 3"),
    )
    _REST = (
        "ComparisonOperator: GreaterThanThreshold, TreatMissingData: notBreaching,"
        " AlarmActions: *tell_operators, OKActions: *tell_operators"
    )

    def __init__(self) -> None:
        self._left = dict(self._LINES)

    def line(self, name: str) -> str:
        text = self._left.pop(name, None)
        return f"<<: *{name}" if text is None else f"<<: &{name} {{{text}, {self._REST}}}"


def _alarm(name: str, description: str, metric: list[str], evaluation: str) -> str:
    lines = "".join(f"      {line}\n" for line in (f"AlarmDescription: {description}", *metric, evaluation))
    return f"  {name}:\n    Type: AWS::CloudWatch::Alarm\n    Properties:\n{lines}"
