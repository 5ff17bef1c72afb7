"""The caller's own account, which may have been erased since the access token was issued."""

from bodega.errors import InvalidCredentials, SessionEnded
from users.storage.accounts import Credentials, Profile, read_account, read_credentials


def own_profile(user_id: str) -> Profile:
    """Return the caller's profile. 1 GetItem, 1 RCU.

    Raises: SessionEnded if the account was erased, or is being erased.
    """
    profile = read_account(user_id)
    if profile is None:
        raise SessionEnded
    return profile


def own_account_again(user_id: str, verified: Credentials) -> tuple[Profile, Credentials]:
    """Return the caller's profile and credentials after they were changed. `verified`: whose password was right.

    2 GetItem, 2 RCU.

    Raises: SessionEnded if the account was erased, InvalidCredentials if the password was changed.
    """
    profile = own_profile(user_id)
    credentials = read_credentials(profile["emailKey"])
    if credentials is None or credentials["passwordHash"] != verified["passwordHash"]:
        raise InvalidCredentials
    return profile, credentials
