"""Counters of the rate limit: what a client IP or an account did in a quarter of an hour, by budget."""

from typing import Literal, NamedTuple

from bodega.dynamodb import ANY, Item, Key, Update
from users.storage.accounts import table

WINDOW_SECONDS = 15 * 60

Budget = Literal["LOGIN", "REGISTER", "GUEST", "FORGOT", "TOKEN", "EMAIL"]
"""What is counted: wrong passwords, registrations, guests, requests for a reset, wrong mailed tokens, changes of the
email."""


class Requester(NamedTuple):
    """A client IP or an account, and one of its budgets.

    `name`: an IPv4 address, an IPv6 network or a user ID. `limit`: how much it may do in a quarter of an hour. `now`:
    epoch seconds.
    """

    name: str
    budget: Budget
    limit: int
    now: int

    @property
    def elapsed(self) -> int:
        """The seconds since the current window began."""
        return self.now % WINDOW_SECONDS

    def keys(self) -> tuple[Key, Key]:
        """Return the keys of the counters of this window and of the one before."""
        number = self.now // WINDOW_SECONDS
        return self._key(number), self._key(number - 1)

    def counted(self) -> Update:
        """Return the write that counts one more."""
        number = self.now // WINDOW_SECONDS
        # The counter is needed until the end of the next window.
        return Update(self._key(number), ANY, set={"expiresAt": (number + 2) * WINDOW_SECONDS}, add={"count": 1})

    def _key(self, number: int) -> Key:
        return Key(f"LIMIT#{self.name}", f"{self.budget}#{number}")


class Counts(NamedTuple):
    """What a requester did in this window and in the one before."""

    current: int
    previous: int


class Found(NamedTuple):
    """Items that were read together with the counters of a requester, in the order of their keys."""

    items: tuple[Item | None, ...]
    counts: Counts


def read_with_counts(requester: Requester, *keys: Key) -> Found:
    """Read items and the counters of the requester. 1 BatchGetItem, 1 RCU for each item and 2 for the counters."""
    counters = requester.keys()
    found = {(item["pk"], item["sk"]): item for item in table.batch_get([*counters, *keys], consistent=True)}
    current, previous = (found.get(key, {}).get("count", 0) for key in counters)
    return Found(tuple(found.get(key) for key in keys), Counts(current, previous))


def count(requester: Requester) -> None:
    """Count one more for the requester. 1 UpdateItem, 1 WCU."""
    table.update(requester.counted())
