"""Sessions of pages: the refresh token is in a cookie that no script can read.

A page asks for the cookie with the header `X-Bodega-Session`. A form of another site cannot send the header, and CORS
lets no other origin send it together with cookies. The cookie follows RFC 6265bis: the prefix `__Host-Http-` makes
browsers refuse one that a script, another host or an unencrypted page has set.
"""

from collections.abc import Mapping
from typing import Annotated, Any

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.router import APIGatewayRouter

from bodega.api.parameters import Parameter
from bodega.api.responses import private
from users.auth.refresh_tokens import seconds_left

CookiePage = Annotated[
    str | None,
    Parameter(
        "X-Bodega-Session",
        "header",
        "The page that keeps its refresh token in a cookie, which no script can read",
        {"type": "string", "enum": ["store", "console"]},
    ),
]
"""The kind of page whose cookie has the refresh token. None for clients that store the token themselves."""


def with_tokens(status: int, document: dict[str, Any], page: str | None) -> Response[Any]:
    """Return the tokens of a session. For a page, the refresh token is in its cookie."""
    if page is None:
        return private(status, document)
    token = document["refreshToken"]
    rest = {name: value for name, value in document.items() if name != "refreshToken"}
    return private(status, rest, {"Set-Cookie": _cookie(page, token, seconds_left(token))})


def without_cookie(response: Response[Any], page: str | None) -> Response[Any]:
    """Let the response delete the cookie of the page."""
    if page is not None:
        response.headers["Set-Cookie"] = _cookie(page, "", 0)
    return response


def presented_token(router: APIGatewayRouter, page: str) -> str | None:
    """Return the value of the page's cookie, None without one. Of several, none is valid: the value is empty then."""
    start = f"{_name(page)}="
    values = [
        pair[len(start) :]
        for line in _cookie_lines(router.current_event.raw_event)
        for pair in map(str.strip, line.split(";"))
        if pair.startswith(start)
    ]
    if len(values) > 1:
        return ""
    return values[0] if values else None


def _cookie_lines(event: Mapping[str, Any]) -> list[str]:
    """Return the lines of the header `Cookie`. Joined by commas, one cookie's value could look like another cookie."""
    lines = event.get("multiValueHeaders") or {name: [value] for name, value in event["headers"].items()}
    return [line for name, values in lines.items() if name.lower() == "cookie" for line in values]


def _cookie(page: str, value: str, seconds: int) -> str:
    return f"{_name(page)}={value}; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age={seconds}"


def _name(page: str) -> str:
    return f"__Host-Http-bodega-{page}"
