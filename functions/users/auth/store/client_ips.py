"""Counters of the rate limit: what a client IP did in a quarter of an hour, by budget."""

from typing import Literal, NamedTuple

from bodega.dynamodb import ANY, Item, Key, Update
from users.storage.accounts import table

WINDOW_SECONDS = 15 * 60

Budget = Literal["LOGIN", "REGISTER", "FORGOT", "TOKEN"]
"""What is counted: wrong passwords, registrations, requests for a reset, wrong mailed tokens."""


class ClientIp(NamedTuple):
    """A client IP and one of its budgets. `network`: an IPv4 address or an IPv6 network. `now`: epoch seconds."""

    network: str
    budget: Budget
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
        return Key(f"IP#{self.network}", f"{self.budget}#{number}")


class Counts(NamedTuple):
    """What a client IP did in this window and in the one before."""

    current: int
    previous: int


class Found(NamedTuple):
    """Items that were read together with the counters of a client IP, in the order of their keys."""

    items: tuple[Item | None, ...]
    counts: Counts


def read_with_counts(client_ip: ClientIp, *keys: Key) -> Found:
    """Read items and the counters of the client IP. 1 BatchGetItem, 1 RCU for each item and 2 for the counters."""
    counters = client_ip.keys()
    found = {(item["pk"], item["sk"]): item for item in table.batch_get([*counters, *keys], consistent=True)}
    current, previous = (found.get(key, {}).get("count", 0) for key in counters)
    return Found(tuple(found.get(key) for key in keys), Counts(current, previous))


def count(client_ip: ClientIp) -> None:
    """Count one more for the client IP. 1 UpdateItem, 1 WCU."""
    table.update(client_ip.counted())
