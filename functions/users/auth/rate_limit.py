"""How many failures an address may cause in a quarter of an hour, over all accounts.

Only `requestContext.identity.sourceIp` counts as the address. Successful log-ins are no failures; a
registration and a request for a reset always count, because they have the shop write to somebody.
Requests that are being answered at the same moment may go a little over the limit; the guard of each
account (`password_guess`) lets none through.
"""

import os
import time
from ipaddress import ip_network
from typing import NamedTuple

from bodega.dynamodb import ANY, Item, Key, Update
from bodega.errors import TooManyRequests
from bodega.observability import count
from users.storage.accounts import table

WINDOW_SECONDS = 15 * 60


class ClientIpWindow(NamedTuple):
    """One address in the present quarter of an hour."""

    source_ip: str
    number: int

    @classmethod
    def now(cls, source_ip: str) -> "ClientIpWindow":
        # Of IPv6, a line has a network of 2^64 addresses at least (RFC 6177): the network counts.
        address = str(ip_network(f"{source_ip}/64", strict=False)) if ":" in source_ip else source_ip
        return cls(address, int(time.time()) // WINDOW_SECONDS)

    @property
    def key(self) -> Key:
        return Key(f"IP#{self.source_ip}", f"WINDOW#{self.number}")

    @property
    def end(self) -> int:
        """Epoch seconds."""
        return (self.number + 1) * WINDOW_SECONDS

    def read(self, *keys: Key) -> list[Item | None]:
        """The items at `keys`, in their order, strongly consistent and in the one call that reads the window.

        Raises: TooManyRequests.
        """
        found = {(item["pk"], item["sk"]): item for item in table.batch_get([self.key, *keys], consistent=True)}
        window = found.get(self.key)
        if window is not None and window["failures"] >= int(os.environ["CLIENT_IP_FAILURE_LIMIT"]):
            count("RateLimitedRequests")
            raise TooManyRequests(max(1, self.end - int(time.time())))
        return [found.get(key) for key in keys]

    def failure(self) -> Update:
        """The write that counts one failure."""
        return Update(self.key, ANY, set={"expiresAt": self.end}, add={"failures": 1})
