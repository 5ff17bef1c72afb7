"""Saved queries of CloudWatch Logs Insights: what one asks of the logs when an alarm has gone off."""

from collections.abc import Iterator

from local.template import Template

_ACCESS_LOG = "ApiAccessLogGroup"

# Name, description, whether it is asked of the functions' logs (or else of the access log), query.
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
            "filter route = '/users/login' and status in [401, 403, 429]"
            " | stats count() as refused by sourceIp, bin(15m) | sort refused desc | limit 50"
        ),
    ),
)


def queries(template: Template) -> Iterator[str]:
    groups = [f"{function.id.removesuffix('Function')}LogGroup" for function in template.functions.values()]
    for name, of_functions, query in _QUERIES:
        lines = query.replace(" | ", "\n        | ")
        asked = ", ".join(f"!Ref {group}" for group in (groups if of_functions else [_ACCESS_LOG]))
        yield (
            f"  {name}Query:\n    Type: AWS::Logs::QueryDefinition\n    Properties:\n"
            f"      Name: !Sub ${{AWS::StackName}}/{name}\n"
            f"      LogGroupNames: [{asked}]\n"
            f"      QueryString: >-\n        {lines}\n"
        )
