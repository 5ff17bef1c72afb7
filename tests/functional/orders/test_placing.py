"""Placing orders: the answer, and what is written."""

import time
from typing import Any

import pytest

from bodega.attributes import to_attributes
from harness.aws.tables import put_all
from harness.shop.client import GUEST, Shop
from tests.functional.orders.conftest import Rows, Settings
from tests.support.shop.ordering import (
    TYPICAL_TOTAL,
    Catalogue,
    cart_of,
    money,
    order_of,
    place,
    typical_cart,
)

pytestmark = pytest.mark.usefixtures("at_noon")


def one(rows: list[dict[str, Any]], sort: str) -> dict[str, Any]:
    (found,) = [row for row in rows if row["sk"].startswith(sort)]
    return found


def products(rows: Rows) -> dict[str, dict[str, Any]]:
    return {item["id"]: item for item in rows("PRODUCT") if item["pk"] == "PRODUCT"}


class TestAnswer:
    def test_is_the_order_with_its_number_location_and_version(self, shop: Shop, order: dict[str, Any]) -> None:
        answer = place(shop, order)

        assert answer.status == 201, answer
        placed = answer.json
        assert answer.headers["Location"].endswith(f"/orders/mine/{placed['id']}")
        assert answer.headers["ETag"] == '"1"'
        assert {name: placed[name] for name in ("number", "day", "status", "placedBy", "cancelUntil", "version")} == {
            "number": "001",
            "day": "2026-11-30",
            "status": "placed",
            "placedBy": "guest",
            "cancelUntil": "accepted",
            "version": 1,
        }
        assert (placed["dueFrom"], placed["dueTo"]) == ("2026-11-30T17:15:00.000Z", "2026-11-30T17:30:00.000Z")
        assert placed["totals"]["total"] == money(TYPICAL_TOTAL)
        assert placed["payment"] == {
            "method": "counter",
            "status": "due",
            **dict.fromkeys(("tender", "amount", "received", "change", "rounding", "refunded", "paidAt")),
        }
        assert placed["customer"] == {"name": "Ada Lovelace", "phone": None, "email": "ada@shop.example"}
        assert (placed["note"], placed["lines"][0]["note"]) == ("no bag", "extra hot")

    def test_is_what_the_quote_said(self, shop: Shop, catalogue: Catalogue, order: dict[str, Any]) -> None:
        quote = shop.post("/orders/quote", typical_cart(catalogue), role="nobody").json

        placed = place(shop, order).json

        assert quote["orderable"] is True
        assert (placed["lines"], placed["totals"]) == (quote["lines"], quote["totals"])
        assert (placed["dueFrom"], placed["dueTo"]) == (quote["fulfilment"]["from"], quote["fulfilment"]["to"])

    def test_leads_staff_to_the_order_of_everyone(self, shop: Shop, order: dict[str, Any]) -> None:
        answer = place(shop, order | {"customer": None}, role="staff")

        assert answer.status == 201, answer
        assert answer.headers["Location"].endswith(f"/orders/{answer.json['id']}")
        assert answer.json["placedBy"] == "staff"

    def test_numbers_orders_of_a_day_from_the_setting(
        self, shop: Shop, catalogue: Catalogue, store_settings: Settings
    ) -> None:
        store_settings(numberFrom=40)
        tea = order_of(cart_of(catalogue, "Tea"), 300)

        assert [place(shop, tea).json["number"] for _ in range(3)] == ["040", "041", "042"]

    def test_is_repeated_for_the_same_key(
        self, shop: Shop, catalogue: Catalogue, order: dict[str, Any], output: Any
    ) -> None:
        first = place(shop, order, key="again")
        shop.put(f"/products/{catalogue['Coffee']}/stock", {"inStock": False})

        second = place(shop, order, key="again")

        assert (second.status, second.json, second.headers["Location"]) == (201, first.json, first.headers["Location"])
        assert second.headers["Idempotency-Replayed"] == "true"
        assert catalogue.quantity("Cake") == 19
        assert output().count('"OrdersPlaced":[1.0]') == 1

    def test_refuses_the_key_for_another_body(self, shop: Shop, order: dict[str, Any]) -> None:
        place(shop, order, key="again")

        assert place(shop, order | {"note": None}, key="again").code == "idempotency_key_reused"

    def test_is_new_for_a_key_of_another_caller_or_of_more_than_a_day_ago(
        self, shop: Shop, order: dict[str, Any], rows: Rows, dynamodb: Any, orders: str
    ) -> None:
        first = place(shop, order, key="again")
        record = one(rows(f"USER#{GUEST['userId']}"), "REQUEST")
        # The table deletes expired items late.
        put_all(dynamodb, orders, [to_attributes({**record, "expiresAt": int(time.time())})])

        answers = [place(shop, order, key="again", role="customer"), place(shop, order | {"note": None}, key="again")]

        assert [answer.status for answer in answers] == [201, 201]
        assert len({answer.json["id"] for answer in (first, *answers)}) == 3
        assert not [answer for answer in answers if "Idempotency-Replayed" in answer.headers]

    def test_a_new_key_is_a_second_order(self, shop: Shop, order: dict[str, Any]) -> None:
        assert place(shop, order).json["id"] != place(shop, order).json["id"]


