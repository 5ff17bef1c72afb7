"""Tokens that are mailed to a mailbox, to prove that their bearer reads it: 256 bits, each for one purpose.

The table holds only their SHA-256, and the outbox the seed from which the mailer derives them
(`bodega.mail_tokens`). The credentials name the live tokens. A newer token replaces the older one of its purpose there
and deletes it; only tokens that undo a change of the email live side by side.
"""

import hashlib
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any, Final

from bodega import mail_tokens
from bodega.emails import normalise
from bodega.errors import OneTimeTokenInvalid
from bodega.outbox import Template, mail
from users.auth.mail_limits import next_mail
from users.auth.rate_limit import within_limit
from users.auth.store import mailboxes, request_counts
from users.auth.store import mailed_tokens as store
from users.auth.store.mailboxes import Mailbox, MailboxChange, MailRecord
from users.auth.store.mailed_tokens import MailedToken, Purpose
from users.auth.store.request_counts import Requester
from users.storage.accounts import AccountChanged, Credentials, token_key

_HOUR: Final = 60 * 60
_DAY: Final = 24 * _HOUR
# The mailer's texts state these times.
LIFETIMES: Final[Mapping[Purpose, int]] = {"reset": _HOUR, "verify": 7 * _DAY, "change": _DAY, "undo": 7 * _DAY}
"""Seconds for which a token is valid, by purpose."""


def new_token(purpose: Purpose, email_key: str, user: Mapping[str, Any]) -> MailedToken:
    """Return a new token for a mailbox and an account. `user`: the public user, with the email of the mailbox.

    Raises: StorageUnavailable; check the key before any write (`require_mail_token_key`).
    """
    seed, value = mail_tokens.new_token(purpose)
    return MailedToken(seed, digest_of(value), email_key, user, expires_at=_end_of_life(purpose))


def find_token(token: str, requester: Requester, *purposes: str) -> dict[str, Any]:
    """Return what is stored of a live token: `purpose`, `userId`, and the mailbox's `email` and `emailKey`.

    1 BatchGetItem, 3 RCU. Another token counts towards the rate limit of the requester: 1 UpdateItem, 1 WCU.

    Raises: TooManyRequests, OneTimeTokenInvalid.
    """
    key = token_key(digest_of(token))
    (item,) = within_limit(requester, request_counts.read_with_counts(requester, key)).items
    # DynamoDB can take days to delete an expired item.
    if item is None or item["purpose"] not in purposes or item["expiresAt"] <= time.time():
        request_counts.count(requester)
        raise OneTimeTokenInvalid
    return item


def refused_token(requester: Requester) -> OneTimeTokenInvalid:
    """Count a token that was found and is not valid for this request; return the error. 1 UpdateItem, 1 WCU."""
    request_counts.count(requester)
    return OneTimeTokenInvalid()


def mail_reset_link(
    template: Template,
    credentials: Credentials | None,
    requester: Requester,
    mailbox: Mailbox | None,
    change: Callable[[MailRecord | None], MailboxChange],
) -> None:
    """Mail a reset link to the account, unless its mailbox got one just now, and count one more for the client IP.

    `change`: returns the write that changes the mailbox and records the mail.

    1 TransactWriteItems: 6 writes, 12 WCU, also without an account, so that its time reveals nothing; 2 writes, 4 WCU,
    if the mailbox got a link just now.

    Raises: MailboxChanged.
    """
    record = next_mail(template, mailbox, sent=credentials is not None)
    if record is None:
        mailboxes.change(change(None), requester)
        return
    if credentials is not None:
        user = credentials["user"]
        token = new_token("reset", normalise(user["email"]), user)
        message = mail(template, user, token=token.seed)
        with suppress(AccountChanged):
            store.mail_token(change(record), credentials, token, message, requester)
            return
    store.mail_nothing(change(record), requester, expires_at=_end_of_life("reset"))


def digest_of(value: str) -> str:
    return hashlib.sha256(value.encode()).hexdigest()


def _end_of_life(purpose: Purpose) -> int:
    return int(time.time()) + LIFETIMES[purpose]
