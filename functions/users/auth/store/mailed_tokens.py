"""Mailed tokens in the accounts table, and the transactions that mail a reset token."""

import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from bodega.dynamodb import Check, Delete, Item, Put, TransactionFailed, Update
from bodega.mail_tokens import TokenSeed
from users.auth.store.mailboxes import MailboxChanged
from users.auth.store.request_counts import Requester
from users.storage.accounts import AccountChanged, Credentials, table, token_key
from users.storage.writes import NEW, change_credentials, delete_token

Purpose = Literal["reset", "verify", "change", "undo"]
"""Reset the password, verify the email, confirm a change of the email, undo one."""

_LIVE = "#expiresAt > :now"


@dataclass(frozen=True, slots=True)
class MailedToken:
    """A token. `seed` is in the mail's outbox item; `digest` is the token's SHA-256. `expires_at`: epoch seconds."""

    seed: TokenSeed
    digest: str
    email_key: str
    user: Mapping[str, Any]  # the public user
    expires_at: int


def mail_token(mailbox: Update, credentials: Credentials, token: MailedToken, mail: Put, requester: Requester) -> None:
    """Mail a reset token that replaces the account's earlier one, and count one more for the requester.

    `mailbox`: the write that records the mail, so that one of several concurrent requests sends it.

    1 TransactWriteItems of 6 writes, 12 WCU and 1 WCU of the index.

    Raises: MailboxChanged, AccountChanged.
    """
    earlier = credentials["resetToken"]
    try:
        table.transact(
            {
                "rate limit": requester.counted(),
                "mailbox": mailbox,
                "token": put_token(token),
                "credentials": change_credentials(
                    token.email_key,
                    "#userId = :userId",
                    set={"resetToken": token.digest},
                    values={"userId": credentials["userId"]},
                ),
                "mail": mail,
                "earlier token": delete_token(earlier) if earlier else _no_token(),
            }
        )
    except TransactionFailed as failed:
        if failed.broke("mailbox"):
            raise MailboxChanged(failed.item("mailbox")) from None
        raise AccountChanged from None


def mail_nothing(mailbox: Update, requester: Requester, expires_at: int) -> None:
    """Make the writes of `mail_token` for an email without an account, with decoys in place of the account's items.

    `expires_at`: of the decoys, epoch seconds. 1 TransactWriteItems of 6 writes, 12 WCU: neither the time nor the cost
    reveals whether a mail was sent.

    Raises: MailboxChanged.
    """
    try:
        table.transact(
            {
                "rate limit": requester.counted(),
                "mailbox": mailbox,
                "decoy/token": _decoy(expires_at),
                "decoy/credentials": _decoy(expires_at),
                "decoy/mail": _decoy(expires_at),
                "decoy/earlier token": _no_token(),
            }
        )
    except TransactionFailed as failed:
        raise MailboxChanged(failed.item("mailbox")) from None


def put_token(token: MailedToken) -> Put:
    """Return the write that stores a mailed token."""
    item = {
        **_item(token.digest, token.seed.purpose, token.expires_at),
        "userId": token.user["id"],
        "emailKey": token.email_key,
        "email": token.user["email"],
    }
    return Put(item, NEW)


def use_token(digest: str) -> Delete:
    """Return the write that uses a token up. Of concurrent requests, one succeeds."""
    return Delete(token_key(digest), _LIVE, {"now": int(time.time())})


def keep_token(digest: str) -> Check:
    """Fail if the token has expired or does not exist any more."""
    return Check(token_key(digest), _LIVE, {"now": int(time.time())})


def _decoy(expires_at: int) -> Put:
    return Put(_item(secrets.token_hex(32), "none", expires_at), NEW)


def _no_token() -> Delete:
    """Return the deletion of a token that does not exist."""
    return delete_token(secrets.token_hex(32))


def _item(digest: str, purpose: str, expires_at: int) -> Item:
    key = token_key(digest)
    return {"pk": key.pk, "sk": key.sk, "purpose": purpose, "expiresAt": expires_at}
