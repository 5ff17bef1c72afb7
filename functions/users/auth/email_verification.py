"""Verification of an account's email by the token from the welcome mail."""

from bodega import deadline
from bodega.errors import OneTimeTokenInvalid, StorageUnavailable
from users.auth.mailed_tokens import digest_of, find_token
from users.auth.store import credentials as store
from users.auth.store.credentials import TokenNotValid
from users.storage.accounts import read_account
from users.storage.profiles import ProfileChanged


def verify_email(token: str, source_ip: str) -> None:
    """Mark the email as verified. The token works once.

    1 BatchGetItem (rate limit, token), 1 GetItem (profile), 1 TransactWriteItems; 3 RCU and 7 WCU.

    Raises: TooManyRequests, OneTimeTokenInvalid.
    """
    found = find_token(token, "verify", source_ip)
    while deadline.remaining() > 0:
        profile = read_account(found["userId"])
        if profile is None or profile["emailKey"] != found["emailKey"]:
            raise OneTimeTokenInvalid
        try:
            store.verify_email(profile, digest_of(token))
        except TokenNotValid:
            raise OneTimeTokenInvalid from None
        except ProfileChanged:
            continue  # the profile in the credentials has to be copied again
        else:
            return
    raise StorageUnavailable
