"""Orders of one's own: the list, one order, ordering the same again, and tracking by a mailed token."""

import hashlib
from collections.abc import Iterable
from typing import Any

import pytest

from harness.shop.client import CUSTOMER, GUEST, Shop
from orders.own import store
from tests.support.database.order_book import OrderBook
from tests.support.shop.stored_orders import LATTE, ORDER_ID, lines, stored_lines, stored_order

URL = f"/orders/mine/{ORDER_ID}"
TOKEN = "q2Ao1l8nCz0X3m7QjYg4Vw9kTe6rBs5uHd1fPiLxNyE"


def order_id(number: int) -> str:
    return f"ord_01JD4W0Q8V5E2M7T9X3K6B1Z{number:02d}"


def place_several(book: OrderBook, count: int, **changed: Any) -> list[str]:
    """Write orders, a minute apart; return their ids, newest first."""
    for number in range(count):
        placed_at, one = f"2026-11-30T14:{number:02d}:00.000Z", order_id(number)
        customer = changed.get("customer", CUSTOMER["userId"])
        book.place(
            one,
            **{**changed, "placedAt": placed_at, "daySk": f"{placed_at}#{one}"},
            **({"customerSk": f"{placed_at}#{one}"} if customer else {}),
        )
    return [order_id(number) for number in reversed(range(count))]


def test_a_list_has_the_buyers_own_orders_newest_first(shop: Shop, book: OrderBook, recording: Any) -> None:
    placed = place_several(book, 5)
    book.place(order_id(50), customer=GUEST["userId"])

    first = shop.get("/orders/mine?limit=3", role="customer").json
    second = shop.get(f"/orders/mine?limit=3&cursor={first['nextCursor']}", role="customer").json

    assert [order["id"] for order in first["items"] + second["items"]] == placed
    assert second["nextCursor"] is None
    assert "Ada" not in str(first)
    # One more than the page tells whether there is another page.
    assert [call.request["Limit"] for call in recording.calls if call.operation == "Query"] == [4, 4]


def test_a_cursor_belongs_to_its_buyer(shop: Shop, book: OrderBook) -> None:
    place_several(book, 2)
    cursor = shop.get("/orders/mine?limit=1", role="customer").json["nextCursor"]
    other = shop.get(f"/orders/mine?cursor={cursor}", role="guest")
    assert (other.status, other.code) == (400, "invalid_cursor")


def test_an_order_has_the_buyers_data_and_a_time_to_ask_again(shop: Shop, book: OrderBook) -> None:
    book.place()
    answer = shop.get(URL, role="customer")
    assert (answer.status, answer.headers["ETag"], answer.json["pollAfter"]) == (200, '"1"', 5)
    assert answer.json["customer"]["email"] == "ada@shop.example"
    assert (answer.json["note"], answer.json["lines"][0]["note"]) == ("for the birthday", "extra hot")
    assert "history" not in answer.json


def test_a_poll_without_a_change_is_a_304(shop: Shop, book: OrderBook) -> None:
    book.place()
    polled = shop.get(URL, role="customer", headers={"If-None-Match": '"1"'})
    assert (polled.status, polled.body) == (304, None)
    shop.put(f"/orders/{ORDER_ID}/status", {"status": "accepted"}, role="staff")
    changed = shop.get(URL, role="customer", headers={"If-None-Match": '"1"'})
    assert (changed.status, changed.json["status"]) == (200, "accepted")


def test_an_ended_order_is_polled_rarely(shop: Shop, book: OrderBook) -> None:
    book.place(status="completed")
    assert shop.get(URL, role="customer").json["pollAfter"] == 60


@pytest.mark.parametrize("path", ["", "/reorder"])
def test_another_persons_order_is_not_found(shop: Shop, book: OrderBook, path: str) -> None:
    book.place(customer=GUEST["userId"])
    book.place(order_id(1), customer=None)
    for one in (ORDER_ID, order_id(1), "ord_01JD4W0Q8V5E2M7T9X3K6B1NON", "prd_1"):
        answer = shop.get(f"/orders/mine/{one}{path}", role="customer")
        assert (answer.status, answer.code) == (404, "not_found")


def test_personal_data_that_has_expired_is_not_shown(shop: Shop, book: OrderBook) -> None:
    items = {item["sk"]: item for item in stored_order()}
    items["PERSON"]["expiresAt"] = 1_000_000_000
    book.put(*items.values())
    answer = shop.get(URL, role="customer").json
    assert (answer["customer"], answer["note"], answer["lines"][0]["note"]) == (None, None, None)


def menu_of(shop: Shop) -> tuple[str, str, str, str]:
    """Add what the order's lines refer to; return the ids of addon, customization and both products."""
    addon = shop.add("addons")["id"]
    customization = shop.add("customizations", addonIds=[addon], maximum=1)["id"]
    latte = shop.add("products", customizationIds=[customization])["id"]
    return addon, customization, latte, shop.add("products")["id"]


