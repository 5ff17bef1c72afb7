"""The caller's own account, which may have been erased since the access token was issued."""

from bodega.errors import InvalidCredentials, Unauthorized
from users.storage.accounts import Credentials, Profile, read_account, read_credentials


def own_profile(user_id: str) -> Profile:
    """Return the caller's profile. 1 GetItem, 1 RCU.

    Raises: Unauthorized if the account was erased, or is being erased.
    """
    profile = read_account(user_id)
    if profile is None:
        raise account_gone()
    return profile


def own_account_again(user_id: str, verified: Credentials) -> tuple[Profile, Credentials]:
    """Return the caller's profile and credentials after they were changed. `verified`: whose password was right.

    2 GetItem, 2 RCU.

    Raises: Unauthorized if the account was erased, InvalidCredentials if the password was changed.
    """
    profile = own_profile(user_id)
    credentials = read_credentials(profile["emailKey"])
    if credentials is None or credentials["passwordHash"] != verified["passwordHash"]:
        raise InvalidCredentials
    return profile, credentials


def account_gone() -> Unauthorized:
    """Return the error for a caller whose account does not exist any more."""
    return Unauthorized("This account does not exist any more.")


def session_ended() -> Unauthorized:
    """Return the error for a caller whose session has ended."""
    return Unauthorized("This session has ended. Log in again.")
