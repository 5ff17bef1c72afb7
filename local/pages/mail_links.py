"""What the links in a mail do: the request that the storefront's page would send for each, to send by hand."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Mapping
from html import escape
from urllib.parse import parse_qs, urlsplit

from local.extension import LinkCall

_LINK = re.compile(r"https?://[^\s<>\"']+#token=[^\s<>\"']+")
_EXAMPLE = 'PARAMETERS="StorefrontUrl=http://127.0.0.1:5173" make run'


def links_section(text: str, calls: Mapping[str, LinkCall], api: str) -> str:
    """Return a section of HTML about the links in a mail's text; nothing if `calls` does not have one of their pages.

    `calls` has the last segment of each page's path. `api` is the URL of the API.
    """
    found = {link: calls[page] for link in _LINK.findall(text) if (page := _page(link)) in calls}
    if not found:
        return ""
    url = urlsplit(next(iter(found)))
    storefront = escape(f"{url.scheme}://{url.netloc}")
    commands = "\n".join(f"<p>{escape(_page(link))}:</p>\n{_command(link, call, api)}" for link, call in found.items())
    return (
        '<section class="panel links" aria-labelledby="links">\n<h2 id="links">What the links do</h2>\n'
        f"<p>The links lead to pages of the shop's website at <code>{storefront}</code> (the parameter "
        "<code>StorefrontUrl</code>). These pages are not part of the project. To lead the links to your own pages, "
        f"start the shop with <code>{escape(_EXAMPLE)}</code>. Without pages, send their requests yourself:</p>\n"
        f"{commands}\n</section>\n"
    )


def _page(link: str) -> str:
    return urlsplit(link).path.rpartition("/")[2]


def _command(link: str, call: LinkCall, api: str) -> str:
    token = parse_qs(urlsplit(link).fragment)["token"][0]
    session = ["-H", "Authorization: Bearer ACCESS_TOKEN"] if call.session else []
    arguments = [
        *("curl", "-X", call.method, f"{api}{call.path}", *session, "-H", "Content-Type: application/json"),
        *("-d", json.dumps({"token": token, **call.fields})),
    ]
    note = (
        "<p>ACCESS_TOKEN is the token that <code>POST /users/login</code> returns for the account.</p>"
        if session
        else ""
    )
    return f"<pre>{escape(shlex.join(arguments))}</pre>{note}"