def place_of(book: OrderBook, addon: str, customization: str, latte: str, cake: str) -> None:
    """Write an order of these products."""
    first, second = lines()
    (option,) = first["unit"]["addons"]
    unit = {**first["unit"], "addons": [{**option, "addonId": addon, "customizationId": customization}]}
    priced = [{**first, "productId": latte, "unit": unit}, {**second, "productId": cake}]
    others = [item for item in stored_order() if item["sk"] != "LINES"]
    book.put(*others, {**stored_lines(), "lines": priced})


def test_the_same_again_is_a_body_for_a_quote(shop: Shop, book: OrderBook) -> None:
    addon, customization, latte, cake = menu_of(shop)
    place_of(book, addon, customization, latte, cake)

    again = shop.get(f"{URL}/reorder", role="customer").json

    assert again["missing"] == []
    selections = [{"customizationId": customization, "addons": [{"addonId": addon, "quantity": 1}]}]
    assert again["quote"]["lines"] == [
        {"productId": latte, "quantity": 2, "selections": selections, "note": "extra hot"},
        {"productId": cake, "quantity": 1, "selections": [], "note": None},
    ]
    quote = shop.post("/orders/quote", again["quote"], role="nobody")
    assert (quote.status, quote.json["problems"]) == (200, [])


@pytest.mark.parametrize("is_known", [True, False])
def test_the_same_again_needs_no_notes(shop: Shop, book: OrderBook, is_known: bool) -> None:
    addon, customization, latte, cake = menu_of(shop)
    place_of(book, addon, customization, latte, cake)
    (person,) = [item for item in book.items() if item["sk"] == "PERSON"]
    book.remove(person)
    if is_known:
        book.put({name: value for name, value in person.items() if name != "lineNotes"})

    again = shop.get(f"{URL}/reorder", role="customer").json

    assert [line["note"] for line in again["quote"]["lines"]] == [None, None]


def test_what_is_no_longer_offered_is_left_out_and_listed(shop: Shop, book: OrderBook) -> None:
    addon, customization, latte, cake = menu_of(shop)
    place_of(book, addon, customization, latte, cake)
    shop.delete(f"/products/{cake}")
    shop.patch(f"/customizations/{customization}", {"addonIds": [], "maximum": 0})

    again = shop.get(f"{URL}/reorder", role="customer").json

    assert again["missing"] == [
        {"line": 1, "name": "Latte", "addon": "Oat milk"},
        {"line": 2, "name": "Cake", "addon": None},
    ]
    assert [(line["productId"], line["selections"]) for line in again["quote"]["lines"]] == [(latte, [])]


def test_an_addon_that_is_deleted_while_the_menu_is_read_is_left_out(
    shop: Shop, book: OrderBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    addon, customization, latte, cake = menu_of(shop)
    place_of(book, addon, customization, latte, cake)
    read = store.read_catalogue

    def read_late(keys: Iterable[tuple[str, str]]) -> dict[str, Any]:
        return {item_id: item for item_id, item in read(keys).items() if item_id != addon}

    monkeypatch.setattr(store, "read_catalogue", read_late)

    again = shop.get(f"{URL}/reorder", role="customer").json

    assert again["missing"] == [{"line": 1, "name": "Latte", "addon": "Oat milk"}]


def test_an_order_of_which_nothing_is_left_has_an_empty_cart(shop: Shop, book: OrderBook) -> None:
    book.place()
    again = shop.get(f"{URL}/reorder", role="customer").json
    assert (again["quote"]["lines"], len(again["missing"])) == ([], 2)
    assert LATTE not in str(again)


def track(shop: Shop, token: str = TOKEN) -> Any:
    return shop.post("/orders/track", {"token": token}, role="nobody")


def add_token(book: OrderBook, expires_at: int = 4_000_000_000) -> None:
    digest = hashlib.sha256(TOKEN.encode()).hexdigest()
    book.put({"pk": f"TRACK#{digest}", "sk": "TRACK", "orderId": ORDER_ID, "expiresAt": expires_at})


def test_a_token_shows_the_order_without_personal_data(shop: Shop, book: OrderBook) -> None:
    book.place(status="preparing")
    add_token(book)
    answer = track(shop)
    assert answer.status == 200
    assert (answer.json["number"], answer.json["status"], answer.json["pollAfter"]) == ("047", "preparing", 5)
    assert answer.json["lines"] == [
        {"quantity": 2, "name": "Latte", "options": ["Oat milk"]},
        {"quantity": 1, "name": "Cake", "options": []},
    ]
    secret = ("Ada", "ada@shop.example", "5145550123", "birthday", "extra hot", ORDER_ID, CUSTOMER["userId"])
    assert not [text for text in secret if text in answer.body]


@pytest.mark.parametrize(("expires_at", "token"), [(1_000_000_000, TOKEN), (4_000_000_000, "x" * 43)])
def test_an_expired_or_unknown_token_shows_nothing_and_costs_one_read(
    shop: Shop, book: OrderBook, recording: Any, expires_at: int, token: str
) -> None:
    book.place()
    add_token(book, expires_at)
    answer = track(shop, token)
    assert (answer.status, answer.code) == (400, "invalid_token")
    assert answer.json["detail"] == "This link is not valid any more. Ask the staff about the order."
    assert [call.operation for call in recording.calls] == ["GetItem"]
