"""Disowning an account: the owner of a mailbox removes the account that somebody else registered with it."""

from bodega import deadline
from bodega.errors import OneTimeTokenInvalid
from users.auth.mailed_tokens import digest_of, find_token, refused_token
from users.auth.rate_limit import client_ip
from users.auth.store.credentials import TokenNotValid
from users.emails.removal import Removal, Verified, continue_removal, remove_unverified
from users.storage.accounts import AccountChanged, read_account


def disown_account(token: str, source_ip: str) -> None:
    """Remove the unverified account whose welcome mail had this token. A repeated request succeeds, and continues.

    1 BatchGetItem (rate limit, token), 1 GetItem (profile) and the calls of `remove_unverified`. A wrong token counts
    for the client IP, and so does the token of a verified account.

    Raises: TooManyRequests, OneTimeTokenInvalid, LastAdmin; StorageUnavailable if there is more than one request can
    delete.
    """
    requester = client_ip(source_ip, "TOKEN")
    found = find_token(token, requester, "verify", "disowned")
    removal = Removal.of_disown(digest_of(token), found["expiresAt"])
    if found["purpose"] == "disowned":
        if "removes" in found:
            continue_removal(found["removes"], removal)
        return
    while True:
        deadline.require_time()
        profile = read_account(found["userId"])
        if profile is None:
            raise OneTimeTokenInvalid  # it was erased a moment ago
        if profile["emailKey"] != found["emailKey"]:
            raise refused_token(requester)
        try:
            remove_unverified(profile, removal)
        except (Verified, TokenNotValid):
            raise refused_token(requester) from None
        except AccountChanged:
            continue
        else:
            return
