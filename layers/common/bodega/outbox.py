"""The outbox: mail that the mailer sends from the accounts table's stream.

A mail is written in the transaction that causes it. So no request waits for the mail service, a crash loses no mail,
and no mail reports a change that failed.
"""

import hashlib
import time
from enum import StrEnum

from ulid import ULID

from bodega.clock import now, timestamp
from bodega.dynamodb import Put
from bodega.emails import normalise
from bodega.items import Item

PARTITION = "OUTBOX#"
LIFETIME_SECONDS = 7 * 24 * 60 * 60


class Template(StrEnum):
    """The kinds of mail, each with its parameters, which `mail` takes and the mailer's texts contain."""

    WELCOME = "welcome"  # firstName, verifyToken
    RESET = "reset"  # firstName, resetToken
    FROZEN = "frozen"  # firstName, resetToken
    PASSWORD_CHANGED = "password-changed"  # firstName  # noqa: S105  # the name of a mail
    EMAIL_TAKEN = "email-taken"  # firstName: someone tried to register with this address


def mails_to(address: str) -> str:
    """Return the partition key of the mails to `address` in the table's index, by which an erasure finds them."""
    return f"MAIL#{hashlib.sha256(normalise(address).encode()).hexdigest()}"


def mail(template: Template, to: str, **parameters: str) -> Put:
    """Return the write of a mail to the address `to`. The mailer sends it once the transaction has succeeded."""
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
        "expiresAt": int(time.time()) + LIFETIME_SECONDS,
    }
    return Put(item, "attribute_not_exists(#pk)")
