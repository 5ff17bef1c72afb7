"""Alarms that every function has.

One metric each: an expression over several gives nothing where one of them was never written. None on a table's own
metrics: an alarm on those stays as it is when nothing is written (docs/decisions/0031-one-metric-per-alarm.md).
"""

from collections.abc import Iterator

from local.template import Template

_RUNBOOK = "docs/operations.md"
_SLOW = 3000  # milliseconds; the slowest thing a caller waits for, a log-in, takes a sixth of it
_SERVICE = "POWERTOOLS_SERVICE_NAME"


def function_alarms(template: Template) -> Iterator[str]:
    """What goes wrong in a function, how long it takes, and whether it may run at all."""
    once = _Once()
    fed = {source.function for source in template.streams.values()}
    authorizers = {authorizer.function for authorizer in template.api.authorizers.values()}
    routed = {route.function for route in template.api.routes}
    for function in template.functions.values():
        stem, service = function.id.removesuffix("Function"), template.environment(function)[_SERVICE]
        # An authorizer refuses a token by an error, so that Lambda's count of them says nothing.
        if function.id not in authorizers:
            yield _alarm(
                f"{stem}ErrorsAlarm",
                f"{stem} crashes or takes too long. {_RUNBOOK}#a-function-fails",
                [*_of_lambda(function.id, "Errors"), *_EVERY_MINUTE],
                once.line("two_minutes_of_five"),
            )
        if function.id in routed | authorizers:
            yield _alarm(
                f"{stem}InternalErrorsAlarm",
                f"{stem} meets errors that nobody foresaw and answers with 500. {_RUNBOOK}#a-function-fails",
                [*_own(service, "InternalErrors"), *_EVERY_MINUTE],
                once.line("two_minutes_of_five"),
            )
        if function.id in routed:
            yield _alarm(
                f"{stem}StorageAlarm",
                f"{stem} gets nothing from storage and answers with 503. {_RUNBOOK}#storage-is-unavailable",
                [*_own(service, "StorageUnavailable"), *_EVERY_MINUTE],
                once.line("two_minutes_of_five"),
            )
        yield _alarm(
            f"{stem}ThrottlesAlarm",
            f"Lambda has no room for {stem}. {_RUNBOOK}#a-function-is-throttled",
            [*_of_lambda(function.id, "Throttles"), *_EVERY_MINUTE],
            once.line("two_minutes_of_five"),
        )
        limit = function.timeout * 500 if function.id in fed else _SLOW
        yield _alarm(
            f"{stem}SlowAlarm",
            f"One call of {stem} in a hundred takes longer than {limit} ms. {_RUNBOOK}#a-function-is-slow",
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
    """When an alarm goes off, as YAML that is written out once and referred to afterwards."""

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
