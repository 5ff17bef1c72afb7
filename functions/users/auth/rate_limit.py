"""The rate limit: how much a client IP may do in a quarter of an hour, over all accounts.

Each budget is counted on its own: wrong passwords at log-in, registrations, requests for a reset, wrong mailed tokens.
Of the requests with a session, only changes of the email (as registrations) and wrong mailed tokens count.
`users.auth.lockout` limits wrong passwords per session. Concurrent requests can exceed the limit a little.

The limit slides: the window before counts with the share of it that lies within the last 15 minutes.

The client IP is `requestContext.identity.sourceIp`.
"""

import os
import time
from ipaddress import IPv6Address, ip_address, ip_network

from bodega.errors import TooManyRequests
from bodega.observability import count
from users.auth.store.client_ips import WINDOW_SECONDS, Budget, ClientIp, Counts, Found

_IPV6_SUBSCRIBER = 64  # an IPv6 subscriber gets at least a /64 (RFC 6177)


def client_ip(source_ip: str, budget: Budget) -> ClientIp:
    """Return the client IP now. `source_ip`: an IPv4 or IPv6 address."""
    return ClientIp(_network(source_ip), budget, int(time.time()))


def within_limit(ip: ClientIp, found: Found) -> Found:
    """Return what was found, unless the client IP has reached its limit.

    Raises: TooManyRequests.
    """
    seconds = _seconds_until_allowed(found.counts, ip.elapsed, int(os.environ["CLIENT_IP_LIMIT"]))
    if seconds:
        count("RateLimitedRequests")
        raise TooManyRequests(retry_after=seconds)
    return found


def _seconds_until_allowed(counts: Counts, elapsed: int, limit: int) -> int:
    """Return when the client IP may send the next request, 0 for now. `elapsed`: seconds of the current window."""
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
