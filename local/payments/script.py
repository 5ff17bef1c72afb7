"""Stripe.js of the stand-in, and the frames that it opens in a page: the card's fields and 3-D Secure.

The frames are on the stack's own origin. Only its pages can open them.
"""

from __future__ import annotations

from pathlib import Path

from aiohttp import web

_FOLDER = Path(__file__).parent / "browser"
_FRAMES = {path.name: path for path in _FOLDER.iterdir() if path.name != "stripe.js"}
_TYPES = {".css": "text/css", ".html": "text/html", ".js": "text/javascript"}
_OF_FRAMES = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-ancestors 'self';"
        " base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    ),
    "X-Frame-Options": "SAMEORIGIN",
}


def script_routes(prefix: str) -> list[web.RouteDef]:
    """Return the routes of the script, `{prefix}.js`, and of its frames below `{prefix}/elements`."""

    async def frame(request: web.Request) -> web.StreamResponse:
        path = _FRAMES.get(request.match_info["name"])
        if path is None:
            raise web.HTTPNotFound
        return _file(path, _OF_FRAMES if path.suffix == ".html" else {})

    async def script(_: web.Request) -> web.StreamResponse:
        return _file(_FOLDER / "stripe.js", {})

    return [web.get(f"{prefix}.js", script), web.get(f"{prefix}/elements/{{name}}", frame)]


def _file(path: Path, headers: dict[str, str]) -> web.FileResponse:
    content = f"{_TYPES[path.suffix]}; charset=utf-8"
    return web.FileResponse(path, headers={"Cache-Control": "no-cache", "Content-Type": content, **headers})
