"""The layout of mail, as plain text and as HTML.

Styles are inline, because mail programs drop style sheets. Mail loads nothing, so nobody can tell that it was opened.
"""

from collections.abc import Mapping
from html import escape
from string import Template
from typing import NamedTuple


class Button(NamedTuple):
    label: str
    url: str


class Letter(NamedTuple):
    """The content of a mail, without markup. `other`: a second link, below the closing."""

    subject: str
    opening: str
    button: Button
    closing: str
    other: Button | None = None


class Mail(NamedTuple):
    """A mail, ready to send."""

    subject: str
    text: str
    html: str


_TEXT = Template("""$greeting

$opening

$label:
$url

$closing
$other
$shop
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
<p style="margin:28px 0"><a href="$url" style="display:inline-block;padding:12px 22px;background:#8a3b12;border-radius:8px;color:#ffffff;font-weight:600;text-decoration:none">$label</a></p>
<p style="font-size:14px;color:#6b625a">$closing</p>
$other<p style="font-size:13px;color:#6b625a">If the button does not work, open this address:<br><span style="word-break:break-all">$url</span></p>
</div>
</body>
</html>
""")  # noqa: E501  # inline styles make long lines

_OTHER_HTML = Template("""<p style="font-size:14px"><a href="$url" style="color:#8a3b12">$label</a></p>
""")


def lay_out(letter: Letter, greeting: str, shop_name: str) -> Mail:
    texts = {
        "subject": letter.subject,
        "greeting": greeting,
        "opening": letter.opening,
        "label": letter.button.label,
        "url": letter.button.url,
        "closing": letter.closing,
        "shop": shop_name,
    }
    other = letter.other._asdict() if letter.other else None
    return Mail(
        subject=letter.subject,
        text=_TEXT.substitute(texts, other=_OTHER_TEXT.substitute(other) if other else ""),
        html=_HTML.substitute(_escaped(texts), other=_OTHER_HTML.substitute(_escaped(other)) if other else ""),
    )


def _escaped(texts: Mapping[str, str]) -> dict[str, str]:
    return {name: escape(text) for name, text in texts.items()}
