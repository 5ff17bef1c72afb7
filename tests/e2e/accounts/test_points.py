"""Points in the running shop: under concurrency, each request counts once and no balance is overdrawn."""

import uuid
from collections import Counter

import pytest

from harness.local_stack import Answer
from tests.e2e.customers import Customer, Shop, at_once
from tests.e2e.test_catalogue import problem

COFFEE = {"points": 10, "reason": "Free coffee"}


def accrue(admin: Customer, customer: Customer, points: int, key: str) -> Answer:
    body = {"points": points, "reason": "Lunch for six"}
    return admin.call("POST", f"/users/{customer.id}/loyalty/accruals", body, Idempotency_Key=key)


def redeem(customer: Customer, key: str) -> Answer:
    return customer.call("POST", "/users/me/loyalty/redemptions", COFFEE, Idempotency_Key=key)


def ledger(customer: Customer) -> list[int]:
    """Read the ledger in pages and return the points of all entries, newest first."""
    entries, cursor = [], ""
    while True:
        page = customer.get(f"/users/me/loyalty/transactions?limit=4{cursor}")
        entries += [entry["points"] for entry in page["items"]]
        if page["nextCursor"] is None:
            return entries
        cursor = f"&cursor={page['nextCursor']}"


@pytest.fixture
def ada(shop: Shop, admin: Customer) -> Customer:
    """A customer with 100 points."""
    person = shop.register()
    assert accrue(admin, person, 100, "start").status == 201
    return person


def test_10_of_24_concurrent_redemptions_of_10_of_100_points_succeed(ada: Customer) -> None:
    answers = at_once(24, lambda number: redeem(ada, f"redemption-{number}"))
    assert Counter(answer.status for answer in answers) == {201: 10, 409: 14}
    assert {problem(answer) for answer in answers if answer.status == 409} == {(409, "insufficient_points")}
    assert ada.get("/users/me/loyalty") == {"balance": 0, "lifetime": 100, "redeemed": 100}
    assert ledger(ada) == [-10] * 10 + [100]


def test_a_request_sent_eight_times_at_once_is_charged_once(ada: Customer) -> None:
    key = str(uuid.uuid4())
    answers = at_once(8, lambda number: redeem(ada, key))
    assert {answer.status for answer in answers} == {201}
    assert len({answer.json()["id"] for answer in answers}) == 1
    assert sum("Idempotency-Replayed" in answer.headers for answer in answers) == 7
    assert ada.get("/users/me/loyalty") == {"balance": 90, "lifetime": 100, "redeemed": 10}
    assert ledger(ada) == [-10, 100]


def test_an_accrual_that_is_sent_again_is_credited_once(ada: Customer, admin: Customer) -> None:
    first, again = accrue(admin, ada, 50, "lunch"), accrue(admin, ada, 50, "lunch")
    assert (first.status, again.status, again.json()) == (201, 201, first.json())
    assert problem(accrue(admin, ada, 60, "lunch")) == (422, "idempotency_key_reused")
    assert ada.get("/users/me/loyalty")["balance"] == sum(ledger(ada)) == 150


def test_the_balance_is_the_sum_of_the_ledger_after_concurrent_changes(ada: Customer, admin: Customer) -> None:
    answers = at_once(
        20, lambda number: accrue(admin, ada, 5, f"{number}") if number % 2 else redeem(ada, f"either-{number}")
    )
    assert Counter(answer.status for answer in answers) == {201: 20}
    assert ada.get("/users/me/loyalty") == {"balance": 50, "lifetime": 150, "redeemed": 100}
    assert sum(ledger(ada)) == 50
