"""The layout of mail, as plain text and as HTML.

Styles are inline, because mail programs drop style sheets. Mail loads nothing, so nobody can tell that it was opened.
"""

from collections.abc import Mapping
from html import escape
from string import Template
from typing import NamedTuple
from urllib.parse import quote


class Shop(NamedTuple):
    """The shop in mail. `url`: the base URL of the storefront."""

    name: str
    url: str

    def link(self, path: str, token: str | None = None) -> str:
        fragment = f"#token={quote(token, safe='')}" if token is not None else ""
        return f"{self.url.rstrip('/')}/{path}{fragment}"


class Button(NamedTuple):
    label: str
    url: str


class Letter(NamedTuple):
    """The content of a mail, without markup. `lines`: below the opening. `other`: a second link, below the closing."""

    subject: str
    opening: str
    button: Button | None
    closing: str
    other: Button | None = None
    lines: tuple[str, ...] = ()


class Mail(NamedTuple):
    """A mail, ready to send."""

    subject: str
    text: str
    html: str


_TEXT = Template("""$greeting

$opening
$lines
$button$closing
$other
$shop
""")

_BUTTON_TEXT = Template("""$label:
$url

""")

_OTHER_TEXT = Template("""
$label:
$url
""")

_HTML = Template("""<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>$subject</title></head>
<body style="margin:0;padding:24px 12px;background:#f4f1ec;font:16px/1.5 system-ui,-apple-system,'Segoe UI',sans-serif;color:#2b2622">
<div style="max-width:480px;margin:0 auto;padding:32px;background:#ffffff;border-radius:12px">
<p style="margin:0 0 24px;font-size:20px;font-weight:600;color:#8a3b12">$shop</p>
<p>$greeting</p>
<p>$opening</p>
$lines$button<p style="font-size:14px;color:#6b625a">$closing</p>
$other$address</div>
</body>
</html>
""")

_BUTTON_HTML = Template("""<p style="margin:28px 0"><a href="$url" style="display:inline-block;padding:12px 22px;background:#8a3b12;border-radius:8px;color:#ffffff;font-weight:600;text-decoration:none">$label</a></p>
""")

_ADDRESS_HTML = Template("""<p style="font-size:13px;color:#6b625a">If the button does not work, open this address:<br><span style="word-break:break-all">$url</span></p>
""")

_OTHER_HTML = Template("""<p style="font-size:14px"><a href="$url" style="color:#8a3b12">$label</a></p>
""")


def lay_out(letter: Letter, greeting: str, shop_name: str) -> Mail:
    texts = {
        "subject": letter.subject,
        "greeting": greeting,
        "opening": letter.opening,
        "closing": letter.closing,
        "shop": shop_name,
    }
    return Mail(
        subject=letter.subject,
        text=_TEXT.substitute(
            texts,
            lines="".join(f"\n{line}" for line in (*letter.lines, "")) if letter.lines else "",
            button=_filled(_BUTTON_TEXT, _members(letter.button)),
            other=_filled(_OTHER_TEXT, _members(letter.other)),
        ),
        html=_HTML.substitute(
            _escaped(texts),
            lines=f"<p>{'<br>'.join(map(escape, letter.lines))}</p>\n" if letter.lines else "",
            button=_filled(_BUTTON_HTML, _escaped(_members(letter.button))),
            other=_filled(_OTHER_HTML, _escaped(_members(letter.other))),
            address=_filled(_ADDRESS_HTML, _escaped(_members(letter.button))),
        ),
    )


def _members(button: Button | None) -> dict[str, str]:
    return button._asdict() if button else {}


def _filled(template: Template, texts: Mapping[str, str]) -> str:
    return template.substitute(texts) if texts else ""


def _escaped(texts: Mapping[str, str]) -> dict[str, str]:
    return {name: escape(text) for name, text in texts.items()}
