"""Webhooks with odd bodies: unsigned ones are refused, and signed ones change nothing and never are a 5xx."""

import copy
import json
from collections.abc import Iterator
from typing import Any

import pytest

from harness.shop.client import Answer
from tests.support.attacks.hostile_json import BODIES
from tests.support.payments.desk import GOOD
from tests.support.payments.opened_shop import OpenedShop, opened_shop
from tests.support.payments.stand_in import StandInHandle
from tests.support.payments.stories import Teller
from tests.support.shop.environment import ShopEnvironment

pytestmark = pytest.mark.one_client

READ = frozenset(
    {
        *("type", "data", "object", "id", "amount", "amount_received", "currency", "status", "created"),
        *("metadata", "order", "attempt", "latest_charge", "last_payment_error"),
    }
)
"""The members of an event that the shop reads."""
DECIDES = ("id", "amount", "currency", "status", "metadata")
ODD: tuple[Any, ...] = (None, "", "text", 10**30, 1.5, [None], {"id": 1})


@pytest.fixture
def shop(env: ShopEnvironment, stand_in: StandInHandle) -> Iterator[OpenedShop]:
    with opened_shop(env, stand_in) as shop:
        yield shop


@pytest.fixture
def event(shop: OpenedShop) -> dict[str, Any]:
    """The event of a payment that is authorized, for an order that waits for it."""
    teller = Teller(shop.play, shop.people)
    (caller,) = shop.people.invite(1)
    assert shop.play.desk.pay(teller.start(caller, teller.place(caller)), GOOD) == "paid"
    events = [json.loads(body) for body in shop.play.desk.take_events()]
    (found,) = (each for each in events if each["type"] == "payment_intent.amount_capturable_updated")
    return dict(found)


def send(shop: OpenedShop, body: bytes, *, signed: bool = True) -> Answer:
    headers = shop.play.desk.signature(body) if signed else {}
    text = body.decode("utf-8", "surrogateescape")
    return shop.play.env.shop.call("POST", "/webhooks/payments", raw_body=text, headers=headers, role="nobody")


def mutated(value: Any) -> Iterator[Any]:
    """Yield the value with each member that the shop reads left out, and replaced by each odd value."""
    for name in value.keys() & READ:
        rest = {other: value[other] for other in value if other != name}
        yield rest
        yield from ({**rest, name: odd} for odd in ODD)
        if isinstance(value[name], dict):
            yield from ({**rest, name: inner} for inner in mutated(value[name]))


def test_a_body_without_a_signature_is_refused(shop: OpenedShop) -> None:
    before = shop.play.env.tables.dump()
    for name, body in BODIES.items():
        answer = send(shop, body, signed=False)
        assert (answer.status, answer.code) in {(400, "invalid_signature"), (413, "payload_too_large")}, name
    assert shop.play.env.tables.dump() == before


def test_a_signed_body_that_is_no_event_changes_nothing(shop: OpenedShop) -> None:
    before = shop.play.env.tables.dump()
    for name, body in BODIES.items():
        assert send(shop, body).status in {204, 400, 413}, name
    assert shop.play.env.tables.dump() == before


def test_a_signed_event_with_an_odd_member_is_applied_or_changes_nothing(
    shop: OpenedShop, event: dict[str, Any]
) -> None:
    env, before, right = shop.play.env, shop.play.env.tables.dump(), event["data"]["object"]
    for odd in mutated(event):
        env.forget()
        assert send(shop, json.dumps(odd).encode()).status == 204, odd
        if env.has_written:  # the odd member does not matter
            intent = odd["data"]["object"]
            assert {name: intent[name] for name in DECIDES} == {name: right[name] for name in DECIDES}, odd
            env.tables.dump()
            env.tables.restore(before)


def test_a_signed_event_about_another_payment_changes_nothing(shop: OpenedShop, event: dict[str, Any]) -> None:
    before = shop.play.env.tables.dump()
    changes: tuple[dict[str, Any], ...] = (
        {"id": "pi_foreign"},
        {"amount": event["data"]["object"]["amount"] - 1},
        {"currency": "usd"},
        {"metadata": {"order": "ord_01JD4W0Q8V5E2M7T9X3K6B1ZCN", "attempt": "1"}},
        {"metadata": {**event["data"]["object"]["metadata"], "attempt": "2"}},
        {"metadata": {}},
    )
    for change in changes:
        odd = copy.deepcopy(event)
        odd["data"]["object"].update(change)
        assert send(shop, json.dumps(odd).encode()).status == 204
        assert shop.play.env.tables.dump() == before, change
