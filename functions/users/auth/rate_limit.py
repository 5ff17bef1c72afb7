"""The rate limit: how many failures a client IP can cause in a quarter of an hour, over all accounts.

The client IP is `requestContext.identity.sourceIp`. A successful log-in is no failure. A registration and a request for
a reset always count, because they send mail. Concurrent requests can exceed the limit a little. The lock-out of each
account (`users.auth.lockout`) is exact.
"""

import os
import time
from ipaddress import ip_network
from typing import Any

from bodega.errors import TooManyRequests
from bodega.observability import count
from users.auth.store.attempts import ClientIpWindow, Found

WINDOW_SECONDS = 15 * 60


def current_window(source_ip: str) -> ClientIpWindow:
    """Return the client IP in the present quarter of an hour."""
    # An IPv6 subscriber gets at least a /64 (RFC 6177), so addresses are counted per /64.
    network = str(ip_network(f"{source_ip}/64", strict=False)) if ":" in source_ip else source_ip
    number = int(time.time()) // WINDOW_SECONDS
    return ClientIpWindow(network, number, ends_at=(number + 1) * WINDOW_SECONDS)


def within_limit(window: ClientIpWindow, found: Found) -> dict[str, Any] | None:
    """Return the item that was found, unless the client IP has reached its limit.

    Raises: TooManyRequests.
    """
    if found.failures >= int(os.environ["CLIENT_IP_FAILURE_LIMIT"]):
        count("RateLimitedRequests")
        raise TooManyRequests(retry_after=max(1, window.ends_at - int(time.time())))
    return found.item
