"""`/mailbox`: every mail that SES accepted, newest first, as its recipient sees it.

A sandboxed frame without an origin shows the HTML of a mail. It runs no scripts and loads nothing, and its links open
in a new tab.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from aiohttp import web

from local.extension import LinkCall
from local.pages import Page
from local.pages.mail_links import links_section

_MOST_LISTED = 200
_NAME = re.compile(r"\d{13}-[\w.-]+")
_URL = re.compile(r"https?://[^\s<>\"']+")

_PRIVATE = {"Cache-Control": "no-store"}
_PAGE_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-src 'self'; frame-ancestors 'none';"
    " base-uri 'none'; form-action 'none'"
)
_MAIL_POLICY = (
    "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:;"
    " frame-ancestors 'self'; base-uri 'none'; form-action 'none'"
)

_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
{refresh}<title>{title}</title>
<link rel="icon" href="data:,">
<style>
:root {{ color-scheme: light dark; --line: #8884; --accent: #b4531c; }}
body {{ margin: 0 auto; max-width: 62rem; padding: 1.5rem 1rem; font: 16px/1.5 system-ui, sans-serif; }}
a {{ color: var(--accent); }}
h1 {{ font-size: 1.4rem; }}
ul {{ list-style: none; margin: 0; padding: 0; border-top: 1px solid var(--line); }}
li a {{ display: flex; flex-wrap: wrap; gap: 0 1rem; padding: .7rem 0; border-bottom: 1px solid var(--line); color: inherit; text-decoration: none; }}
li a:hover strong {{ color: var(--accent); }}
li strong {{ flex: 1 1 18rem; }}
small, dt {{ opacity: .7; }}
dl {{ display: grid; grid-template-columns: auto 1fr; gap: .1rem 1rem; margin: 1rem 0; }}
dd {{ margin: 0; overflow-wrap: anywhere; }}
iframe {{ width: 100%; height: 30rem; border: 1px solid var(--line); border-radius: 8px; background: #fff; }}
pre {{ padding: 1rem; border: 1px solid var(--line); border-radius: 8px; white-space: pre-wrap; overflow-wrap: anywhere; }}
</style>
</head>
<body>
{body}
</body>
</html>
"""  # noqa: E501  # rules of a style sheet


@dataclass(frozen=True)
class Mail:
    """One mail as SES got it. `sent_at` is in seconds since the epoch."""

    id: str
    sent_at: float
    sender: str
    to: tuple[str, ...]
    subject: str
    text: str
    html: str

    @property
    def at(self) -> str:
        return time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(self.sent_at))


