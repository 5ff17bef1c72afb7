"""Texts of clients that send another encoding than UTF-8."""

import contextlib

import pytest

from tests.support.access.seeded_shop import seed_shop
from tests.support.shop.environment import ShopEnvironment
from tests.support.shop.gateway import InProcessGateway

HEADERS = [("Content-Type", "application/json")]


def test_a_name_in_another_encoding_is_rejected(env: ShopEnvironment) -> None:
    seeded = seed_shop(env)
    signed_in = [*HEADERS, ("Authorization", f"Bearer {seeded.tokens['the customer']}")]

    with contextlib.closing(InProcessGateway()) as gateway:
        answer = gateway.send("PATCH", "/users/me", '{"firstName": "José"}'.encode("latin-1"), signed_in)

    assert (answer.status, answer.code) == (400, "malformed_body")
    assert env.tables.dump() == seeded.before


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252"])
def test_a_password_in_another_encoding_is_rejected(env: ShopEnvironment, encoding: str) -> None:
    """If each invalid byte were replaced by the same character, other passwords would match too."""
    env.forget()
    env.tables.restore({})
    person = '{"email": "jose@shop.example", "firstName": "José", "lastName": "X", "password": "vingt-sept étés dorés"}'

    with contextlib.closing(InProcessGateway()) as gateway:
        answer = gateway.send("POST", "/users/register", person.encode(encoding), HEADERS)

    assert (answer.status, answer.code) == (400, "malformed_body")
