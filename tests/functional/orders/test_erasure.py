"""After an erasure, no table says anything about a person who ordered. The orders are placed through the API."""

import json
import time
from typing import Any

import pytest

from bodega.attributes import to_attributes
from harness.aws.tables import put_all, read_all
from harness.shop.client import Shop
from harness.shop.people import PASSWORD
from tests.functional.orders.conftest import Rows
from tests.support.shop.accounts import ADDRESS, Account, customer, guest
from tests.support.shop.card_orders import INTENT, attempt
from tests.support.shop.ordering import Catalogue, cart_of, order_of, place

MARK = "m4rk3d"
PERSON = {"name": f"{MARK} Lovelace", "phone": "+15145559999", "email": f"{MARK}@shop.example"}
KINDS = ("customer", "guest")
DAY = 24 * 60 * 60


@pytest.fixture(params=KINDS)
def buyer(request: pytest.FixtureRequest, shop: Shop) -> Account:
    if request.param == "guest":
        return guest(shop)
    account = customer(shop, email=PERSON["email"], firstName=MARK, phone=PERSON["phone"])
    account.add("/users/me/addresses", {**ADDRESS, "instructions": MARK})
    return account


def ordered(shop: Shop, catalogue: Catalogue, buyer: Account) -> str:
    """Place an order with a note for the order and for a line; return its id."""
    cart = cart_of(catalogue, "Tea")
    cart["lines"][0]["note"] = f"{MARK}, please"
    answer = place(shop, order_of(cart, 300, customer=PERSON, note=f"for {MARK}"), caller=buyer.context)
    assert answer.status == 201, answer
    return str(answer.json["id"])


def end(shop: Shop, order_id: str, how: str) -> None:
    if how == "completed":
        for body in ({"status": "accepted"}, {"status": "ready"}, {"status": "completed", "paid": "cash"}):
            assert shop.put(f"/orders/{order_id}/status", body, role="staff").status == 200
    else:
        body = {"reason": "other", "note": f"{MARK} never came"}
        assert shop.post(f"/orders/{order_id}/cancellation", body, role="staff").status == 200


def erase(buyer: Account) -> Any:
    return buyer.call("DELETE", "/users/me", {"password": PASSWORD} if buyer.email else None)


