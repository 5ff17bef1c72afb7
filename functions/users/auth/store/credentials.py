"""Transactions that create an account, verify its email or set its password."""

from typing import Any

from bodega.dynamodb import Put, TransactionFailed, Update
from users.auth.store.attempts import ClientIpWindow, failure
from users.auth.store.mailed_tokens import AlreadyMailed, MailedToken, put_token, use_token
from users.auth.store.sessions import StoredSession, put_session, update_session
from users.storage.accounts import USERS, Credentials, Profile, credentials_key, profile_key, table, user_document
from users.storage.profiles import ProfileChanged, dated_changes
from users.storage.writes import (
    NEW,
    change_credentials,
    change_profile_at_version,
    delete_token,
    end_tokens,
    lift_lockout,
)


class EmailClaimed(Exception):
    """Another account has the email. `credentials`: of that account."""

    def __init__(self, credentials: Credentials) -> None:
        super().__init__("another account has the email")
        self.credentials = credentials


class TokenNotValid(Exception):
    """The mailed token was used, replaced or has expired."""


class TokensEnded(Exception):
    """The session, or all tokens of the account, were ended in the meantime."""


def create_account(
    profile: Profile,
    password_hash: str,
    *,
    session: StoredSession,
    token: MailedToken,
    mail: Put,
    window: ClientIpWindow,
) -> None:
    """Create an account with a first session, mail the token that verifies its email, and count a failure.

    1 TransactWriteItems of 7 writes, 14 WCU and 2 WCU of the index.

    Raises: EmailClaimed.
    """
    email_key, user = profile["emailKey"], user_document(profile)
    try:
        table.transact(
            {
                "credentials": Put(_new_credentials(email_key, user, password_hash, token.digest), NEW),
                "profile": Put(_with_keys(profile), NEW),
                # Failed attempts at this email from before it had an account.
                "lock-out": lift_lockout(email_key),
                "token": put_token(token),
                "session": put_session(session),
                "mail": mail,
                "rate limit": failure(window),
            }
        )
    except TransactionFailed as failed:
        credentials = failed.item("credentials")
        if credentials is None:
            raise
        raise EmailClaimed(credentials) from None


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
        # Epoch seconds of the last mail. There are two, so that a registration cannot delay the mail of a reset.
        "mailedAt": 0,
        "takenMailedAt": 0,
    }


def mail_email_taken(email_key: str, mailed_before: int, now: int, mail: Put, window: ClientIpWindow) -> None:
    """Mail the owner of the account that someone tried to register its email, and count a failure.

    `mailed_before`, `now`: epoch seconds. 1 TransactWriteItems of 3 writes, 6 WCU and 1 WCU of the index.

    Raises: AlreadyMailed.
    """
    condition, values = "#takenMailedAt = :before", {"before": mailed_before}
    try:
        table.transact(
            {
                "credentials": change_credentials(email_key, condition, set={"takenMailedAt": now}, values=values),
                "mail": mail,
                "rate limit": failure(window),
            }
        )
    except TransactionFailed:
        raise AlreadyMailed from None


def verify_email(profile: Profile, digest: str) -> None:
    """Mark the email of the account as verified and use the token up.

    1 TransactWriteItems of 3 writes, 6 WCU and 1 WCU of the index.

    Raises: TokenNotValid, ProfileChanged.
    """
    changes, changed = dated_changes(profile, {"emailVerified": True})
    try:
        table.transact(
            {
                "profile": change_profile_at_version(profile, changes),
                "credentials": change_credentials(
                    profile["emailKey"],
                    "#userId = :userId AND #verifyToken = :digest",
                    set={"user": user_document(changed), "verifyToken": None},
                    values={"userId": profile["id"], "digest": digest},
                ),
                "token": use_token(digest),
            }
        )
    except TransactionFailed as failed:
        not_valid = failed.broke("credentials") or failed.broke("token")
        raise (TokenNotValid if not_valid else ProfileChanged) from None


def reset_password(user_id: str, email_key: str, digest: str, password_hash: str, mail: Put) -> None:
    """Set a new password, use the token up, lift the lock-out and end all sessions.

    1 TransactWriteItems of 5 writes, 10 WCU and 2 WCU of the index.

    Raises: TokenNotValid.
    """
    try:
        table.transact(
            {
                "token": use_token(digest),
                "credentials": change_credentials(
                    email_key,
                    "#userId = :userId AND #resetToken = :digest",
                    set={"passwordHash": password_hash, "resetToken": None},
                    add={"tokenVersion": 1},
                    values={"userId": user_id, "digest": digest},
                ),
                "profile": end_tokens(user_id),
                "lock-out": lift_lockout(email_key),
                "mail": mail,
            }
        )
    except TransactionFailed:
        raise TokenNotValid from None


def change_password(
    email_key: str, credentials: Credentials, password_hash: str, session: StoredSession, mail: Put
) -> None:
    """Set a new password, continue this session and end all others. `credentials`: as they were read.

    1 TransactWriteItems of 5 writes, 10 WCU and 2 WCU of the index; 2 WCU more if there is a reset token.

    Raises: TokensEnded.
    """
    before = {"before": credentials["tokenVersion"]}
    reset_token = credentials["resetToken"]
    try:
        table.transact(
            {
                "credentials": change_credentials(
                    email_key,
                    "#userId = :userId AND #tokenVersion = :before",
                    # A reset token that someone else asked for ends with the old password.
                    set={"passwordHash": password_hash, "resetToken": None},
                    add={"tokenVersion": 1},
                    values={"userId": session.user_id, **before},
                ),
                "profile": Update(
                    profile_key(session.user_id),
                    "#tokenVersion = :before AND #status = :active",
                    add={"tokenVersion": 1},
                    values={"active": "active", **before},
                ),
                "session": update_session(session, "#tokenVersion = :before", before),
                "lock-out": lift_lockout(email_key),
                "mail": mail,
                "token": delete_token(reset_token) if reset_token else None,
            }
        )
    except TransactionFailed:
        raise TokensEnded from None
