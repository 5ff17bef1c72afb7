"""Logger and metrics: JSON lines and EMF under the service name in POWERTOOLS_SERVICE_NAME.

Events are never logged: they contain bearer tokens and personal data.
"""

import warnings
from collections.abc import Callable
from typing import Any, cast

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.typing import LambdaContext

logger = Logger()
metrics = Metrics()

LambdaHandler = Callable[[dict[str, Any], LambdaContext], dict[str, Any]]

# An invocation without metrics is normal.
warnings.filterwarnings("ignore", message="No application metrics to publish")


def observed(resolve: LambdaHandler) -> LambdaHandler:
    """Return a Lambda handler around `resolve` that adds the request id to logs and flushes metrics.

    `clear_state` removes the log keys that an invocation adds, before the next one. The request id is set here, because
    Powertools would find it with a JMESPath expression, which takes longer.
    """

    @metrics.log_metrics(capture_cold_start_metric=True)
    @logger.inject_lambda_context(clear_state=True)
    def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
        logger.set_correlation_id((event.get("requestContext") or {}).get("requestId"))
        return resolve(event, context)

    return cast(LambdaHandler, handler)


def count(name: str, value: int = 1, *, service: str | None = None) -> None:
    """Add `value` to a metric of this function. docs/operations.md lists all names.

    `service`: counts under another service name. Functions that share code count under one, so one alarm sees them all.
    """
    if service is None:
        metrics.add_metric(name=name, unit=MetricUnit.Count, value=value)
        return
    from aws_lambda_powertools.metrics import single_metric  # rare

    with single_metric(name=name, unit=MetricUnit.Count, value=value, default_dimensions={"service": service}):
        """Its end writes the metric."""


def report_refusal(reason: str) -> None:
    """Count and log that AWS refused a call. `reason`: the operation and AWS's error code."""
    count("CallsRefused")
    logger.error("AWS refused a call", extra={"reason": reason})


def measure(name: str, value: int, *, seconds: bool = False) -> None:
    """Record a number of bytes, or of seconds, as a metric of this function. docs/operations.md lists all names."""
    metrics.add_metric(name=name, unit=MetricUnit.Seconds if seconds else MetricUnit.Bytes, value=value)
