"""Whether a tool failed because it could not reach the network, and the sentence about it."""

from __future__ import annotations

import re

# What pip, uv, npm and Playwright print. The first group that matches is the reason.
_CAUSES = re.compile(
    r"(Connection refused|ECONNREFUSED|Network is unreachable|ENETUNREACH|No route to host|EHOSTUNREACH"
    r"|Name or service not known|nodename nor servname|name resolution|ENOTFOUND|EAI_AGAIN"
    r"|Connection reset|ECONNRESET|timed out|ETIMEDOUT|Tunnel connection failed|ProxyError|dns error)"
    r"|after connection broken by",
    re.IGNORECASE,
)


def unreachable(output: str) -> str | None:
    """Return a sentence about the network and what to do, if the output of a failed tool shows that it is the cause."""
    found = list(_CAUSES.finditer(output))
    if not found:
        return None
    reason = next((match[1] for match in reversed(found) if match[1]), "connection broken")
    return (
        f"The network or the package registry cannot be reached ({reason}). Connect to the network, or set the proxy "
        "(HTTPS_PROXY) or your registry (PIP_INDEX_URL, npm_config_registry). Then run the same command again: it "
        "continues from here."
    )
