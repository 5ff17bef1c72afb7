"""Mail that is due: written in the very transaction that causes it, sent by the mailer from the table's stream.

So no request waits for mail, no mail is lost with a crash, and none tells of a change that never was.
"""

import hashlib
import time
from enum import StrEnum

from ulid import ULID

from bodega.clock import now, timestamp
from bodega.dynamodb import Item, Put

PARTITION = "OUTBOX#"
KEPT_SECONDS = 7 * 24 * 60 * 60


class Template(StrEnum):
    """The mails there are. Their parameters are those of `mail`'s callers and of the mailer's texts."""

    WELCOME = "welcome"  # firstName, verifyToken
    RESET = "reset"  # firstName, resetToken
    FROZEN = "frozen"  # firstName, resetToken
    PASSWORD_CHANGED = "password-changed"  # firstName  # noqa: S105  no secret
    EMAIL_TAKEN = "email-taken"  # firstName: someone tried to register with this address


def mails_to(address: str) -> str:
    """Where the accounts table's index has the mails to `address`: an erasure finds them by it."""
    from bodega.emails import normalise  # noqa: PLC0415  # the mailer needs no models

    return f"MAIL#{hashlib.sha256(normalise(address).encode()).hexdigest()}"


def mail(template: Template, to: str, **parameters: str) -> Put:
    """The write that sends a mail to the address `to`, once the transaction it is part of has succeeded."""
    created = timestamp(now())
    item: Item = {
        "pk": f"{PARTITION}{ULID()}",
        "sk": "MAIL",
        "listPk": mails_to(to),
        "listSk": created,
        "template": template.value,
        "to": to,
        "parameters": parameters,
        "createdAt": created,
        "expiresAt": int(time.time()) + KEPT_SECONDS,
    }
    return Put(item, "attribute_not_exists(#pk)")
