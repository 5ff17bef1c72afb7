"""Send the request of a route, as it is in the table of expectations or with a change."""

import json
from collections.abc import Iterable

from harness.shop.client import Answer
from tests.support.access.expectations import ACCESS, Route
from tests.support.access.seeded_shop import SeededShop
from tests.support.shop.gateway import InProcessGateway


def send_to(
    seeded: SeededShop,
    gateway: InProcessGateway,
    route: Route,
    headers: Iterable[tuple[str, str]] = (),
    *,
    method: str | None = None,
    path: str | None = None,
    query: str = "",
    raw_body: bytes | None = None,
) -> Answer:
    """Send the request of a route as a caller who may do this.

    `headers`: more headers. `method`, `path`, `query`, `raw_body`: instead of those of the request. In `query`,
    `{query}` is replaced by the query of the request.
    """
    access = ACCESS[route]
    url, body, own = seeded.request(access)
    own_path, _, asked = url.partition("?")
    sent = [*headers, *((name.replace("_", "-"), value) for name, value in own.items())]
    if access.who != "anyone":
        sent.append(("Authorization", f"Bearer {seeded.tokens[access.caller]}"))
    content = raw_body if raw_body is not None else b"" if body is None else json.dumps(body).encode()
    if content:
        sent.append(("Content-Type", "application/json"))
    wanted = query.replace("{query}", asked).strip("&") if query else asked
    return gateway.send(method or route[0], path or own_path, content, sent, query=wanted)
