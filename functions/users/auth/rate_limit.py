"""The rate limit: how much a client IP or an account may do in a quarter of an hour.

Each budget is counted on its own. Requests without a session count for the client IP: wrong passwords at log-in,
registrations, requests for a reset, wrong mailed tokens. Requests of a valid session count for the account and never
for the client IP: changes of the email, wrong mailed tokens. `users.auth.lockout` limits the passwords that signed-in
users enter. Concurrent requests can exceed the limit a little.

The limit slides: the window before counts with the share of it that lies within the last 15 minutes.

The client IP is `requestContext.identity.sourceIp`.
"""

import os
import time
from ipaddress import IPv6Address, ip_address, ip_network

from bodega.errors import TooManyRequests
from bodega.observability import count
from users.auth.store.request_counts import WINDOW_SECONDS, Budget, Counts, Found, Requester

_IPV6_SUBSCRIBER = 64  # an IPv6 subscriber gets at least a /64 (RFC 6177)


_ACCOUNT_LIMIT = 10


def client_ip(source_ip: str, budget: Budget) -> Requester:
    """Return the client IP now. `source_ip`: an IPv4 or IPv6 address."""
    return Requester(_network(source_ip), budget, int(os.environ["CLIENT_IP_LIMIT"]), int(time.time()))


def signed_in(user_id: str, budget: Budget) -> Requester:
    """Return the account of a signed-in user now."""
    return Requester(user_id, budget, _ACCOUNT_LIMIT, int(time.time()))


def within_limit(requester: Requester, found: Found) -> Found:
    """Return what was found, unless the requester has reached its limit.

    Raises: TooManyRequests.
    """
    seconds = _seconds_until_allowed(found.counts, requester.elapsed, requester.limit)
    if seconds:
        count("RateLimitedRequests")
        raise TooManyRequests(retry_after=seconds)
    return found


def _seconds_until_allowed(counts: Counts, elapsed: int, limit: int) -> int:
    """Return in how many seconds the next request is allowed, 0 for now. `elapsed`: seconds of the current window."""
    if counts.current >= limit:
        # Not in this window. In the next one, this window's count is the previous one.
        return WINDOW_SECONDS - elapsed + _seconds_until_allowed(Counts(0, counts.current), 0, limit)
    if not counts.previous:
        return 0
    # The previous window counts with the share of it that lies within the last WINDOW_SECONDS, rounded up. This is the
    # most of it, in seconds, with which there is room for one more request.
    room = (limit - counts.current - 1) * WINDOW_SECONDS // counts.previous
    return max(0, WINDOW_SECONDS - elapsed - room)


def _network(source_ip: str) -> str:
    address = ip_address(source_ip.partition("%")[0])
    if not isinstance(address, IPv6Address):
        return str(address)
    # An IPv4 client: written as IPv6 (RFC 4291 §2.5.5.2), or with a 6to4 prefix, of which it has 65,536 networks.
    ipv4 = address.ipv4_mapped or address.sixtofour
    return str(ipv4 or ip_network((address, _IPV6_SUBSCRIBER), strict=False))
