"""Transactions that change the email of an account: requested, confirmed and undone.

The credentials belong to an email, so a change moves them to another key. It fails if another account has that email.
"""

import time
from collections.abc import Mapping
from typing import Any, NamedTuple

from bodega.dynamodb import Delete, Put, TransactionFailed, Update, Write
from users.auth.store.attempts import Attempt
from users.auth.store.credentials import EmailClaimed, TokenNotValid
from users.auth.store.mailboxes import MailboxChanged, mailbox_proven
from users.auth.store.mailed_tokens import MailedToken, keep_token, put_token, use_token
from users.auth.store.request_counts import Requester
from users.storage.accounts import (
    AccountChanged,
    Credentials,
    Profile,
    credentials_key,
    pending_change,
    table,
    undo_tokens,
    user_document,
)
from users.storage.profiles import dated_changes
from users.storage.writes import (
    EXISTS,
    NEW,
    change_credentials_at_version,
    change_profile_at_version,
    delete_token,
    delete_tokens,
    lift_lockout,
)


class SessionOver(Exception):
    """The session in which the password was entered has ended."""


class Account(NamedTuple):
    """Profile and credentials of one account, as they were read."""

    profile: Profile
    credentials: Credentials


class Email(NamedTuple):
    """An email: the address as it is stored, and the form in which it is compared."""

    address: str
    key: str


def request_change(
    account: Account, token: MailedToken, *, mailbox: Update, mail: Put, requester: Requester, attempt: Attempt
) -> None:
    """Mail a token that changes the email; it replaces a pending change. The account keeps its email until then.

    `mailbox`: the write that records the mail. Counts for the requester, and settles the attempt as right.

    1 TransactWriteItems of 6 writes, 12 WCU and 1 WCU of the index; 2 WCU more if it replaces a change.

    Raises: AccountChanged, MailboxChanged, SessionOver.
    """
    profile, credentials = account
    earlier = pending_change(credentials)
    change = {
        "token": token.digest,
        "email": token.user["email"],
        "expiresAt": token.expires_at,
        "tokenVersion": credentials["tokenVersion"],
    }
    try:
        table.transact(
            {
                "credentials": change_credentials_at_version(profile["emailKey"], credentials, {"emailChange": change}),
                "token": put_token(token),
                "earlier token": delete_token(earlier["token"]) if earlier else None,
                "mailbox": mailbox,
                "mail": mail,
                "rate limit": requester.counted(),
                "session": attempt.withdrawn()._replace(condition=EXISTS),
            }
        )
    except TransactionFailed as failed:
        if failed.broke("session"):
            raise SessionOver from None
        if failed.broke("credentials"):
            raise AccountChanged from None
        raise MailboxChanged(failed.item("mailbox")) from None


def confirm_change(account: Account, email: Email, digest: str, undo: MailedToken | None, mail: Put | None) -> None:
    """Give the account its new email, which is verified with that. Sessions go on.

    `digest`: of the token that confirms the change. It takes the place of the token that verified the old email, so
    that a repeated request succeeds. `undo`: the token that undoes the change; `mail`: the notice to the old email.

    1 TransactWriteItems of up to 11 writes, 22 WCU and 2 WCU of the index; 2 WCU more for each undo token that expired.

    Raises: TokenNotValid, EmailClaimed, AccountChanged.
    """
    old, now = account.credentials, int(time.time())
    added = [{"token": undo.digest, "expiresAt": undo.expires_at}] if undo else []
    live = [token for token in undo_tokens(old) if token["expiresAt"] > now]
    expired = [token for token in undo_tokens(old) if token["expiresAt"] <= now]
    changes = {"resetToken": None, "verifyToken": digest, "emailChange": None, "undoTokens": [*live, *added]}
    _move(
        account,
        email,
        changes,
        {
            # An erasure deletes in one transaction all tokens that the credentials name, so these must not pile up.
            **delete_tokens({**old, "emailChange": None, "undoTokens": expired}),
            "token": keep_token(digest),
            "undo token": put_token(undo) if undo else None,
            "mail": mail,
        },
    )


def undo_change(
    account: Account, email: Email, digest: str, *, password_hash: str, reset: MailedToken, mail: Put
) -> None:
    """Give the account its old email back, end all sessions, and mail a reset token.

    `digest`: of the token that undoes the change. It ends with the tokens of later changes, so that nobody can undo
    this. `password_hash`: of no password that anybody knows.

    1 TransactWriteItems of up to 18 writes, 36 WCU and 2 WCU of the index.

    Raises: TokenNotValid, EmailClaimed, AccountChanged.
    """
    earlier = undo_tokens(account.credentials)
    kept = earlier[: [token["token"] for token in earlier].index(digest)]
    changes = {
        "passwordHash": password_hash,
        "resetToken": reset.digest,
        "verifyToken": None,
        "emailChange": None,
        "undoTokens": kept,
    }
    ended = delete_tokens({**account.credentials, "undoTokens": earlier[len(kept) + 1 :]})
    writes: dict[str, Write | None] = {
        **ended,
        "token": use_token(digest),
        "reset token": put_token(reset),
        "mail": mail,
    }
    _move(account, email, changes, writes, ends_tokens=True)


def _move(
    account: Account,
    email: Email,
    changes: Mapping[str, Any],
    writes: Mapping[str, Write | None],
    *,
    ends_tokens: bool = False,
) -> None:
    """Move the account to a verified email. `changes`: of the credentials. `writes`: more writes, by name.

    Lock-outs of both emails end. The owner of the new one can ask for a reset link at once.

    Raises: TokenNotValid if the write `token` fails, EmailClaimed, AccountChanged.
    """
    profile, credentials = account
    dated, changed = dated_changes(profile, {"email": email.address, "emailKey": email.key, "emailVerified": True})
    old_key, key = credentials_key(profile["emailKey"]), credentials_key(email.key)
    moved = {
        **credentials,
        **changes,
        "pk": key.pk,
        "sk": key.sk,
        "user": user_document(changed),
        "tokenVersion": credentials["tokenVersion"] + ends_tokens,
        "version": credentials["version"] + 1,
    }
    unchanged, read = "#version = :read", {"read": credentials["version"]}
    if key == old_key:
        moves: dict[str, Write] = {"credentials": Put(moved, unchanged, read)}
    else:
        moves = {
            "credentials": Delete(old_key, unchanged, read),
            "new credentials": Put(moved, NEW),
            "lock-out": lift_lockout(profile["emailKey"]),
        }
    try:
        table.transact(
            {
                **moves,
                "profile": change_profile_at_version(profile, dated, ends_tokens=ends_tokens),
                "mailbox": mailbox_proven(email.key),
                **writes,
            }
        )
    except TransactionFailed as failed:
        if failed.broke("token"):
            raise TokenNotValid from None
        if holder := failed.item("new credentials"):
            raise EmailClaimed(holder) from None
        raise AccountChanged from None
