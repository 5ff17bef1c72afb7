"""The pages beside the API. A page is a function that returns its routes; it gets one that gives the API's prefix."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from aiohttp import web

from local.engines.paths import ROOT, SWAGGER_UI

Routes = list[web.RouteDef]
Page = Callable[[Callable[[], str]], Routes]

_OPENAPI: Path = ROOT / "docs" / "openapi.json"
_ASSETS = {"swagger-ui.css": "text/css", "swagger-ui-bundle.js": "text/javascript", "favicon-32x32.png": "image/png"}
_DOCS = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Bodega API</title>
<link rel="icon" href="/docs/favicon-32x32.png">
<link rel="stylesheet" href="/docs/swagger-ui.css">
</head>
<body>
<div id="docs"></div>
<script src="/docs/swagger-ui-bundle.js"></script>
<script>
SwaggerUIBundle({
  url: "/docs/openapi.json",
  dom_id: "#docs",
  deepLinking: true,
  displayRequestDuration: true,
  persistAuthorization: true,
  validatorUrl: null,
});
</script>
</body>
</html>
"""


def docs(prefix: Callable[[], str]) -> Routes:
    """`/docs`: Swagger UI over docs/openapi.json. Everything comes from this machine, so that it works offline."""

    async def page(_: web.Request) -> web.Response:
        return web.Response(text=_DOCS, content_type="text/html")

    async def document(_: web.Request) -> web.Response:
        return web.json_response(_openapi(prefix()), headers={"Cache-Control": "no-cache"})

    async def asset(request: web.Request) -> web.StreamResponse:
        name = request.match_info["name"]
        if name not in _ASSETS:
            raise web.HTTPNotFound
        headers = {"Content-Type": _ASSETS[name], "Cache-Control": "max-age=86400"}
        return web.FileResponse(SWAGGER_UI / name, headers=headers)

    async def front_door(_: web.Request) -> web.Response:
        raise web.HTTPFound("/docs")

    return [
        web.get("/", front_door),
        web.get("/docs", page),
        web.get("/docs/openapi.json", document),
        web.get("/docs/{name}", asset),
    ]


def _openapi(prefix: str) -> dict[str, Any]:
    """The document as it is now, with this stack as its server."""
    try:
        document: dict[str, Any] = json.loads(_OPENAPI.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError) as error:
        raise web.HTTPNotFound(text=f"docs/openapi.json: {error}. Write it with: make openapi\n") from None
    # Relative, so that it fits however the developer's browser calls this machine.
    return {**document, "servers": [{"url": prefix, "description": "This machine"}]}