@pytest.mark.parametrize("how", ["completed", "canceled"])
def test_nothing_about_the_person_is_left_in_any_table_or_log(
    shop: Shop,
    catalogue: Catalogue,
    buyer: Account,
    how: str,
    dynamodb: Any,
    catalog: str,
    accounts: str,
    analytics: str,
    orders: str,
    erasures: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    order_id = ordered(shop, catalogue, buyer)
    end(shop, order_id, how)
    tables = (catalog, accounts, analytics, orders)
    assert MARK in json.dumps([read_all(dynamodb, table) for table in tables])

    assert erase(buyer).status == 204

    left = json.dumps([read_all(dynamodb, table) for table in tables])
    assert not [mark for mark in (MARK, PERSON["phone"], buyer.id) if mark in left]
    assert MARK not in json.dumps(read_all(dynamodb, erasures))
    assert not [mark for mark in (MARK, PERSON["phone"]) if mark in "".join(capsys.readouterr())]


def test_the_order_and_the_sale_stay(shop: Shop, catalogue: Catalogue, buyer: Account, rows: Rows) -> None:
    order_id = ordered(shop, catalogue, buyer)
    end(shop, order_id, "completed")
    events = rows("EVENT#")

    assert erase(buyer).status == 204

    order = shop.get(f"/orders/{order_id}", role="staff").json
    assert (order["status"], order["totals"]["total"]["amount"]) == ("completed", 300)
    assert order["customer"] is None
    assert rows("EVENT#") == events != []


def test_an_open_order_prevents_the_erasure_until_it_ends(shop: Shop, catalogue: Catalogue, buyer: Account) -> None:
    order_id = ordered(shop, catalogue, buyer)
    assert erase(buyer).code == "open_orders"
    assert buyer.call("POST", f"/orders/mine/{order_id}/cancellation").status == 200
    assert erase(buyer).status == 204


def pending(shop: Shop, catalogue: Catalogue, buyer: Account) -> str:
    """Place an order that waits for a card; return its id."""
    body = order_of(cart_of(catalogue, "Tea"), 300, customer=PERSON, payment={"method": "card"})
    return str(place(shop, body, caller=buyer.context).json["id"])


def test_an_order_that_waits_for_a_card_prevents_the_erasure_until_it_ends(
    shop: Shop, catalogue: Catalogue, buyer: Account, rows: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PAYMENT_PROVIDER", "stripe")
    order_id = pending(shop, catalogue, buyer)
    assert erase(buyer).code == "open_orders"

    assert buyer.call("POST", f"/orders/mine/{order_id}/cancellation").status == 200
    assert erase(buyer).status == 204

    assert not rows(f"USER#{buyer.id}")
    assert not [row for row in rows() if MARK in json.dumps(row)]


def test_an_expired_order_does_not_prevent_the_erasure(
    shop: Shop,
    catalogue: Catalogue,
    buyer: Account,
    rows: Rows,
    monkeypatch: pytest.MonkeyPatch,
    dynamodb: Any,
    orders: str,
) -> None:
    monkeypatch.setenv("PAYMENT_PROVIDER", "stripe")
    pending(shop, catalogue, buyer)
    (head,) = [row for row in rows("ORDER#ord_") if row["sk"] == "ORDER"]
    put_all(dynamodb, orders, [to_attributes({**head, "status": "expired"})])

    assert erase(buyer).status == 204


def test_the_export_has_the_payments_of_an_order_and_no_mark_of_it(
    shop: Shop, catalogue: Catalogue, buyer: Account, monkeypatch: pytest.MonkeyPatch, dynamodb: Any, orders: str
) -> None:
    monkeypatch.setenv("PAYMENT_PROVIDER", "stripe")
    order_id = pending(shop, catalogue, buyer)
    put_all(dynamodb, orders, [to_attributes(attempt(order_id))])

    export = buyer.get("/users/me/export")

    (order,) = export["orders"]
    assert [(payment["status"], payment["intent"]) for payment in order["payments"]] == [("waiting", INTENT)]
    assert order["refunds"] == []
    assert not {"token", "track"} & order["person"].keys()
    assert [request["answer"]["id"] for request in export["requests"]][-1] == order_id


def test_an_account_that_is_being_erased_gets_no_new_order(
    shop: Shop, catalogue: Catalogue, buyer: Account, rows: Rows
) -> None:
    assert erase(buyer).status == 204

    answer = place(shop, order_of(cart_of(catalogue, "Tea"), 300, customer=PERSON), caller=buyer.context)

    assert (answer.status, answer.code) == (403, "session_ended")
    assert rows("ORDER#") == []


def test_the_export_has_the_order_with_the_notes(shop: Shop, catalogue: Catalogue, buyer: Account) -> None:
    order_id = ordered(shop, catalogue, buyer)

    export = buyer.get("/users/me/export")

    (order,) = export["orders"]
    assert order["order"]["id"] == order_id
    assert {name: order["person"][name] for name in PERSON} == PERSON
    assert "token" not in order["person"]  # what the link to track it is derived from
    assert (order["person"]["note"], order["person"]["lineNotes"]) == (f"for {MARK}", {"1": f"{MARK}, please"})
    assert [entry["to"] for entry in order["history"]] == ["placed"]
    assert [request["answer"]["id"] for request in export["requests"]][-1] == order_id


def test_personal_data_expires_half_a_year_after_the_order_and_the_order_after_ten_years(
    shop: Shop, catalogue: Catalogue, buyer: Account, rows: Rows
) -> None:
    ordered(shop, catalogue, buyer)

    kinds = {item["sk"].partition("#")[0]: item for item in rows("ORDER#")}
    expiry = {kind: kinds[kind]["expiresAt"] for kind in ("ORDER", "LINES", "HISTORY", "PERSON")}
    assert abs(expiry["PERSON"] - time.time() - 180 * DAY) < 2 * DAY
    assert expiry["ORDER"] == expiry["LINES"] == expiry["HISTORY"]
    assert abs(expiry["ORDER"] - time.time() - 10 * 366 * DAY) < 2 * DAY
