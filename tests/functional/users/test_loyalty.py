"""Loyalty points: accruals and redemptions, each once per request, and never more redeemed than there are."""

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from bodega import deadline
from bodega.errors import InsufficientPoints
from bodega.idempotency import IdempotentRequest
from harness.aws.dynamodb_proxy import Fault, Recording
from harness.shop.client import Shop
from tests.functional.users.conftest import Items
from tests.support.shop.accounts import admin, customer, forget, give_points
from users.loyalty import points

BALANCE = "/users/me/loyalty"
REDEEM = "/users/me/loyalty/redemptions"
TRANSACTIONS = "/users/me/loyalty/transactions"
COFFEE = {"points": 10, "reason": "Free coffee"}


def test_without_points_the_balance_is_zero(shop: Shop, recording: Recording) -> None:
    ada = customer(shop)
    forget(recording)

    assert ada.get(BALANCE) == {"balance": 0, "lifetime": 0, "redeemed": 0}
    assert recording.operations == ["GetItem"]
    assert ada.get(TRANSACTIONS) == {"items": [], "nextCursor": None}


def test_accrual_and_redemption_are_one_transaction_each(shop: Shop, recording: Recording) -> None:
    ada = customer(shop)
    forget(recording)
    give_points(shop, ada, 100)
    assert recording.operations == ["TransactWriteItems"]
    forget(recording)

    answer = ada.call("POST", REDEEM, COFFEE, key="one")

    assert answer.status == 201
    assert recording.operations == ["TransactWriteItems"]
    writes = [next(iter(write)) for write in recording.calls[0].request["TransactItems"]]
    assert writes == ["Put", "Update", "Put", "ConditionCheck"]
    assert (answer.json["type"], answer.json["points"], answer.json["reason"]) == ("redemption", -10, "Free coffee")
    assert ada.get(BALANCE) == {"balance": 90, "lifetime": 100, "redeemed": 10}


def test_the_ledger_is_read_newest_first_page_by_page(shop: Shop, recording: Recording) -> None:
    ada = customer(shop)
    give_points(shop, ada, 100)
    spent = [ada.add(REDEEM, {**COFFEE, "points": points}, key=str(points)) for points in (1, 2, 3, 4)]
    forget(recording)

    pages, cursor = [], ""
    while True:
        page = ada.get(f"{TRANSACTIONS}?limit=2{cursor}")
        pages.append([entry["points"] for entry in page["items"]])
        if page["nextCursor"] is None:
            break
        cursor = f"&cursor={page['nextCursor']}"

    assert pages == [[-4, -3], [-2, -1], [100]]
    assert recording.capacities == [("Query", 1.0, 0.0)] * 3
    assert ada.get(f"{TRANSACTIONS}?limit=1")["items"] == spent[-1:]


def test_another_users_cursor_is_rejected(shop: Shop) -> None:
    ada, eve = customer(shop), customer(shop)
    for account in (ada, eve):
        give_points(shop, account, 100, "a")
        give_points(shop, account, 100, "b")
    cursor = ada.get(f"{TRANSACTIONS}?limit=1")["nextCursor"]

    answer = eve.call("GET", f"{TRANSACTIONS}?limit=1&cursor={cursor}")

    assert (answer.status, answer.code) == (400, "invalid_cursor")


def test_a_redemption_of_more_points_than_the_balance_is_rejected(shop: Shop, stored: Items) -> None:
    ada = customer(shop)
    give_points(shop, ada, 9)
    before = stored("USER#")

    answer = ada.call("POST", REDEEM, COFFEE, key="one")

    assert (answer.status, answer.code) == (409, "insufficient_points")
    assert stored("USER#") == before
    give_points(shop, ada, 1, "more")
    assert ada.call("POST", REDEEM, COFFEE, key="one").status == 201  # the rejected request was not recorded
    assert ada.get(BALANCE)["balance"] == 0


@pytest.mark.parametrize("url", [REDEEM, "accrual"])
def test_without_an_idempotency_key_points_are_rejected(shop: Shop, url: str) -> None:
    ada = customer(shop)
    path = f"/users/{ada.id}/loyalty/accruals" if url == "accrual" else url

    answer = shop.post(path, COFFEE) if url == "accrual" else ada.call("POST", path, COFFEE)

    assert (answer.status, answer.code) == (422, "validation_failed")
    assert [error["header"] for error in answer.json["errors"]] == ["Idempotency-Key"]


@pytest.mark.parametrize("points", [0, -1, 1_000_001, 1.5, 10.000001, "10", True, None, [], 10**30])
def test_points_are_positive_integers_up_to_a_million(shop: Shop, points: Any) -> None:
    ada = customer(shop)
    give_points(shop, ada, 1_000_000)

    answer = ada.call("POST", REDEEM, {**COFFEE, "points": points}, key="one")

    assert (answer.status, answer.pointers) == (422, ["/points"])
    assert ada.get(BALANCE)["balance"] == 1_000_000


