"""Tokens that are mailed to reset a password or to verify an email: 256 bits, valid once and for an hour.

The table holds only their SHA-256, and the outbox the seed from which the mailer derives them
(`bodega.mail_tokens`). The credentials name the live token of each purpose. A newer token replaces the older one there
and deletes it.
"""

import hashlib
import time
from typing import Any

from bodega import mail_tokens
from bodega.emails import normalise
from bodega.errors import OneTimeTokenInvalid
from bodega.outbox import Template, mail
from users.auth.rate_limit import current_window, within_limit
from users.auth.store import attempts
from users.auth.store import mailed_tokens as store
from users.auth.store.attempts import ClientIpWindow
from users.auth.store.mailed_tokens import AlreadyMailed, MailedToken, Purpose
from users.storage.accounts import Credentials

LIFETIME = 60 * 60
QUIET_SECONDS = 15 * 60  # at most one mail with a reset token per account in this time


def new_token(purpose: Purpose, email_key: str, user: dict[str, Any]) -> MailedToken:
    """Return a new token for an account. `user`: the public user.

    Raises: StorageUnavailable; check the key before any write (`require_mail_token_key`).
    """
    seed, value = mail_tokens.new_token(purpose)
    return MailedToken(seed, digest_of(value), email_key, user, expires_at=_end_of_life())


def find_token(token: str, purpose: Purpose, source_ip: str) -> dict[str, Any]:
    """Return what is stored of a live token: `userId`, `emailKey` and the names in `user`.

    1 BatchGetItem, 2 RCU. Another token counts as a failure of the client IP: 1 UpdateItem, 1 WCU.

    Raises: TooManyRequests, OneTimeTokenInvalid.
    """
    window = current_window(source_ip)
    item = within_limit(window, attempts.read_token(digest_of(token), window))
    # DynamoDB can take days to delete an expired item.
    if item is None or item["purpose"] != purpose or item["expiresAt"] <= time.time():
        attempts.count_failure(window)
        raise OneTimeTokenInvalid
    return item


def count_failure_and_mail(window: ClientIpWindow, credentials: Credentials | None, template: Template) -> None:
    """Count a failure of the client IP, and mail a reset token to the account unless it got one just now.

    1 TransactWriteItems of the same size in each case, also without an account: its time reveals nothing.
    """
    now = int(time.time())
    if credentials is None or credentials["mailedAt"] > now - QUIET_SECONDS:
        store.count_failure_and_mail_nothing(window, expires_at=_end_of_life())
        return
    user = credentials["user"]
    token = new_token("reset", normalise(user["email"]), user)
    message = mail(template, user, token=token.seed)
    try:
        store.count_failure_and_mail_token(window, credentials, token, message, mailed_at=now)
    except AlreadyMailed:
        attempts.count_failure(window)


def digest_of(value: str) -> str:
    return hashlib.sha256(value.encode()).hexdigest()


def _end_of_life() -> int:
    return int(time.time()) + LIFETIME
