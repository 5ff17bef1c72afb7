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
from users.auth.rate_limit import client_ip, within_limit
from users.auth.sessions import new_session, remove_ended_sessions, require_signing_key
from users.auth.store import client_ips, mailboxes
from users.auth.store import credentials as store
from users.auth.store.credentials import TokenNotValid
from users.auth.store.mailboxes import MailboxChanged
from users.storage.accounts import credentials_key, mailbox_key, read_account, user_document
from users.storage.profiles import ProfileChanged


def forgot_password(email: str, source_ip: str) -> None:
    """Mail a reset link to the account with this email. Without an account, everything else is the same.

    1 BatchGetItem (rate limit, credentials, mailbox), 1 TransactWriteItems; 4 RCU and 13 WCU, or 4 WCU if the mailbox
    got a link just now.

    Raises: TooManyRequests.
    """
    require_mail_token_key()
    email_key = normalise(email)
    ip = client_ip(source_ip, "FORGOT")
    found = client_ips.read_with_counts(ip, credentials_key(email_key), mailbox_key(email_key))
    credentials, mailbox = within_limit(ip, found).items
    try:
        mail_reset_link(
            Template.RESET, credentials, ip, mailbox, lambda record: mailboxes.record_mail(email_key, record)
        )
    except MailboxChanged:
        client_ips.count(ip)  # another request mailed the link


def reset_password(token: str, new_password: str, source_ip: str, user_agent: str | None) -> dict[str, Any] | None:
    """Set a new password, lift the lock-out, end every session and open a new one.

    Return the user and the tokens of the new session, so that nobody's failed attempts can keep the owner out. Return
    None if an admin has frozen the account: it has the new password and stays frozen.

    1 BatchGetItem (rate limit, token), 1 GetItem (profile), 1 TransactWriteItems; 4 RCU and 16 WCU; then 1 Query and
    1 TransactWriteItems to remove the ended sessions. A wrong token counts towards the rate limit of the client IP.

    Raises: TooManyRequests, OneTimeTokenInvalid, ValidationFailed for a weak password; the token stays valid then.
    """
    require_signing_key()
    found = find_token(token, "reset", source_ip)
    names = found["user"]
    words = [names["email"], names["firstName"], names["lastName"], os.environ["SHOP_NAME"]]
    require_strong(new_password, "/newPassword", words)
    password_hash = hash_password(new_password)
    while deadline.remaining() > 0:
        profile = read_account(found["userId"])
        if profile is None or profile["emailKey"] != found["emailKey"]:
            raise OneTimeTokenInvalid
        opened = new_session(profile["id"], profile["tokenVersion"] + 1, user_agent)
        session = opened.stored() if profile["status"] == "active" else None
        message = mail(Template.PASSWORD_CHANGED, profile)
        try:
            store.reset_password(profile, digest_of(token), password_hash, session, message)
        except TokenNotValid:
            raise OneTimeTokenInvalid from None
        except ProfileChanged:
            continue
        with suppress(StorageUnavailable):
            remove_ended_sessions(profile["id"], profile["tokenVersion"] + 1)
        return {"user": user_document(profile), **opened.document()} if session else None
    raise StorageUnavailable