class TestWrites:
    def test_the_order_its_lines_person_and_history(self, shop: Shop, order: dict[str, Any], rows: Rows) -> None:
        placed = place(shop, order).json

        found = rows("ORDER#ord_")
        order_rows = [row for row in found if row["sk"] in {"ORDER", "LINES", "PERSON"} or "HISTORY#" in row["sk"]]
        assert len(order_rows) == 4
        head = one(order_rows, "ORDER")
        assert head["customerId"] == GUEST["userId"]
        assert (head["dayPk"], head["daySk"]) == ("DAY#2026-11-30", f"{head['placedAt']}#{placed['id']}")
        assert (head["queuePk"], head["queueSk"]) == ("QUEUE", f"{head['dueFrom']}#001#{placed['id']}")
        assert head["customerPk"] == f"CUSTOMER#{GUEST['userId']}"
        assert (head["duePk"], head["dueSk"]) == ("DUE", f"2026-11-30T17:10:00.000Z#{placed['id']}")
        assert head["callName"] == "Ada Lovelace"
        assert head["itemCount"] == 4
        assert head["ticket"][0] == {
            "quantity": 2,
            "name": "Coffee",
            "options": ["Large", "Oat milk", "2 × Sugar"],
            "note": "extra hot",
        }
        person = one(order_rows, "PERSON")
        assert person["lineNotes"] == {"1": "extra hot"}
        assert person["note"] == "no bag"
        history = one(order_rows, "HISTORY#")
        assert (history["from"], history["to"], history["actor"]) == (None, "placed", {"role": "guest"})
        assert {row["expiresAt"] for row in (head, one(order_rows, "LINES"), history)} == {head["expiresAt"]}
        assert head["expiresAt"] - person["expiresAt"] > 9 * 365 * 86_400

    def test_personal_data_only_in_the_items_that_an_erasure_finds(
        self, shop: Shop, order: dict[str, Any], rows: Rows
    ) -> None:
        customer = {"name": "Marked Name", "phone": "+15145550199", "email": "marked@shop.example"}
        place(shop, order | {"customer": customer, "note": "marked note"})

        def holding(text: str) -> set[str]:
            return {row["sk"].partition("#")[0] for row in rows() if text in repr(row)}

        # `callName` is removed when the order ends.
        assert holding("Marked Name") == {"ORDER", "PERSON", "REQUEST"}
        assert holding("+15145550199") == holding("marked note") == {"PERSON", "REQUEST"}
        assert holding("marked@shop.example") == {"PERSON", "REQUEST", "MAIL"}

    def test_the_stock_of_counted_products_and_of_no_other(
        self, shop: Shop, catalogue: Catalogue, order: dict[str, Any], rows: Rows
    ) -> None:
        before = products(rows)

        place(shop, order)

        after = products(rows)
        assert (catalogue.quantity("Cake"), catalogue.quantity("Tea")) == (19, 29)
        assert after[catalogue["Cake"]]["version"] == before[catalogue["Cake"]]["version"] + 1
        assert after[catalogue["Coffee"]] == before[catalogue["Coffee"]]
        (head,) = [row for row in rows("ORDER#ord_") if row["sk"] == "ORDER"]
        assert head["taken"] == [
            {"productId": catalogue["Cake"], "quantity": 1},
            {"productId": catalogue["Tea"], "quantity": 1},
        ]

    def test_the_event_for_the_reports(self, shop: Shop, order: dict[str, Any], rows: Rows) -> None:
        placed = place(shop, order).json

        (intake,) = rows("INTAKE#")
        (event,) = intake["events"]
        assert (event["eventId"], event["type"], event["occurredAt"]) == (
            f"{placed['id']}:placed",
            "order.placed",
            placed["placedAt"],
        )
        assert event["total"] == sum(item["amount"] for item in event["items"]) == TYPICAL_TOTAL

    def test_a_mail_with_a_token_that_leads_to_the_order(self, shop: Shop, order: dict[str, Any], rows: Rows) -> None:
        placed = place(shop, order).json

        (mail,) = rows("OUTBOX#")
        assert (mail["template"], mail["to"]) == ("order-received", "ada@shop.example")
        assert "firstName" not in mail["parameters"]
        assert mail["token"]["purpose"] == "track"
        (track,) = rows("TRACK#")
        assert track["orderId"] == placed["id"]

    def test_an_accepted_order_if_the_store_accepts_at_once(
        self, shop: Shop, order: dict[str, Any], rows: Rows, store_settings: Settings
    ) -> None:
        store_settings(autoAccept=True)

        assert place(shop, order).json["status"] == "accepted"

        (head,) = [row for row in rows("ORDER#ord_") if row["sk"] == "ORDER"]
        assert not {"duePk", "dueSk", "acceptBy"} & head.keys()
        assert [mail["template"] for mail in rows("OUTBOX#")] == ["order-accepted"]

    def test_the_units_of_the_slot(
        self, shop: Shop, order: dict[str, Any], rows: Rows, store_settings: Settings
    ) -> None:
        store_settings(capacity={"unit": "items", "perSlot": 10})

        assert place(shop, order).status == 201

        (slot,) = rows("SLOT#2026-11-30")
        assert (slot["sk"], slot["taken"]) == ("2026-11-30T17:15:00.000Z", 4)
        # A count that expired before its day is over would be taken twice. Orders come a week ahead.
        counts = [slot, *rows("NUMBER#"), *rows("MAILBOX#")]
        assert [round((count["expiresAt"] - time.time()) / 86_400) for count in counts] == [14, 14, 2]
        (head,) = [row for row in rows("ORDER#ord_") if row["sk"] == "ORDER"]
        assert head["slot"] == {"day": "2026-11-30", "from": "2026-11-30T17:15:00.000Z", "units": 4}

    def test_a_payment_only_if_there_is_something_to_pay(self, shop: Shop, catalogue: Catalogue) -> None:
        catalogue.add("products", "Water", price=money(0))

        assert place(shop, order_of(cart_of(catalogue, "Water"), 0)).json["payment"]["status"] == "none"

    def test_all_of_an_order_of_50_counted_products(self, shop: Shop, catalogue: Catalogue, rows: Rows) -> None:
        names = [f"Bun {number}" for number in range(50)]
        for name in names:
            catalogue.add("products", name, price=money(100), quantity=5)
        lines = [{"productId": catalogue[name], "quantity": 1} for name in names]

        answer = place(shop, order_of({"lines": lines, "fulfilment": {"type": "pickup"}}, 5000))

        assert answer.status == 201, answer
        assert {products(rows)[catalogue[name]]["quantity"] for name in names} == {4}
