"""The headers of every page: no other origin can read a page, put it into a frame, or see its URL as a referrer."""

from __future__ import annotations

from aiohttp import web

_OWN_FILES = (
    "default-src 'none'; script-src 'self'; style-src 'self'{styles}; connect-src 'self'; img-src 'self' data:;"
    " frame-src {frames}; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)
_DEFAULTS = {
    "Content-Security-Policy": _OWN_FILES.format(styles="", frames="'none'"),
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


def content_security_policy(*, inline_styles: bool = False, frames: bool = False) -> str:
    """Return the policy of a page that loads only files of this server.

    `inline_styles` allows style attributes and elements. `frames` allows frames with other pages of this server.
    """
    return _OWN_FILES.format(
        styles=" 'unsafe-inline'" if inline_styles else "", frames="'self'" if frames else "'none'"
    )


def protect(response: web.StreamResponse) -> None:
    """Add the headers that the page has not set itself."""
    for name, value in _DEFAULTS.items():
        response.headers.setdefault(name, value)
