"""The outbox: mail that the mailer sends from the accounts table's stream.

A mail is written in the transaction that causes it. So no request waits for the mail service, a crash loses no mail,
and no mail reports a change that failed.
"""

import time
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

from ulid import ULID

from bodega.clock import now, timestamp
from bodega.dynamodb import Put
from bodega.items import Item
from bodega.mail_tokens import TokenSeed

PARTITION = "OUTBOX#"
LIFETIME_SECONDS = 7 * 24 * 60 * 60


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
    created = timestamp(now())
    item: Item = {
        "pk": f"{PARTITION}{ULID()}",
        "sk": "MAIL",
        "listPk": mails_of(user["id"]),
        "listSk": created,
        "template": template.value,
        "to": user["email"],
        "createdAt": created,
        "expiresAt": int(time.time()) + LIFETIME_SECONDS,
    }
    parameters = {
        **({"firstName": user["firstName"] or user["lastName"]} if user["emailVerified"] else {}),
        **({"removed": ",".join(removed)} if removed else {}),
    }
    if parameters:
        item["parameters"] = parameters
    if token is not None:
        item["token"] = token._asdict()
    return Put(item, "attribute_not_exists(#pk)")
