"""The scheduled check: requests the shop's health over the public URL, as a customer would reach it."""

from http.client import HTTPException
from typing import Any
from urllib.request import build_opener

from bodega.observability import count, logger, observed

_OPENER = build_opener()
_TIMEOUT = 10.0  # seconds; the API answers within 4, and after a cold start


@observed
def check(event: dict[str, Any], _: Any) -> dict[str, Any]:
    """Request the URL in `check`, and count whether that failed. It raises nothing, so that Lambda repeats nothing."""
    try:
        with _OPENER.open(event["check"], timeout=_TIMEOUT):
            failed = False
    except (OSError, HTTPException) as error:  # URLError, HTTPError and timeouts are of OSError
        failed = True
        logger.error("The health check failed", extra={"reason": f"{type(error).__name__}: {error}"})
    count("HealthChecksFailed", int(failed))
    return {"failed": failed}
