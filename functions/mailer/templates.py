"""The texts of the shop's mail, by template. `mailer.layout` turns them into text and HTML.

Links carry their token in the fragment, after `#`. Browsers do not send the fragment, so no server logs it.
"""

import re
from collections.abc import Callable, Mapping
from typing import Final, NamedTuple
from urllib.parse import quote

from bodega.outbox import Template
from mailer.greeting import greet
from mailer.layout import Button, Letter, Mail, lay_out

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")

Parameters = Mapping[str, str]


class Shop(NamedTuple):
    """The shop in mail. `url`: the base URL of the storefront."""

    name: str
    url: str

    def link(self, path: str, token: str | None = None) -> str:
        fragment = f"#token={quote(token, safe='')}" if token is not None else ""
        return f"{self.url.rstrip('/')}/{path}{fragment}"


def render(template: str, parameters: Parameters, shop: Shop) -> Mail:
    """Return the mail of `template`. Raises: ValueError for an unknown template, KeyError for a missing parameter."""
    shop = shop._replace(name=_one_line(shop.name))
    letter = _LETTERS[Template(template)](parameters, shop)
    return lay_out(letter, greeting=greet(_one_line(parameters.get("firstName", ""))), shop_name=shop.name)


def _one_line(text: str) -> str:
    """Replace control characters by spaces: a line break in a subject or a name would start another header."""
    return _CONTROL.sub(" ", text).strip()


def _welcome(parameters: Parameters, shop: Shop) -> Letter:
    return Letter(
        subject=f"Welcome to {shop.name}: please confirm your email",
        opening=f"Your account at {shop.name} is ready. Please confirm that this is your email address.",
        button=Button("Confirm my email", shop.link("verify-email", parameters["token"])),
        closing="The link works for one hour and once. If you did not open an account with us, ignore this mail.",
    )


def _reset(parameters: Parameters, shop: Shop) -> Letter:
    return Letter(
        subject=f"Choose a new password for {shop.name}",
        opening="You asked to choose a new password.",
        button=Button("Choose a new password", shop.link("reset-password", parameters["token"])),
        closing=(
            "The link works for one hour and once; only the latest one counts. "
            "If you did not ask for it, ignore this mail: your password stays as it is."
        ),
    )


def _frozen(parameters: Parameters, shop: Shop) -> Letter:
    return Letter(
        subject=f"Your {shop.name} account is locked",
        opening=(
            "A wrong password was entered for your account five times, so we locked it. "
            "A new password unlocks it and logs you out everywhere."
        ),
        button=Button("Choose a new password", shop.link("reset-password", parameters["token"])),
        closing=(
            "The link works for one hour and once. "
            "If it was not you who tried to log in: none of these attempts got through."
        ),
    )


def _password_changed(_: Parameters, shop: Shop) -> Letter:
    return Letter(
        subject=f"Your {shop.name} password was changed",
        opening="The password of your account was just changed. If that was you, all is well.",
        button=Button("It was not me", shop.link("forgot-password")),
        closing="If it was not you, choose a new password at once: it ends all log-ins to your account.",
    )


def _email_taken(_: Parameters, shop: Shop) -> Letter:
    return Letter(
        subject=f"You already have an account at {shop.name}",
        opening="Someone, perhaps you, tried to open an account with this email address. You already have one.",
        button=Button("Log in", shop.link("login")),
        closing=(
            "If you forgot your password, the log-in page has a way to choose a new one. "
            "If it was not you, there is nothing to do."
        ),
    )


_LETTERS: Final[dict[Template, Callable[[Parameters, Shop], Letter]]] = {
    Template.WELCOME: _welcome,
    Template.RESET: _reset,
    Template.FROZEN: _frozen,
    Template.PASSWORD_CHANGED: _password_changed,
    Template.EMAIL_TAKEN: _email_taken,
}