def test_a_repeated_redemption_is_replayed(shop: Shop) -> None:
    ada = customer(shop)
    give_points(shop, ada, 10)

    first = ada.call("POST", REDEEM, COFFEE, key="one")
    again = ada.call("POST", REDEEM, COFFEE, key="one")  # the balance is 0 by now

    assert (again.status, again.json) == (201, first.json)
    assert again.headers["Idempotency-Replayed"] == "true"
    assert "Idempotency-Replayed" not in first.headers
    other = ada.call("POST", REDEEM, {**COFFEE, "points": 5}, key="one")
    assert (other.status, other.code) == (422, "idempotency_key_reused")


def test_a_redemption_whose_response_was_lost_is_charged_once(shop: Shop, recording: Recording) -> None:
    ada = customer(shop)
    give_points(shop, ada, 100)
    recording.faults.append(Fault("lost", "TransactWriteItems"))
    forget(recording)

    answer = ada.call("POST", REDEEM, COFFEE, key="one")

    assert answer.status == 201
    assert recording.operations == ["TransactWriteItems"] * 2
    assert ada.get(BALANCE) == {"balance": 90, "lifetime": 100, "redeemed": 10}
    assert len(ada.get(TRANSACTIONS)["items"]) == 2


def test_a_redemption_that_is_repeated_after_a_503_is_charged_once(shop: Shop, recording: Recording) -> None:
    ada = customer(shop)
    give_points(shop, ada, 100)
    # The write succeeds, its response is lost, and all retries fail.
    recording.faults += [
        Fault("lost", "TransactWriteItems"),
        Fault("error", "TransactWriteItems", times=20, status=500, code="InternalServerError"),
    ]

    first = ada.call("POST", REDEEM, COFFEE, key="one")
    recording.faults.clear()
    again = ada.call("POST", REDEEM, COFFEE, key="one")

    assert (first.status, first.code) == (503, "storage_unavailable")
    assert (again.status, again.headers["Idempotency-Replayed"]) == (201, "true")
    assert ada.get(BALANCE)["balance"] == 90
    assert [entry["points"] for entry in ada.get(TRANSACTIONS)["items"]] == [-10, 100]


def test_a_concurrent_repetition_is_replayed_and_not_rejected_as_overdrawn(shop: Shop, recording: Recording) -> None:
    """When the second request arrives, the first has written the balance, and its record is still locked."""
    ada = customer(shop)
    give_points(shop, ada, 10)
    first = ada.call("POST", REDEEM, COFFEE, key="one")
    half_written = ("TransactionConflict", "ConditionalCheckFailed", "None", "None")
    recording.faults.append(
        Fault("error", "TransactWriteItems", code="TransactionCanceledException", reasons=half_written)
    )

    again = ada.call("POST", REDEEM, COFFEE, key="one")

    assert (again.status, again.json) == (201, first.json)
    assert again.headers["Idempotency-Replayed"] == "true"


def test_ten_of_24_parallel_redemptions_of_10_from_100_points_succeed(shop: Shop, stored: Items) -> None:
    ada = customer(shop)
    give_points(shop, ada, 100)
    together = threading.Barrier(24)

    def redeem(number: int) -> str:
        deadline.start()
        body = {"points": 10, "reason": "Free coffee"}
        request = IdempotentRequest.of(str(number), user_id=ada.id, route="POST x", body=body)
        together.wait()
        try:
            points.redeem(ada.id, body, request)
        except InsufficientPoints:
            return "refused"
        return "charged"

    with ThreadPoolExecutor(24) as threads:
        outcomes = list(threads.map(redeem, range(24)))

    assert sorted(outcomes) == ["charged"] * 10 + ["refused"] * 14
    assert ada.get(BALANCE) == {"balance": 0, "lifetime": 100, "redeemed": 100}
    assert len([item for item in stored("USER#") if item["sk"].startswith("POINTS#")]) == 11


def test_only_an_admin_can_accrue_points(shop: Shop) -> None:
    ada, eve = customer(shop), customer(shop)
    path = f"/users/{eve.id}/loyalty/accruals"

    answer = eve.call("POST", path, COFFEE, key="one")

    assert (answer.status, answer.code) == (403, "forbidden")
    assert shop.post(path, COFFEE, role="nobody", headers={"Idempotency-Key": "one"}).status == 401
    grace = admin(shop)
    assert grace.call("POST", path, COFFEE, key="one").status == 201
    assert (eve.get(BALANCE)["balance"], ada.get(BALANCE)["balance"]) == (10, 0)


@pytest.mark.parametrize("user_id", ["usr_01JD4W0Q8V5E2M7T9X3K6B1ZCN", "nobody", "USER%23x"])
def test_points_for_an_unknown_user_are_rejected(shop: Shop, stored: Items, user_id: str) -> None:
    answer = shop.post(f"/users/{user_id}/loyalty/accruals", COFFEE, headers={"Idempotency-Key": "one"})

    assert (answer.status, answer.code) == (404, "not_found")
    assert stored() == []


def test_an_accrual_whose_response_was_lost_counts_once(shop: Shop, recording: Recording) -> None:
    ada = customer(shop)
    recording.faults.append(Fault("lost", "TransactWriteItems"))

    give_points(shop, ada, 40, "one")
    give_points(shop, ada, 40, "one")

    assert ada.get(BALANCE) == {"balance": 40, "lifetime": 40, "redeemed": 0}