class Mailbox:
    """The folder into which moto's server writes mail; see engines/moto_server.py."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def newest(self) -> list[Mail]:
        """Return the newest mails, the last one first."""
        names = sorted((path.stem for path in self.folder.glob("[0-9]*.json")), reverse=True)
        mails = (self.find(name) for name in names[:_MOST_LISTED])
        return [mail for mail in mails if mail is not None]

    def find(self, mail_id: str) -> Mail | None:
        """Return the mail, or None when there is no complete one of this id."""
        if not _NAME.fullmatch(mail_id):
            return None
        try:
            document = json.loads((self.folder / f"{mail_id}.json").read_text(encoding="utf-8"))
        except (FileNotFoundError, ValueError):
            return None
        return _mail(mail_id, document["sentAt"], document["request"])


def _mail(mail_id: str, sent_at: float, request: dict[str, Any]) -> Mail:
    simple = request.get("Content", {}).get("Simple", {})
    body = simple.get("Body", {})
    return Mail(
        id=mail_id,
        sent_at=sent_at,
        sender=str(request.get("FromEmailAddress", "")),
        to=tuple(request.get("Destination", {}).get("ToAddresses", ())),
        subject=str(simple.get("Subject", {}).get("Data", "")),
        text=str(body.get("Text", {}).get("Data", "")),
        html=str(body.get("Html", {}).get("Data", "")),
    )


def mailbox_page(mailbox: Mailbox, calls: Mapping[str, LinkCall]) -> Page:
    """Return the page for a mailbox. `calls` are the requests of the pages that its mails link to."""
    return lambda prefix: _routes(mailbox, calls, prefix)


def _routes(mailbox: Mailbox, calls: Mapping[str, LinkCall], prefix: Callable[[], str]) -> list[web.RouteDef]:

    async def index(_: web.Request) -> web.Response:
        return _page("Mailbox", _index(mailbox.newest()), refresh='<meta http-equiv="refresh" content="2">\n')

    async def listing(_: web.Request) -> web.Response:
        """Answer with the same mails as JSON, for tests and tools."""
        mails = [
            {"id": mail.id, "sentAt": mail.sent_at, "to": mail.to, "subject": mail.subject, "text": mail.text}
            for mail in mailbox.newest()
        ]
        return web.json_response(mails, headers=_PRIVATE)

    async def one(request: web.Request) -> web.Response:
        mail = _found(request)
        links = links_section(mail.text, calls, f"http://{request.host}{prefix()}")
        return _page(mail.subject, _message(mail) + links)

    async def html(request: web.Request) -> web.Response:
        headers = {**_PRIVATE, "Content-Security-Policy": _MAIL_POLICY, "X-Frame-Options": "SAMEORIGIN"}
        # A parser moves this element into the head. It makes every link open outside of the frame.
        text = '<!doctype html><base target="_blank">' + _found(request).html
        return web.Response(text=text, content_type="text/html", headers=headers)

    def _found(request: web.Request) -> Mail:
        mail = mailbox.find(request.match_info["id"])
        if mail is None:
            raise web.HTTPNotFound(text="This mail does not exist.\n")
        return mail

    return [
        web.get("/mailbox", index),
        web.get("/mailbox.json", listing),
        web.get("/mailbox/{id}", one),
        web.get("/mailbox/{id}/html", html),
    ]


def _page(title: str, body: str, refresh: str = "") -> web.Response:
    return web.Response(
        text=_PAGE.format(title=escape(title), body=body, refresh=refresh),
        content_type="text/html",
        headers={**_PRIVATE, "Content-Security-Policy": _PAGE_POLICY},
    )


def _index(mails: list[Mail]) -> str:
    if not mails:
        return "<h1>Mailbox</h1>\n<p>No mail yet. New mail appears here automatically.</p>"
    lines = (
        f'<li><a href="/mailbox/{escape(mail.id)}"><strong>{escape(mail.subject)}</strong>'
        f" <span>{escape(', '.join(mail.to))}</span> <small>{mail.at}</small></a></li>"
        for mail in mails
    )
    return "<h1>Mailbox</h1>\n<ul>\n" + "\n".join(lines) + "\n</ul>"


def _message(mail: Mail) -> str:
    facts = (("From", mail.sender), ("To", ", ".join(mail.to)), ("Sent", mail.at))
    rows = "".join(f"<dt>{name}</dt><dd>{escape(value)}</dd>" for name, value in facts)
    frame = (
        f'<iframe src="/mailbox/{escape(mail.id)}/html" title="The mail as HTML"'
        ' sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>'
        if mail.html
        else "<p>This mail has no HTML.</p>"
    )
    return (
        f'<p><a href="/mailbox">All mail</a></p>\n<h1>{escape(mail.subject)}</h1>\n<dl>{rows}</dl>\n{frame}\n'
        f"<h2>As plain text</h2>\n<pre>{_with_links(mail.text)}</pre>\n"
    )


def _with_links(text: str) -> str:
    """Return the text as HTML with clickable URLs."""
    parts = []
    end = 0
    for match in _URL.finditer(text):
        url = escape(match.group())
        parts += [escape(text[end : match.start()]), f'<a href="{url}" target="_blank" rel="noreferrer">{url}</a>']
        end = match.end()
    return "".join([*parts, escape(text[end:])])
