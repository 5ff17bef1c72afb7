"""Saved queries of CloudWatch Logs Insights, for the first look at the logs after an alarm."""

from collections.abc import Iterator

from local.template import Template
from scripts import template as cloudformation
from scripts.generated import CannotGenerate

_ACCESS_LOG = "ApiAccessLogGroup"

# Name, whether it searches the logs of the functions (or else the access log), query.
_QUERIES = (
    (
        "Errors",
        True,
        (
            "fields @timestamp, service, message, exception_name, correlation_id, @log"
            " | filter level in ['ERROR', 'CRITICAL'] or @message like /Task timed out|Runtime.ExitError/"
            " | sort @timestamp desc | limit 100"
        ),
    ),
    (
        "OneRequest",
        True,
        (
            "fields @timestamp, service, level, message | filter correlation_id = 'the instance of a problem document'"
            " | sort @timestamp"
        ),
    ),
    (
        "Payments",
        True,
        (
            "fields @timestamp, service, level, message, reason, item, command, order, payment, refund"
            " | filter service like /^payments/ and level in ['WARNING', 'ERROR', 'CRITICAL']"
            " | sort @timestamp desc | limit 100"
        ),
    ),
    (
        "ColdStarts",
        True,
        (
            "filter @type = 'REPORT' and ispresent(@initDuration)"
            " | stats count() as starts, pct(@initDuration, 50) as p50, max(@initDuration) as longest by @log"
        ),
    ),
    (
        "Memory",
        True,
        (
            "filter @type = 'REPORT'"
            " | stats max(@maxMemoryUsed / 1000000) as usedMB, max(@memorySize / 1000000) as givenMB by @log"
        ),
    ),
    (
        "Routes",
        False,
        (
            "stats count() as requests, pct(latency, 50) as p50, pct(latency, 99) as p99 by method, route"
            " | sort requests desc"
        ),
    ),
    (
        "FailedRequests",
        False,
        "filter status >= 500 | stats count() as failed by method, route, status, error | sort failed desc",
    ),
    (
        "SlowRequests",
        False,
        (
            "fields @timestamp, method, route, status, latency, functionLatency, authorizerLatency, requestId"
            " | filter latency > 2000 | sort latency desc | limit 100"
        ),
    ),
    (
        "RefusedLogIns",
        False,
        (
            "filter route = '/users/login' and status in [403, 429]"
            " | stats count() as refused by sourceIp, bin(15m) | sort refused desc | limit 50"
        ),
    ),
    (
        "RefusedWebhooks",
        False,
        (
            "filter route = '/webhooks/payments' and status = 400"
            " | stats count() as refused by sourceIp, bin(15m) | sort refused desc | limit 50"
        ),
    ),
)


def queries(template: Template) -> Iterator[str]:
    """Yield the saved queries as YAML. Raises: CannotGenerate for a function without a log group."""
    groups = list(_log_groups(template))
    for name, of_functions, query in _QUERIES:
        lines = query.replace(" | ", "\n        | ")
        asked = ", ".join(f"!Ref {group}" for group in (groups if of_functions else [_ACCESS_LOG]))
        yield (
            f"  {name}Query:\n    Type: AWS::Logs::QueryDefinition\n    Properties:\n"
            f"      Name: !Sub ${{AWS::StackName}}/{name}\n"
            f"      LogGroupNames: [{asked}]\n"
            f"      QueryString: >-\n        {lines}\n"
        )


def _log_groups(template: Template) -> Iterator[str]:
    declared = cloudformation.Template(template.path)
    for function in template.functions.values():
        group = declared.properties(function.id).get("LoggingConfig", {}).get("LogGroup", {}).get("Ref")
        if group not in declared.resources:
            raise CannotGenerate(
                f"template.yaml: {function.id} has no log group. Declare one, and refer to it in the function's "
                "LoggingConfig: {LogGroup: !Ref …}."
            )
        yield group
