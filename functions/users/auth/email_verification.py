"""Showing that an email is one's own, by the token from the welcome mail."""

from bodega import clock, deadline
from bodega.dynamodb import Item, TransactionFailed, Update, Write
from bodega.errors import OneTimeTokenInvalid, StorageUnavailable
from users.auth.mailed_tokens import digest_of, is_live, token_key, use
from users.auth.rate_limit import ClientIpWindow
from users.storage.accounts import change_credentials, profile_key, read_profile, table, user_document


def verify_email(token: str, source_ip: str) -> None:
    """Mark the email as verified; the token works once.

    1 BatchGetItem (address, token), 1 GetItem (profile), 1 TransactWriteItems.

    Raises: TooManyRequests, OneTimeTokenInvalid.
    """
    digest = digest_of(token)
    window = ClientIpWindow.now(source_ip)
    (item,) = window.read(token_key(digest))
    if item is None or not is_live(item, "verify"):
        table.update(window.failure())
        raise OneTimeTokenInvalid
    while deadline.remaining() > 0:
        profile = read_profile(item["userId"])
        if profile is None or profile.get("emailKey") != item["emailKey"]:
            raise OneTimeTokenInvalid
        try:
            table.transact(_verified(profile, digest))
        except TransactionFailed as failed:
            if set(failed.failures) != {0}:
                raise OneTimeTokenInvalid from None
            # The profile was changed in the meantime; it is copied into the credentials as a whole.
        else:
            return
    raise StorageUnavailable


def _verified(profile: Item, digest: str) -> list[Write]:
    changes = {"emailVerified": True, "updatedAt": clock.timestamp(clock.now())}
    version = profile["version"]
    user = user_document({**profile, **changes, "version": version + 1})
    return [
        Update(
            profile_key(profile["id"]),
            "#version = :version",
            set=changes,
            add={"version": 1},
            values={"version": version},
        ),
        change_credentials(
            profile["emailKey"],
            "#userId = :userId AND #verifyToken = :digest",
            set={"user": user, "verifyToken": None},
            values={"userId": profile["id"], "digest": digest},
        ),
        use(digest),
    ]
