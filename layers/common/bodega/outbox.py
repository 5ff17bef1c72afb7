"""The outbox: mail that the mailer sends from the accounts table's stream.

A mail is written in the transaction that causes it. So no request waits for the mail service, a crash loses no mail,
and no mail reports a change that failed.
"""

import time
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any, Final

from ulid import ULID

from bodega.clock import now, timestamp
from bodega.dynamodb import Put
from bodega.items import Item
from bodega.mail_tokens import TokenSeed

PARTITION = "OUTBOX#"
LIFETIME_SECONDS = 7 * 24 * 60 * 60
MOST_LINES = 10
"""The most lines of an order that a mail lists."""

COUNTER: Final = "counter"
CARD: Final = "card"
UNCHARGED: Final = "uncharged"
"""The card was authorized at most, so it is not charged."""


class Template(StrEnum):
    """The kinds of mail. Those with a token have a link that contains it."""

    WELCOME = "welcome"  # with a token
    VERIFY = "verify"  # with a token: the link of the welcome mail, once more
    RESET = "reset"  # with a token
    FROZEN = "frozen"  # with a token
    PASSWORD_CHANGED = "password-changed"  # noqa: S105  # the name of a mail
    EMAIL_TAKEN = "email-taken"  # someone tried to register with this address
    EMAIL_CHANGE = "email-change"  # to the new address, with a token
    EMAIL_CHANGED = "email-changed"  # to the old address, with a token
    EMAIL_RESTORED = "email-restored"  # to the old address, with a token
    ORDER_RECEIVED = "order-received"  # the mails of an order have a token if the order can be tracked
    ORDER_ACCEPTED = "order-accepted"
    ORDER_READY = "order-ready"
    ORDER_CANCELED = "order-canceled"
    ORDER_EXPIRED = "order-expired"  # nobody paid for it in time
    ORDER_REFUNDED = "order-refunded"
    CAPTURE_REFUSED = "capture-refused"  # to the shop, like the next one
    REFUND_FAILED = "refund-failed"


def mails_of(user_id: str) -> str:
    """Return the partition key of a user's mails in the table's index, by which exports and erasures find them."""
    return f"MAIL#{user_id}"


def mail(
    template: Template, user: Mapping[str, Any], *, token: TokenSeed | None = None, removed: Sequence[str] = ()
) -> Put:
    """Return the write of a mail to `user`, the public user. The mailer sends it once the transaction has succeeded.

    `removed`: the names of what a password reset removed from the account, as in the API.

    A person whose only name is a last name is greeted with it.

    Without a verified mailbox, the mail does not contain the first name: anybody can register a stranger's address with
    any name, and must not make the shop send that text to the stranger.
    """
    parameters = {
        **({"firstName": user["firstName"] or user["lastName"]} if user["emailVerified"] else {}),
        **({"removed": ",".join(removed)} if removed else {}),
    }
    return _put(template, user["email"], user["id"], parameters, token)


def order_mail(
    template: Template, *, to: str, user_id: str | None, parameters: Mapping[str, Any], token: TokenSeed | None = None
) -> Put:
    """Return the write of a mail about an order. `user_id`: of the guest or customer, None for an order at the counter.

    `parameters`: of `order_parameters`. `token`: the seed of the tracking token; without it, the mail has no link.
    """
    return _put(template, to, user_id, parameters, token)


def order_parameters(
    order: Item,
    *,
    reason: str | None = None,
    money: str | None = None,
    returned: int | None = None,
    first_name: str | None = None,
) -> dict[str, Any]:
    """Return what the mails of an order say. `order`: the order's head as stored.

    They contain no text that the customer typed, because anyone can enter a stranger's address. `first_name`: only of
    an account whose mailbox is verified, and only in a mail to that mailbox. `reason`: the code of a cancellation.
    `money`: where a payment returns to, one of `COUNTER`, `CARD` and `UNCHARGED`, if there is one. `returned`: the
    amount of a refund.
    """
    lines = order["ticket"]
    return {
        "number": order["number"],
        "fulfilment": order["fulfilment"]["type"],
        "dueFrom": order["dueFrom"],
        "dueTo": order["dueTo"],
        "total": order["totals"]["total"],
        "currency": order["currency"],
        "lines": [{name: line[name] for name in ("quantity", "name")} for line in lines[:MOST_LINES]],
        "moreLines": max(0, len(lines) - MOST_LINES),
        **({"reason": reason} if reason else {}),
        **({"money": money} if money else {}),
        **({"returned": returned} if returned is not None else {}),
        **({"firstName": first_name} if first_name else {}),
    }


def _put(
    template: Template, to: str, user_id: str | None, parameters: Mapping[str, Any], token: TokenSeed | None
) -> Put:
    created = timestamp(now())
    item: Item = {
        "pk": f"{PARTITION}{ULID()}",
        "sk": "MAIL",
        **({"listPk": mails_of(user_id), "listSk": created} if user_id else {}),
        "template": template.value,
        "to": to,
        "createdAt": created,
        "expiresAt": int(time.time()) + LIFETIME_SECONDS,
    }
    if parameters:
        item["parameters"] = dict(parameters)
    if token is not None:
        item["token"] = token._asdict()
    return Put(item, "attribute_not_exists(#pk)")
