"""The health of the shop, for monitoring and for the smoke test. The parameter HealthCheck adds a schedule."""

import os
from typing import Any, Final

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.utilities.typing import LambdaContext

from bodega.api.resolver import ShopApi
from bodega.api.responses import private
from health.database import check_database

VERSION: Final = "0.1.0"
"""The project's version, as in pyproject.toml, which is not deployed."""

app = ShopApi()


@app.get("/health", operation_id="getHealth")
def get_health() -> Response[Any]:
    check_database()
    # Only a deployment sets a release.
    return private(200, {"status": "ok", "version": VERSION, "release": os.environ["RELEASE"] or None})


_resolve = app.handler()


def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Answer a request. An event of the schedule has a URL to check, which no event of API Gateway has."""
    if "check" in event:
        from health.canary import check  # no request needs it

        return check(event, context)
    return _resolve(event, context)
