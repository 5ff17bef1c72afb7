"""Undoing a change of the email, by the token that was mailed to the old address.

The person who changed the email knew the password and has sessions. So all sessions end, the password becomes useless,
and the restored mailbox gets a link to choose a new one.
"""

import secrets
from typing import Any

from bodega import deadline
from bodega.errors import EmailTaken, LastAdmin, OneTimeTokenInvalid
from bodega.mail_tokens import require_mail_token_key
from bodega.outbox import Template, mail
from bodega.passwords import hash_password
from users.auth.mailed_tokens import digest_of, find_token, new_token, refused_token
from users.auth.rate_limit import client_ip
from users.auth.store.credentials import EmailClaimed, TokenNotValid
from users.emails.removal import Removal, Verified, continue_removal, remove_unverified
from users.emails.store import change as store
from users.emails.store.change import Account, Email
from users.storage.accounts import AccountChanged, read_account, read_credentials, undo_tokens

_BYTES = 32


def undo_change(token: str, source_ip: str) -> None:
    """Give an account the email back that it had before a change.

    If another account has registered that email in the meantime and is not verified, it is removed first: the token
    proves that the mailbox belongs to somebody else.

    1 BatchGetItem (rate limit, token), 3 GetItem (profile, credentials of both emails), 1 TransactWriteItems and one
    bcrypt. A wrong token counts for the client IP.

    Raises: TooManyRequests, OneTimeTokenInvalid, EmailTaken if a verified account has the email.
    """
    require_mail_token_key()
    requester = client_ip(source_ip, "TOKEN")
    found = find_token(token, requester, "undo")
    removal = Removal.of_undo(digest_of(token))
    if "removes" in found:
        try:
            continue_removal(found["removes"], removal)
        except TokenNotValid:
            raise OneTimeTokenInvalid from None
    password_hash = None
    while True:
        deadline.require_time()
        account = _read_account(found["userId"])
        if account is None:
            raise OneTimeTokenInvalid
        if digest_of(token) not in [undo["token"] for undo in undo_tokens(account.credentials)]:
            raise refused_token(requester)
        password_hash = password_hash or hash_password(secrets.token_urlsafe(_BYTES))
        try:
            _make_way(account, found["emailKey"], removal)
            _restore(account, Email(found["email"], found["emailKey"]), digest_of(token), password_hash)
        except TokenNotValid:
            raise OneTimeTokenInvalid from None
        except (AccountChanged, EmailClaimed):
            continue
        else:
            return


def _read_account(user_id: str) -> Account | None:
    """Return the account, or None if it was erased. Raises: StorageUnavailable if it does not stop changing."""
    while True:
        deadline.require_time()
        profile = read_account(user_id)
        if profile is None:
            return None
        credentials = read_credentials(profile["emailKey"])
        if credentials is not None and credentials["userId"] == user_id:
            return Account(profile, credentials)


def _make_way(account: Account, email_key: str, removal: Removal) -> None:
    """Remove the unverified account that has the email now. Raises: EmailTaken, AccountChanged."""
    if email_key == account.profile["emailKey"]:
        return
    holder = read_credentials(email_key)
    if holder is None:
        return
    if holder["userId"] == account.profile["id"]:
        raise AccountChanged  # another request has restored the email
    other = read_account(holder["userId"])
    if other is None:
        raise AccountChanged
    try:
        remove_unverified(other, removal)
    except (Verified, LastAdmin):
        raise EmailTaken from None


def _restore(account: Account, email: Email, digest: str, password_hash: str) -> None:
    """Raises: TokenNotValid, EmailClaimed, AccountChanged."""
    receiver: dict[str, Any] = {**account.profile, "email": email.address, "emailVerified": True}
    reset = new_token("reset", email.key, receiver)
    message = mail(Template.EMAIL_RESTORED, receiver, token=reset.seed)
    store.undo_change(account, email, digest, password_hash=password_hash, reset=reset, mail=message)
