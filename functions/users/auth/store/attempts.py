"""Counters: the failures of a client IP in a window of the rate limit, and the failed attempts per email."""

from typing import NamedTuple

from bodega.dynamodb import ANY, ConditionFailed, Item, Key, Update
from users.storage.accounts import credentials_key, lockout_key, profile_key, table, token_key


class LockedOut(Exception):
    """The email has as many failed attempts as allowed."""


class ClientIpWindow(NamedTuple):
    """A client IP in one window of the rate limit. `network`: an IPv4 address or an IPv6 network."""

    network: str
    number: int
    ends_at: int  # epoch seconds


class Found(NamedTuple):
    """An item that was read together with the client IP's counter. `failures`: of the client IP in the window."""

    item: Item | None
    failures: int


def read_credentials(email_key: str, window: ClientIpWindow) -> Found:
    """Read the credentials and the client IP's counter. 1 BatchGetItem, 2 RCU."""
    return _read(credentials_key(email_key), window)


def read_profile(user_id: str, window: ClientIpWindow) -> Found:
    """Read the profile and the client IP's counter. 1 BatchGetItem, 2 RCU."""
    return _read(profile_key(user_id), window)


def read_token(digest: str, window: ClientIpWindow) -> Found:
    """Read a mailed token and the client IP's counter. 1 BatchGetItem, 2 RCU."""
    return _read(token_key(digest), window)


def _read(key: Key, window: ClientIpWindow) -> Found:
    window_key = _window_key(window)
    found = {(item["pk"], item["sk"]): item for item in table.batch_get([window_key, key], consistent=True)}
    return Found(found.get(key), found.get(window_key, {}).get("failures", 0))


def count_failure(window: ClientIpWindow) -> None:
    """Count a failure of the client IP. 1 UpdateItem, 1 WCU."""
    table.update(failure(window))


def failure(window: ClientIpWindow) -> Update:
    """Return the write that counts a failure of the client IP."""
    return Update(_window_key(window), ANY, set={"expiresAt": window.ends_at}, add={"failures": 1})


def reserve_attempt(email_key: str, most: int) -> int:
    """Count an attempt for the email before it is evaluated; return the number of attempts. 1 UpdateItem, 1 WCU.

    Raises: LockedOut if there were `most` attempts before this one.
    """
    attempt = Update(
        lockout_key(email_key),
        "attribute_not_exists(#pk) OR #failures < :most",
        add={"failures": 1},
        values={"most": most},
    )
    try:
        attempts: int = table.update(attempt)["failures"]
    except ConditionFailed:
        raise LockedOut from None
    return attempts


def _window_key(window: ClientIpWindow) -> Key:
    return Key(f"IP#{window.network}", f"WINDOW#{window.number}")
