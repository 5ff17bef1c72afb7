"""Logger and metrics, set up once: JSON lines and EMF under the function's own service name.

The service comes from POWERTOOLS_SERVICE_NAME. Events are never logged: they carry bearer tokens
and what people typed.
"""

import warnings
from collections.abc import Callable
from typing import Any, cast

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.logging import correlation_paths
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.typing import LambdaContext

logger = Logger()
metrics = Metrics()

LambdaHandler = Callable[[dict[str, Any], LambdaContext], dict[str, Any]]

# An invocation that has nothing to count is nothing to warn of.
warnings.filterwarnings("ignore", message="No application metrics to publish")


def observed(resolve: LambdaHandler) -> LambdaHandler:
    """The Lambda handler around `resolve`: logs carry the request's id, metrics are flushed at the end.

    `clear_state` keeps what one invocation adds to its log lines out of the next one's.
    """

    @metrics.log_metrics(capture_cold_start_metric=True)
    @logger.inject_lambda_context(clear_state=True, correlation_id_path=correlation_paths.API_GATEWAY_REST)
    def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
        return resolve(event, context)

    return cast(LambdaHandler, handler)


def count(name: str, value: int = 1) -> None:
    """Add to a business metric of this function; names are listed for operators in the documentation."""
    metrics.add_metric(name=name, unit=MetricUnit.Count, value=value)
