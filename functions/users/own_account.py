"""The caller's own account, which may have been erased since the access token was issued."""

from bodega.errors import Unauthorized
from users.storage.accounts import Profile, read_account


def own_profile(user_id: str) -> Profile:
    """Return the caller's profile. 1 GetItem, 1 RCU.

    Raises: Unauthorized if the account was erased, or is being erased.
    """
    profile = read_account(user_id)
    if profile is None:
        raise account_gone()
    return profile


def account_gone() -> Unauthorized:
    """Return the error for a caller whose account does not exist any more."""
    return Unauthorized("This account does not exist any more.")


def session_ended() -> Unauthorized:
    """Return the error for a caller whose session has ended."""
    return Unauthorized("This session has ended. Log in again.")
