"""Tokens that are mailed to reset a password or to verify an email: 256 bits, valid once and for an hour.

The table holds only their SHA-256, and the outbox the seed from which the mailer derives them
(`bodega.mail_tokens`). The credentials name the live token of each purpose. A newer token replaces the older one there
and deletes it.
"""

import hashlib
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from bodega import mail_tokens
from bodega.dynamodb import Update
from bodega.emails import normalise
from bodega.errors import OneTimeTokenInvalid
from bodega.outbox import Template, mail
from users.auth.mail_limits import next_mail
from users.auth.rate_limit import client_ip, within_limit
from users.auth.store import client_ips, mailboxes
from users.auth.store import mailed_tokens as store
from users.auth.store.client_ips import ClientIp
from users.auth.store.mailboxes import Mailbox, MailRecord
from users.auth.store.mailed_tokens import AccountChanged, MailedToken, Purpose
from users.storage.accounts import Credentials, token_key

LIFETIME = 60 * 60


def new_token(purpose: Purpose, email_key: str, user: dict[str, Any]) -> MailedToken:
    """Return a new token for an account. `user`: the public user.

    Raises: StorageUnavailable; check the key before any write (`require_mail_token_key`).
    """
    seed, value = mail_tokens.new_token(purpose)
    return MailedToken(seed, digest_of(value), email_key, user, expires_at=_end_of_life())


def find_token(token: str, purpose: Purpose, source_ip: str) -> dict[str, Any]:
    """Return what is stored of a live token: `userId`, `emailKey` and the names in `user`.

    1 BatchGetItem, 3 RCU. Another token counts towards the rate limit of the client IP: 1 UpdateItem, 1 WCU.

    Raises: TooManyRequests, OneTimeTokenInvalid.
    """
    ip = client_ip(source_ip, "TOKEN")
    (item,) = within_limit(ip, client_ips.read_with_counts(ip, token_key(digest_of(token)))).items
    # DynamoDB can take days to delete an expired item.
    if item is None or item["purpose"] != purpose or item["expiresAt"] <= time.time():
        client_ips.count(ip)
        raise OneTimeTokenInvalid
    return item


def mail_reset_link(
    template: Template,
    credentials: Credentials | None,
    ip: ClientIp,
    mailbox: Mailbox | None,
    change: Callable[[MailRecord | None], Update],
) -> None:
    """Mail a reset link to the account, unless its mailbox got one just now, and count one more for the client IP.

    `change`: returns the write that changes the mailbox and records the mail.

    1 TransactWriteItems: 6 writes, 12 WCU, also without an account, so that its time reveals nothing; 2 writes, 4 WCU,
    if the mailbox got a link just now.

    Raises: MailboxChanged.
    """
    record = next_mail(template, mailbox)
    if record is None:
        mailboxes.change(change(None), ip)
        return
    if credentials is not None:
        user = credentials["user"]
        token = new_token("reset", normalise(user["email"]), user)
        message = mail(template, user, token=token.seed)
        with suppress(AccountChanged):
            store.mail_token(change(record), credentials, token, message, ip)
            return
    store.mail_nothing(change(record), ip, expires_at=_end_of_life())


def digest_of(value: str) -> str:
    return hashlib.sha256(value.encode()).hexdigest()


def _end_of_life() -> int:
    return int(time.time()) + LIFETIME
