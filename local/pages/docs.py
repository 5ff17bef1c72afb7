"""`/docs`: Swagger UI for docs/openapi.json. All files come from this machine, so that it works offline."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from aiohttp import web

from local.engines.paths import ROOT, SWAGGER_UI
from local.pages import Routes
from local.pages.files import files
from local.pages.headers import content_security_policy

_OPENAPI: Path = ROOT / "docs" / "openapi.json"
_FOLDER = Path(__file__).parent / "docs_page"
_OWN = {name: _FOLDER / name for name in ("accessible.css", "start.js")}
_SWAGGER = {name: SWAGGER_UI / name for name in ("swagger-ui.css", "swagger-ui-bundle.js", "favicon-32x32.png")}
# Swagger UI sets styles in attributes.
_HEADERS = {"Content-Security-Policy": content_security_policy(inline_styles=True), "Cache-Control": "no-cache"}
_DOCS = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>API documentation</title>
<link rel="icon" href="/docs/swagger-ui/favicon-32x32.png">
<link rel="stylesheet" href="/docs/swagger-ui/swagger-ui.css">
<link rel="stylesheet" href="/docs/accessible.css">
</head>
<body>
<div id="docs"></div>
<script src="/docs/swagger-ui/swagger-ui-bundle.js"></script>
<script src="/docs/start.js"></script>
</body>
</html>
"""


def docs(prefix: Callable[[], str]) -> Routes:
    """Return the page's routes. `prefix` returns the API's path prefix."""

    async def page(_: web.Request) -> web.Response:
        return web.Response(text=_DOCS, content_type="text/html", headers=_HEADERS)

    async def document(_: web.Request) -> web.Response:
        return web.json_response(_openapi(prefix()), headers={"Cache-Control": "no-cache"})

    async def home(_: web.Request) -> web.Response:
        raise web.HTTPFound("/docs")

    return [
        web.get("/", home),
        web.get("/docs", page),
        web.get("/docs/openapi.json", document),
        files("/docs", _OWN),
        files("/docs/swagger-ui", _SWAGGER, "max-age=86400"),
    ]


def _openapi(prefix: str) -> dict[str, Any]:
    """Return the document as the file has it now, with this stack as its server."""
    try:
        document: dict[str, Any] = json.loads(_OPENAPI.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError) as error:
        raise web.HTTPNotFound(text=f"docs/openapi.json: {error}. Generate it with: make openapi\n") from None
    # A relative URL works with every host name that a browser uses for this machine.
    return {**document, "servers": [{"url": prefix, "description": "This machine"}]}
