"""The health of the shop, for monitoring and for the check after a deployment."""

import os
from typing import Any, Final

from aws_lambda_powertools.event_handler import Response

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


handler = app.handler()
