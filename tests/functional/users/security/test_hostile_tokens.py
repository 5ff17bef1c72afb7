"""Hostile tokens through gateway and authorizer: 401 without reading a table."""

import contextlib
import json
import os
from collections.abc import Iterator

import pytest

from bodega.key_ring import KeyRing
from harness.shop.client import Answer
from harness.shop.mails import token_in
from tests.support.attacks.hostile_tokens import hostile_tokens
from tests.support.faults.captured_output import captured
from tests.support.requests.write_request import stored
from tests.support.shop.accounts import Account, customer
from tests.support.shop.environment import ShopEnvironment
from tests.support.shop.gateway import InProcessGateway

OPEN = ("GET", "/users/me")
ADMINS = ("PUT", "/categories/order")


@pytest.fixture(scope="module")
def gateway() -> Iterator[InProcessGateway]:
    with contextlib.closing(InProcessGateway()) as made:
        yield made


@pytest.fixture
def ada(env: ShopEnvironment) -> Account:
    env.forget()
    return customer(env.shop)


def ask(gateway: InProcessGateway, *headers: str, route: tuple[str, str] = OPEN) -> Answer:
    return gateway.send(*route, headers=[("Authorization", header) for header in headers])


def assert_unauthorized(answer: Answer) -> None:
    assert (answer.status, answer.json["code"]) == (401, "unauthorized"), answer
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_every_hostile_token_is_rejected_without_reading_a_table(
    env: ShopEnvironment, gateway: InProcessGateway, ada: Account
) -> None:
    right = ada.person.access_token
    hostile = hostile_tokens(KeyRing(os.environ["SIGNING_KEY_SECRET"]).keys()[0], right)
    assert ask(gateway, f"Bearer {right}").status == 200
    env.forget()

    for name, token in hostile.items():
        for route in (OPEN, ADMINS):
            with captured() as output:
                answer = ask(gateway, f"Bearer {token}", route=route)
            assert answer.status == 401, (name, answer)
            assert_unauthorized(answer)
            assert len(token) < 40 or token not in output.getvalue()
    read = [call for call in env.recording.calls if "SESSION#" in json.dumps(call.request)]
    # Every hostile token is rejected before its session is read.
    assert read == []
    assert len(hostile) > 150
    assert ask(gateway, f"Bearer {right}").status == 200


def test_two_authorization_headers_are_rejected(gateway: InProcessGateway, ada: Account) -> None:
    right, wrong = f"Bearer {ada.person.access_token}", "Bearer e30.e30.e30"
    for headers in ((right, wrong), (wrong, right), (right, right), (right, ""), ("", right)):
        assert_unauthorized(ask(gateway, *headers))


def test_tokens_for_other_purposes_are_rejected(env: ShopEnvironment, gateway: InProcessGateway, ada: Account) -> None:
    mailed = [token_in(mail) for mail in stored(env, "ACCOUNTS_TABLE", "OUTBOX#") if "token" in mail]
    for token in (ada.person.refresh_token, *mailed):
        assert_unauthorized(ask(gateway, f"Bearer {token}"))
    assert mailed


def test_a_rejected_token_is_not_let_in_by_the_cache(ada: Account) -> None:
    right = ada.person.access_token
    with contextlib.closing(InProcessGateway(cache_seconds=300)) as gateway:
        assert ask(gateway, f"Bearer {right}").status == 200
        for header in (f"bearer {right}x", f"Bearer {right}=", f"Bearer {right[:-1]}", f"Basic {right}"):
            assert_unauthorized(ask(gateway, header))
        assert ask(gateway, f"Bearer {right}").status == 200
