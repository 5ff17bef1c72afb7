"""Send hostile texts and bodies to every route that takes one: they are stored unchanged or rejected, never a 5xx."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from harness.shop.client import Answer
from tests.support.access.expectations import ACCESS, Route
from tests.support.access.seeded_shop import SeededShop, seed_shop
from tests.support.attacks.hostile_texts import HALVES, PLACE, TEXTS, with_text
from tests.support.attacks.string_fields import Path, string_fields, with_value
from tests.support.database.tables import without_marks
from tests.support.shop.environment import ShopEnvironment
from tests.support.shop.gateway import InProcessGateway

# Fields that are stored as a hash, or not at all.
_NOT_KEPT = frozenset({"password", "currentPassword", "newPassword", "token", "refreshToken"})
# Fields without surrounding and double spaces.
_SINGLE_SPACED = frozenset({("firstName",), ("lastName",), ("customer", "name")})
# An email that is only looked up. It is not stored if there is no account.
_LOOKED_FOR = ("POST", "/users/password/forgot")
_JSON = ("Content-Type", "application/json")


@contextmanager
def open_seeded_shop(env: ShopEnvironment) -> Iterator[SeededShop]:
    """Yield a seeded shop without a rate limit."""
    with patch.dict(os.environ, {"CLIENT_IP_LIMIT": "1000000"}):
        seeded = seed_shop(env)
        env.tables.restore(seeded.before)
        yield seeded


def fields() -> Iterator[tuple[Route, Path]]:
    return ((route, path) for route, paths in string_fields().items() for path in paths)


def spelled_texts() -> dict[str, str]:
    """Return each hostile text in JSON."""
    return {name: json.dumps(text, ensure_ascii=False) for name, text in TEXTS.items()} | HALVES


def send_body(seeded: SeededShop, gateway: InProcessGateway, route: Route, body: bytes) -> Answer:
    """Send a body as a caller with access to the route."""
    access = ACCESS[route]
    url, _, named = seeded.request(access)
    headers = [_JSON, *((name.replace("_", "-"), value) for name, value in named.items())]
    if access.caller in seeded.tokens:
        headers.append(("Authorization", f"Bearer {seeded.tokens[access.caller]}"))
    seeded.env.forget()
    path, _, query = url.partition("?")
    return gateway.send(route[0], path, body, headers, query=query)


def try_text(seeded: SeededShop, gateway: InProcessGateway, route: Route, path: Path, name: str) -> None:
    """Raises: AssertionError."""
    body = with_value(seeded.request(ACCESS[route])[1], path, PLACE)
    answer = send_body(seeded, gateway, route, with_text(body, spelled_texts()[name]))
    what = f"{route}, {'/'.join(map(str, path))}, {name}: {str(answer)[:500]}"
    assert answer.status < 500, what
    if answer.status < 300:
        assert name in TEXTS, f"{what}: accepted, although it is not valid Unicode"
        if path[-1] not in _NOT_KEPT and route != _LOOKED_FOR:
            text = _as_name(TEXTS[name]) if path in _SINGLE_SPACED else TEXTS[name]
            assert text in _stored_texts(seeded, answer), f"{what}: accepted, but stored differently"
    restore(seeded, answer, what)


def try_body(seeded: SeededShop, gateway: InProcessGateway, route: Route, name: str, body: bytes) -> None:
    """Raises: AssertionError."""
    answer = send_body(seeded, gateway, route, body)
    what = f"{route}, {name}: {str(answer)[:500]}"
    assert answer.status in {400, 413, 415, 422}, what
    restore(seeded, answer, what)


def restore(seeded: SeededShop, answer: Answer, what: str) -> None:
    """Restore the tables.

    Raises: AssertionError if a rejected request wrote something.
    """
    if not seeded.env.has_written:
        return
    now = seeded.env.tables.dump()
    seeded.env.tables.restore(seeded.before)
    if answer.status in {400, 413, 415, 422} and answer.json["code"] != "invalid_token":
        # An attempt with the right password is reserved and then withdrawn. Only the mark of the update is left of it.
        assert without_marks(now) == without_marks(seeded.before), f"{what}: rejected, but something was written"


def _as_name(text: str) -> str:
    """Return the text as it is stored of a person's name: empty if nothing of it is visible."""
    return " ".join(text.split()) if text != TEXTS["zero width only"] else ""


def _stored_texts(seeded: SeededShop, answer: Answer) -> set[str]:
    """Return all texts in the answer and in the tables."""
    rows = [row for rows in seeded.env.tables.dump().values() for row in rows]
    return set(_leaves(answer.json if answer.body else None)) | set(_leaves(rows))


def _leaves(value: Any) -> Iterator[str]:
    match value:
        case str():
            yield value
        case list():
            for element in value:
                yield from _leaves(element)
        case dict():
            for element in value.values():
                yield from _leaves(element)
