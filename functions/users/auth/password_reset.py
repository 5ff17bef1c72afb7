"""Password reset by mailed token."""

import os
from contextlib import suppress
from typing import Any

from bodega import deadline
from bodega.emails import normalise
from bodega.errors import OneTimeTokenInvalid, StorageUnavailable
from bodega.mail_tokens import require_mail_token_key
from bodega.outbox import Template, mail
from bodega.password_policy import require_strong
from bodega.passwords import hash_password
from users.auth.mailed_tokens import digest_of, find_token, mail_reset_link
from users.auth.planted_data import PlantedData
from users.auth.rate_limit import client_ip, within_limit
from users.auth.sessions import new_session, remove_ended_sessions
from users.auth.store import credentials as store
from users.auth.store import mailboxes, request_counts
from users.auth.store.credentials import TokenNotValid
from users.auth.store.mailboxes import MailboxChanged
from users.storage.accounts import Profile, credentials_key, mailbox_key, read_account, user_document
from users.storage.profiles import ProfileChanged


def forgot_password(email: str, source_ip: str) -> None:
    """Mail a reset link to the account with this email. Without an account, everything else is the same.

    1 BatchGetItem (rate limit, credentials, mailbox), 1 TransactWriteItems; 4 RCU and 13 WCU, or 4 WCU if the mailbox
    got a link just now.

    Raises: TooManyRequests.
    """
    require_mail_token_key()
    email_key = normalise(email)
    requester = client_ip(source_ip, "FORGOT")
    found = request_counts.read_with_counts(requester, credentials_key(email_key), mailbox_key(email_key))
    credentials, mailbox = within_limit(requester, found).items
    try:
        mail_reset_link(
            Template.RESET, credentials, requester, mailbox, lambda record: mailboxes.record_mail(email_key, record)
        )
    except MailboxChanged:
        request_counts.count(requester)  # another request mailed the link


def reset_password(token: str, new_password: str, source_ip: str, user_agent: str | None) -> dict[str, Any] | None:
    """Set a new password, lift the lock-out, end every session and open a new one.

    Return the user and the tokens of the new session, so that nobody's failed attempts can keep the owner out. Return
    None if an admin has frozen the account: it has the new password and stays frozen.

    The token proves the mailbox. If nobody has proven it before, what was entered until now is removed, and `removed`
    names it (`users.auth.planted_data`).

    1 BatchGetItem (rate limit, token), 1 GetItem (profile), 1 TransactWriteItems; 4 RCU and 16 WCU; then 1 Query and
    1 TransactWriteItems to remove the ended sessions. An unverified account takes 1 Query more, and 2 WCU for each item
    that is removed. A wrong token counts towards the rate limit of the client IP.

    Raises: TooManyRequests, OneTimeTokenInvalid, ValidationFailed for a weak password; the token stays valid then.
    """
    found = find_token(token, client_ip(source_ip, "TOKEN"), "reset")
    password_hash = None
    while True:
        deadline.require_time()
        profile = read_account(found["userId"])
        if profile is None or profile["emailKey"] != found["emailKey"]:
            raise OneTimeTokenInvalid
        password_hash = password_hash or _strong_hash(new_password, profile)
        planted = PlantedData.of(profile)
        opened = new_session(profile["id"], profile["tokenVersion"] + 1, user_agent)
        session = opened.stored() if profile["status"] == "active" else None
        message = mail(Template.PASSWORD_CHANGED, profile, removed=planted.removed)
        try:
            changed = store.reset_password(
                profile,
                digest_of(token),
                password_hash,
                session,
                mail=message,
                changes=planted.changes,
                deletions=planted.deletions,
            )
        except TokenNotValid:
            raise OneTimeTokenInvalid from None
        except ProfileChanged:
            continue
        with suppress(StorageUnavailable):
            remove_ended_sessions(profile["id"], profile["tokenVersion"] + 1)
        document = {"user": user_document(changed), **opened.document(), "removed": planted.removed}
        return document if session else None


def _strong_hash(password: str, profile: Profile) -> str:
    """Return the hash of a password that is strong enough for the account. Raises: ValidationFailed."""
    words = [profile["email"], profile["firstName"], profile["lastName"], os.environ["SHOP_NAME"]]
    require_strong(password, "/newPassword", words)
    return hash_password(password)
