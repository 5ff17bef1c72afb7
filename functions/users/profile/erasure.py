"""Erasure of an account: one transaction closes it, then its orders lose what is personal, and its items are deleted.

The transaction deletes everything personal and leaves a profile with an ID and the role `leaving`. With it, the
caller's token can only repeat the request, which continues an erasure that was interrupted.
"""

from bodega import deadline
from bodega.errors import FieldError, LastAdmin, OpenOrders, SessionEnded, ValidationFailed
from bodega.items import Versions, check_version
from users.auth.lockout import confirm_password, settling
from users.own_account import own_account_again, own_profile
from users.profile import store
from users.storage.accounts import GUEST, LEAVING, AccountChanged, Credentials, Profile, read_profile
from users.storage.profiles import NoAdminLeft


def erase(user_id: str, session_id: str, password: str | None, versions: Versions | None = None) -> None:
    """Delete everything that is stored about a user. `session_id`: the user's own session. A guest has no password.

    `versions`: of the profile, for an account that is not closed yet. The request that continues an erasure repeats the
    one that began it, which changed the version.

    1 GetItem (profile), 2 Query (orders) and the calls of `confirm_password`; 2 Query and 1 TransactWriteItems to close
    the account; the calls of `orders.erase_orders`; then up to 2 Query and 1 TransactWriteItems per 100 items.

    Raises: ValidationFailed without a password, VersionConflict, PreconditionFailed, OpenOrders, InvalidCredentials,
    TooManyRequests, LastAdmin, SessionEnded if nothing is left to erase, StorageUnavailable if there is more than one
    request can delete; the next request continues.
    """
    from users.storage import orders  # erasures are rare, and cold starts are not

    profile = read_profile(user_id)
    if profile is None:
        raise SessionEnded
    if profile["role"] != LEAVING:
        check_version(profile["version"], versions, "user")
        if orders.has_open_orders(user_id):
            raise OpenOrders
        profile = (
            _close(profile, None, versions)
            if profile["role"] == GUEST
            else _confirm_and_close(user_id, session_id, password, versions)
        )
    erase_orders(user_id)
    while True:
        deadline.require_time()
        if store.delete_next_items(profile, session_id):
            return


def erase_orders(user_id: str) -> None:
    """Remove what is personal from the orders of a closed account, also from open ones.

    Raises: StorageUnavailable if there are more than one request can do; the next request continues.
    """
    from users.storage import orders  # erasures are rare, and cold starts are not

    orders.erase_orders(user_id)


def _confirm_and_close(user_id: str, session_id: str, password: str | None, versions: Versions | None) -> Profile:
    if password is None:
        raise ValidationFailed([FieldError("/password", "is required")])
    confirmed = confirm_password(user_id, session_id, password)
    with settling(confirmed.attempt):
        return _close(confirmed.profile, confirmed.credentials, versions)


def _close(profile: Profile, verified: Credentials | None, versions: Versions | None) -> Profile:
    """Close the account and return the remaining profile. `verified`: the credentials whose password was right.

    If the account was changed in the meantime, it is read again, as long as the password is the same.
    """
    credentials = verified
    while True:
        deadline.require_time()
        check_version(profile["version"], versions, "user")
        try:
            return store.close_account(profile, credentials)
        except NoAdminLeft:
            raise LastAdmin("You are the last active admin. Make somebody else an admin first.") from None
        except AccountChanged:
            if verified is None:
                profile = own_profile(profile["id"])
            else:
                profile, credentials = own_account_again(profile["id"], verified)
