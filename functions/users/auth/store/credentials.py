"""Transactions that create an account or set its password."""

from collections.abc import Mapping
from typing import Any

from bodega.dynamodb import Put, TransactionFailed, Update, Write
from users.auth.store.mailboxes import (
    Mailbox,
    MailboxChanged,
    MailRecord,
    mailbox_proven,
    record_mail,
    reset_link_ended,
)
from users.auth.store.mailed_tokens import MailedToken, put_token, use_token
from users.auth.store.request_counts import Requester
from users.auth.store.sessions import StoredSession, put_session, update_session
from users.storage.accounts import (
    USERS,
    Credentials,
    Profile,
    credentials_key,
    mailbox_key,
    profile_key,
    table,
    user_document,
)
from users.storage.profiles import ProfileChanged, dated_changes
from users.storage.writes import ATTEMPTS, NEW, change_credentials, delete_token


class EmailClaimed(Exception):
    """Another account has the email. `credentials`: of that account."""

    def __init__(self, credentials: Credentials) -> None:
        super().__init__("another account has the email")
        self.credentials = credentials


class TokenNotValid(Exception):
    """The mailed token was used, replaced or has expired."""


class TokensEnded(Exception):
    """The session, or all tokens of the account, were ended in the meantime."""


def read_log_in(email_key: str) -> tuple[Credentials | None, Mailbox | None]:
    """Return the credentials of the account with this email, and what is remembered of its mailbox.

    1 BatchGetItem, 2 RCU.
    """
    keys = (credentials_key(email_key), mailbox_key(email_key))
    items = {item["pk"]: item for item in table.batch_get(keys, consistent=True)}
    credentials, mailbox = (items.get(key.pk) for key in keys)
    return credentials, mailbox


def create_account(
    profile: Profile,
    password_hash: str,
    *,
    session: StoredSession,
    token: MailedToken,
    mailbox: Update,
    mail: Put | None,
    requester: Requester,
) -> None:
    """Create an account with a first session, mail the token that verifies its email, and count for the requester.

    `mailbox`: the write that forgets the failed attempts and records `mail`.

    1 TransactWriteItems of 7 writes, 14 WCU and 2 WCU of the index.

    Raises: EmailClaimed, MailboxChanged.
    """
    email_key, user = profile["emailKey"], user_document(profile)
    try:
        table.transact(
            {
                "credentials": Put(_new_credentials(email_key, user, password_hash, token.digest), NEW),
                "profile": Put(_with_keys(profile), NEW),
                "mailbox": mailbox,
                "token": put_token(token),
                "session": put_session(session),
                "mail": mail,
                "rate limit": requester.counted(),
            }
        )
    except TransactionFailed as failed:
        if credentials := failed.item("credentials"):
            raise EmailClaimed(credentials) from None
        if failed.broke("mailbox"):
            raise MailboxChanged(failed.item("mailbox")) from None
        raise


def _with_keys(profile: Profile) -> Profile:
    key = profile_key(profile["id"])
    listed = {"listPk": USERS, "listSk": f"{profile['createdAt']}#{profile['id']}"}
    return {"pk": key.pk, "sk": key.sk, **listed, **profile}


def _new_credentials(email_key: str, user: dict[str, Any], password_hash: str, verify_digest: str) -> Credentials:
    key = credentials_key(email_key)
    return {
        "pk": key.pk,
        "sk": key.sk,
        "userId": user["id"],
        "user": user,
        "passwordHash": password_hash,
        "tokenVersion": 1,
        "version": 1,
        "resetToken": None,
        "verifyToken": verify_digest,
    }


def reset_password(
    profile: Profile,
    digest: str,
    password_hash: str,
    session: StoredSession | None,
    *,
    mail: Put,
    changes: Mapping[str, Any],
    deletions: Mapping[str, Write],
) -> Profile:
    """Set a new password, use the token up, lift the lock-out, end all sessions and open `session`.

    `changes`: of the profile. `deletions`: more writes, by name. Return the profile as it is then.

    1 TransactWriteItems of 6 writes and `deletions`, 12 WCU and 2 WCU of the index; 2 WCU for each deletion.

    Raises: TokenNotValid, ProfileChanged, also if one of `deletions` fails.
    """
    email_key = profile["emailKey"]
    dated, changed = dated_changes(profile, changes) if changes else ({}, profile)
    try:
        table.transact(
            {
                "token": use_token(digest),
                "credentials": change_credentials(
                    email_key,
                    "#resetToken = :digest",
                    set={"passwordHash": password_hash, "resetToken": None, "user": user_document(changed)},
                    add={"tokenVersion": 1},
                    values={"digest": digest},
                ),
                "profile": Update(
                    profile_key(profile["id"]),
                    "#version = :version AND #tokenVersion = :tokenVersion",
                    set=dated,
                    add={"tokenVersion": 1, **({"version": 1} if changes else {})},
                    values={name: profile[name] for name in ("version", "tokenVersion")},
                ),
                "mailbox": mailbox_proven(email_key),
                "session": put_session(session) if session else None,
                "mail": mail,
                **deletions,
            }
        )
    except TransactionFailed as failed:
        not_valid = failed.broke("credentials") or failed.broke("token")
        raise (TokenNotValid if not_valid else ProfileChanged) from None
    return changed


def change_password(
    email_key: str,
    credentials: Credentials,
    *,
    password_hash: str,
    session: StoredSession,
    mail: Put,
    record: MailRecord | None,
) -> None:
    """Set a new password, continue this session and end all others. `credentials`: as they were read.

    A verified account's reset link ends with the old password. The link of an account that is not verified stays: it
    belongs to the owner of the mailbox, who may be somebody else. `record`: of `mail`. The session's failed attempts
    are forgotten.

    1 TransactWriteItems of 5 writes, 10 WCU and 1 WCU of the index; 2 WCU more if a reset link ends.

    Raises: TokensEnded, MailboxChanged.
    """
    before = {"before": credentials["tokenVersion"]}
    verified = credentials["user"]["emailVerified"]
    ended_link = credentials["resetToken"] if verified else None
    try:
        table.transact(
            {
                "credentials": change_credentials(
                    email_key,
                    "#userId = :userId",
                    set={"passwordHash": password_hash, **({"resetToken": None} if verified else {})},
                    add={"tokenVersion": 1},
                    values={"userId": session.user_id},
                ),
                "profile": Update(
                    profile_key(session.user_id),
                    "#tokenVersion = :before AND #status = :active",
                    add={"tokenVersion": 1},
                    values={"active": "active", **before},
                ),
                "session": update_session(session, "#tokenVersion = :before", before)._replace(remove=ATTEMPTS),
                "mailbox": (reset_link_ended if verified else record_mail)(email_key, record),
                "mail": mail if record else None,
                "token": delete_token(ended_link) if ended_link else None,
            }
        )
    except TransactionFailed as failed:
        if failed.names == {"mailbox"}:
            raise MailboxChanged(failed.item("mailbox")) from None
        raise TokensEnded from None
