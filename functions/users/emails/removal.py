"""Removal of an unverified account by somebody who reads its mailbox.

The account is closed in one transaction and its items are deleted in the next ones, as in an erasure. The token records
which account it removes, so that a repeated request continues a removal that was interrupted.

Open orders do not delay a removal: somebody who keeps one open could otherwise keep the account. The shop still
prepares them, by their numbers.
"""

from bodega import deadline
from bodega.errors import LastAdmin
from users.auth.store.credentials import TokenNotValid
from users.emails.store.removal import Removal
from users.profile import store
from users.profile.erasure import erase_orders
from users.profile.store import MarkFailed
from users.storage.accounts import AccountChanged, Profile, read_credentials, read_profile
from users.storage.profiles import NoAdminLeft

__all__ = ["Removal", "Verified", "continue_removal", "remove_unverified"]


class Verified(Exception):
    """The account's mailbox was verified, so nobody else can remove the account."""


def remove_unverified(profile: Profile, removal: Removal) -> None:
    """Delete everything that is stored about an unverified account, and end its sessions.

    1 GetItem (credentials), 2 Query and 1 TransactWriteItems to close the account; then up to 2 Query and
    1 TransactWriteItems per 100 items.

    Raises: Verified, LastAdmin, AccountChanged, TokenNotValid if the token was used or replaced in the meantime;
    StorageUnavailable if there is more than one request can delete.
    """
    if profile["emailVerified"]:
        raise Verified
    credentials = read_credentials(profile["emailKey"])
    if credentials is None or credentials["userId"] != profile["id"]:
        raise AccountChanged
    if not removal.is_allowed(credentials):
        raise TokenNotValid
    try:
        store.close_account(profile, credentials, ends_sessions=True, marks=removal.begin(profile["id"]))
    except NoAdminLeft:
        raise LastAdmin("This is the last active admin. Make somebody else an admin first.") from None
    except MarkFailed:
        raise TokenNotValid from None
    continue_removal(profile["id"], removal)


def continue_removal(user_id: str, removal: Removal) -> None:
    """Delete what is left of an account that was closed.

    1 GetItem (profile) and the calls of `erase_orders`; then up to 2 Query and 1 TransactWriteItems per 100 items.

    Raises: TokenNotValid if another request has removed the account with the same token, and used the token up;
    StorageUnavailable if there is more than one request can delete.
    """
    remaining = read_profile(user_id)
    if remaining is None:
        return
    erase_orders(user_id)
    try:
        while True:
            deadline.require_time()
            if store.delete_next_items(remaining, last_write=removal.end()):
                return
    except MarkFailed:
        raise TokenNotValid from None
