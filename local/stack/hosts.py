"""The hosts that the stack answers for, so that no web page can read it by DNS rebinding.

A web page can let its own host name resolve to 127.0.0.1. Its scripts then share an origin with the stack, and could
read reset links in the mailbox. The browser still sends the page's host name, so the stack checks it.
"""

from __future__ import annotations

import re
from http import HTTPStatus

from aiohttp import web
from aiohttp.typedefs import Handler

from local.gateway.target import origin_form

# The stack listens on 127.0.0.1 only, so a request for [::1] comes through something else.
_HOST = re.compile(r"(127\.0\.0\.1|localhost)(:\d{0,5})?", re.IGNORECASE)


@web.middleware
async def check_host(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Answer requests for another host with 421, and requests without a host with 400."""
    hosts = request.headers.getall("Host", [])
    if len(hosts) != 1:
        return _refusal(request, HTTPStatus.BAD_REQUEST, "The request needs one Host header.")
    # A request target in absolute form replaces the header (RFC 9112, 3.2.2). Both have to be right.
    if not _HOST.fullmatch(hosts[0]) or not _HOST.fullmatch(request.host):
        return _refusal(
            request,
            HTTPStatus.MISDIRECTED_REQUEST,
            "This shop answers only for 127.0.0.1 and localhost, so that no web page can read it under another name.",
        )
    return await handler(request)


def _refusal(request: web.Request, status: HTTPStatus, reason: str) -> web.Response:
    port = request.transport.get_extra_info("sockname")[1] if request.transport else ""
    path = origin_form(request.raw_path).partition("?")[0]
    return web.Response(status=status, text=f"{reason} Use this address: http://127.0.0.1:{port}{path}\n")
