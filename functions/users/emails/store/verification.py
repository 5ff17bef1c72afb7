"""Transactions that verify the email of an account, and mail another token for it."""

from bodega.dynamodb import Put, TransactionFailed, Update
from users.auth.store.credentials import TokenNotValid
from users.auth.store.mailboxes import MailboxChanged
from users.auth.store.mailed_tokens import MailedToken, put_token
from users.storage.accounts import AccountChanged, Credentials, Profile, table, user_document
from users.storage.profiles import ProfileChanged, dated_changes
from users.storage.writes import (
    change_credentials,
    change_credentials_at_version,
    change_profile_at_version,
    delete_token,
)


def replace_token(credentials: Credentials, token: MailedToken, mailbox: Update, mail: Put) -> None:
    """Mail a token that verifies the email and replaces the earlier one. `mailbox`: the write that records the mail.

    1 TransactWriteItems of 5 writes, 10 WCU and 1 WCU of the index.

    Raises: MailboxChanged, AccountChanged.
    """
    earlier = credentials["verifyToken"]
    try:
        table.transact(
            {
                "credentials": change_credentials_at_version(
                    token.email_key, credentials, {"verifyToken": token.digest}
                ),
                "token": put_token(token),
                "earlier token": delete_token(earlier) if earlier else None,
                "mailbox": mailbox,
                "mail": mail,
            }
        )
    except TransactionFailed as failed:
        if failed.broke("credentials"):
            raise AccountChanged from None
        raise MailboxChanged(failed.item("mailbox")) from None


def verify_email(profile: Profile, digest: str) -> None:
    """Mark the email of the account as verified. The token stays until it expires, so that a repeated request succeeds.

    1 TransactWriteItems of 2 writes, 4 WCU and 1 WCU of the index.

    Raises: TokenNotValid, ProfileChanged.
    """
    changes, changed = dated_changes(profile, {"emailVerified": True})
    try:
        table.transact(
            {
                "profile": change_profile_at_version(profile, changes),
                "credentials": change_credentials(
                    profile["emailKey"],
                    "#verifyToken = :digest",
                    set={"user": user_document(changed)},
                    values={"digest": digest},
                ),
            }
        )
    except TransactionFailed as failed:
        raise (ProfileChanged if failed.broke("profile") else TokenNotValid) from None
