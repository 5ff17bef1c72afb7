"""The style sheets, scripts and pictures of the pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from aiohttp import web

from local.pages import Routes

_TYPES = {".css": "text/css", ".js": "text/javascript", ".png": "image/png"}
_SHARED = Path(__file__).parent / "shared"


def files(folder: str, found: Mapping[str, Path], caching: str = "no-cache") -> web.RouteDef:
    """Return the route `folder/{name}` of these files. `caching` is their Cache-Control."""

    async def file(request: web.Request) -> web.StreamResponse:
        path = found.get(request.match_info["name"])
        if path is None:
            raise web.HTTPNotFound
        return web.FileResponse(path, headers={"Cache-Control": caching, "Content-Type": _TYPES[path.suffix]})

    return web.get(f"{folder}/{{name}}", file)


def shared_files(_: Callable[[], str]) -> Routes:
    """Return the routes of the files that several pages use."""
    return [files("/shared", {path.name: path for path in _SHARED.iterdir()})]
