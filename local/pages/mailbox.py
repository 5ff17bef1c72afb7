"""`/mailbox`: every mail that SES accepted, newest first, as its recipient sees it.

A sandboxed frame without an origin shows the HTML of a mail. It runs no scripts and loads nothing, and its links open
in a new tab.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from aiohttp import web

from local.pages import Page
from local.pages.files import files
from local.pages.headers import content_security_policy
from local.pages.layout import lay_out, respond

_MOST_LISTED = 200
_NAME = re.compile(r"\d{13}-[\w.-]+")
_URL = re.compile(r"https?://[^\s<>\"']+")

_PRIVATE = {"Cache-Control": "no-store"}
_MAIL_POLICY = (
    "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:;"
    " frame-ancestors 'self'; base-uri 'none'; form-action 'none'"
)
_FOLDER = Path(__file__).parent / "mailbox_page"
_STYLE, _SCRIPT = "/mailbox-files/mailbox.css", "/mailbox-files/mailbox.js"
_ROW = (
    '<li data-id="{id}"><a href="/mailbox/{id}"><strong>{subject}</strong> <span>{to}</span> <time>{at}</time></a></li>'
)


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

    def newest(self, after: str = "") -> list[Mail]:
        """Return the newest mails, the last one first. `after`: only those that came after the mail of this id."""
        names = sorted((path.stem for path in self.folder.glob("[0-9]*.json") if path.stem > after), reverse=True)
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


def mailbox_page(mailbox: Mailbox, shop: Callable[[], str]) -> Page:
    """Return the page for a mailbox. `shop` returns the shop's name."""
    return lambda _: _routes(mailbox, shop)


def _routes(mailbox: Mailbox, shop: Callable[[], str]) -> list[web.RouteDef]:

    async def index(_: web.Request) -> web.Response:
        return respond(
            lay_out("Mailbox", shop(), "/mailbox", _index(mailbox.newest()), files=[_STYLE, _SCRIPT]), _PRIVATE
        )

    async def listing(request: web.Request) -> web.Response:
        """Answer with the same mails as JSON: for the list's script, tests and tools."""
        mails = [
            {
                "id": mail.id,
                "sentAt": mail.sent_at,
                "at": mail.at,
                "to": mail.to,
                "subject": mail.subject,
                "text": mail.text,
            }
            for mail in mailbox.newest(request.query.get("after", ""))
        ]
        return web.json_response(mails, headers=_PRIVATE)

    async def one(request: web.Request) -> web.Response:
        mail = _found(request)
        page = lay_out(mail.subject, shop(), "/mailbox", _message(mail), files=[_STYLE])
        return respond(page, {**_PRIVATE, "Content-Security-Policy": content_security_policy(frames=True)})

    async def html(request: web.Request) -> web.Response:
        # A parser moves this element into the head. It makes every link open outside of the frame.
        text = '<!doctype html><base target="_blank">' + _found(request).html
        headers = {**_PRIVATE, "Content-Security-Policy": _MAIL_POLICY, "X-Frame-Options": "SAMEORIGIN"}
        return respond(text, headers)

    def _found(request: web.Request) -> Mail:
        mail = mailbox.find(request.match_info["id"])
        if mail is None:
            raise web.HTTPNotFound(text="This mail does not exist. Open /mailbox for the list of all mail.\n")
        return mail

    return [
        web.get("/mailbox", index),
        web.get("/mailbox.json", listing),
        web.get("/mailbox/{id}", one),
        web.get("/mailbox/{id}/html", html),
        files("/mailbox-files", {path.name: path for path in _FOLDER.glob("mailbox.*")}),
    ]


def _index(mails: list[Mail]) -> str:
    rows = (_row(mail.id, mail.subject, ", ".join(mail.to), mail.at) for mail in mails)
    page = (_FOLDER / "list.html").read_text(encoding="utf-8")
    return page.format(rows="".join(rows), row=_row("", "", "", ""))


def _row(mail_id: str, subject: str, to: str, at: str) -> str:
    return _ROW.format(id=escape(mail_id), subject=escape(subject), to=escape(to), at=at)


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
        f'<main>\n<p class="back"><a href="/mailbox">All mail</a></p>\n<h1>{escape(mail.subject)}</h1>\n'
        f'<dl>{rows}</dl>\n{frame}\n<section class="panel" aria-labelledby="text">\n'
        f'<h2 id="text">As plain text</h2>\n<pre>{_with_links(mail.text)}</pre>\n</section>\n</main>'
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
