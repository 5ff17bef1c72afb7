"""The texts of the shop's mail, by template. `mailer.layout` turns them into text and HTML.

Links carry their token in the fragment, after `#`. Browsers do not send the fragment, so no server logs it. The mails
of orders are in `mailer.order_letters`, those to the shop in `mailer.alert_letters`.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from bodega.outbox import Template
from mailer import alert_letters, order_letters
from mailer.greeting import greet
from mailer.layout import Button, Letter, Mail, Shop, lay_out

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")

_REMOVED: Final = {
    "addresses": "addresses",
    "paymentMethods": "payment methods",
    "phone": "the telephone number",
    "firstName": "the name",
    "lastName": "the name",
}

Parameters = Mapping[str, Any]


def render(template: str, parameters: Parameters, shop: Shop) -> Mail:
    """Return the mail of `template`. Raises: ValueError for an unknown template, KeyError for a missing parameter."""
    shop = shop._replace(name=_one_line(shop.name))
    letter = _LETTERS[Template(template)](parameters, shop)
    return lay_out(letter, greeting=greet(_one_line(parameters.get("firstName", ""))), shop_name=shop.name)


def _one_line(text: str) -> str:
    """Replace control characters by spaces: a line break in a subject or a name would start another header."""
    return _CONTROL.sub(" ", text).strip()


def _welcome(parameters: Parameters, shop: Shop) -> Letter:
    return _confirmation(
        f"Welcome to {shop.name}: please confirm your email",
        f"Your account at {shop.name} is ready. Please confirm that this is your email address.",
        parameters,
        shop,
    )


def _verify(parameters: Parameters, shop: Shop) -> Letter:
    return _confirmation(
        f"Please confirm your email for {shop.name}",
        f"You asked for another link to confirm your email address at {shop.name}.",
        parameters,
        shop,
    )


def _confirmation(subject: str, opening: str, parameters: Parameters, shop: Shop) -> Letter:
    return Letter(
        subject=subject,
        opening=opening,
        button=Button("Confirm my email", shop.link("verify-email", parameters["token"])),
        closing=(
            "The link works for seven days, while you are logged in. "
            "If you did not open an account with us, somebody else used your address. You can remove that account:"
        ),
        other=Button("This was not me", shop.link("disown-account", parameters["token"])),
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


def _password_changed(parameters: Parameters, shop: Shop) -> Letter:
    return Letter(
        subject=f"Your {shop.name} password was changed",
        opening=f"The password of your account was just changed. If that was you, all is well.{_removed(parameters)}",
        button=Button("It was not me", shop.link("forgot-password")),
        closing="If it was not you, choose a new password at once: it ends all log-ins to your account.",
    )


def _removed(parameters: Parameters) -> str:
    """Return the sentence about what a reset removed from the account, or nothing."""
    names = parameters["removed"].split(",") if "removed" in parameters else []
    if not names:
        return ""
    things = list(dict.fromkeys(_REMOVED[name] for name in names))
    listed = " and ".join([", ".join(things[:-1]), things[-1]] if things[1:] else things)
    return (
        " Nobody had confirmed before that this email address belongs to the account. "
        f"So we removed what had been entered in it: {listed}."
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


def _email_change(parameters: Parameters, shop: Shop) -> Letter:
    return Letter(
        subject=f"Please confirm your new email for {shop.name}",
        opening=f"You asked to use this address for your account at {shop.name}. Please confirm that it is yours.",
        button=Button("Confirm my new email", shop.link("verify-email", parameters["token"])),
        closing=(
            "The link works for 24 hours, while you are logged in. Your account keeps its old address until then. "
            "If you did not ask for it, ignore this mail: nothing changes."
        ),
    )


def _email_changed(parameters: Parameters, shop: Shop) -> Letter:
    return Letter(
        subject=f"The email of your {shop.name} account was changed",
        opening=(
            "Your account now has another email address. If that was you, all is well. "
            "If it was not you, somebody else knows your password: take your account back at once."
        ),
        button=Button("It was not me", shop.link("restore-email", parameters["token"])),
        closing=(
            "The link works for seven days and once. It gives your account this address back, ends all log-ins and "
            "the password, and sends you a link to choose a new one."
        ),
    )


def _email_restored(parameters: Parameters, shop: Shop) -> Letter:
    return Letter(
        subject=f"Your {shop.name} account has this email again",
        opening=(
            "Your account has this email address again. All log-ins were ended, and the password does not work any "
            "more. Please choose a new one."
        ),
        button=Button("Choose a new password", shop.link("reset-password", parameters["token"])),
        closing=(
            "The link works for one hour and once. After that, the log-in page has a way to choose a new password, too."
        ),
    )


_LETTERS: Final[dict[Template, Callable[[Parameters, Shop], Letter]]] = {
    Template.WELCOME: _welcome,
    Template.VERIFY: _verify,
    Template.RESET: _reset,
    Template.FROZEN: _frozen,
    Template.PASSWORD_CHANGED: _password_changed,
    Template.EMAIL_TAKEN: _email_taken,
    Template.EMAIL_CHANGE: _email_change,
    Template.EMAIL_CHANGED: _email_changed,
    Template.EMAIL_RESTORED: _email_restored,
    Template.ORDER_RECEIVED: order_letters.received,
    Template.ORDER_ACCEPTED: order_letters.accepted,
    Template.ORDER_READY: order_letters.ready,
    Template.ORDER_CANCELED: order_letters.canceled,
    Template.ORDER_EXPIRED: order_letters.expired,
    Template.ORDER_REFUNDED: order_letters.refunded,
    Template.CAPTURE_REFUSED: alert_letters.capture_refused,
    Template.REFUND_FAILED: alert_letters.refund_failed,
}
