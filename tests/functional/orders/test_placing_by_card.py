"""Placing an order that is paid by card: it is reserved, but nobody is told, and each buyer has one at most."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from bodega.attributes import to_attributes
from harness.aws.dynamodb_proxy import Recording
from harness.aws.tables import put_all
from harness.shop.client import CUSTOMER, GUEST, Answer, Shop
from tests.functional.orders.conftest import Rows, Settings
from tests.support.database.in_between import InBetween
from tests.support.shop.ordering import TYPICAL_TOTAL, Catalogue, cart_of, money, order_of, place, typical_cart

pytestmark = pytest.mark.usefixtures("at_noon", "cards")

CARD = {"method": "card"}


@pytest.fixture
def cards(monkeypatch: pytest.MonkeyPatch) -> None:
    """Offer cards."""
    monkeypatch.setenv("PAYMENT_PROVIDER", "stripe")


@pytest.fixture
def order(catalogue: Catalogue) -> dict[str, Any]:
    return order_of(typical_cart(catalogue), TYPICAL_TOTAL, payment=CARD)


@pytest.fixture
def cake(catalogue: Catalogue) -> dict[str, Any]:
    return order_of(cart_of(catalogue, "Cake"), 500, payment=CARD)


def heads(rows: Rows) -> dict[str, dict[str, Any]]:
    return {row["id"]: row for row in rows("ORDER#ord_") if row["sk"] == "ORDER"}


def commands(rows: Rows) -> list[dict[str, Any]]:
    return rows("COMMAND#")


def status_of(rows: Rows, answer: Answer) -> tuple[str, str | None]:
    head = heads(rows)[answer.json["id"]]
    return head["status"], head.get("cancelReason")


class TestPendingOrder:
    def test_waits_for_its_payment_until_the_hold_ends(self, shop: Shop, order: dict[str, Any], rows: Rows) -> None:
        answer = place(shop, order)

        assert answer.status == 201, answer
        placed = answer.json
        assert (placed["status"], placed["holdUntil"]) == ("pending", "2026-11-30T17:10:00.000Z")
        assert (placed["payment"]["method"], placed["payment"]["status"], placed["unpaid"]) == ("card", "due", False)
        (head,) = heads(rows).values()
        assert (head["duePk"], head["dueSk"]) == ("DUE#PAYMENTS", f"2026-11-30T17:10:00.000Z#{placed['id']}")
        assert (head["dayPk"], head["customerPk"]) == ("DAY#2026-11-30", f"CUSTOMER#{GUEST['userId']}")
        assert not {"queuePk", "queueSk", "acceptBy"} & head.keys()

    def test_is_held_as_long_as_the_settings_say(
        self, shop: Shop, order: dict[str, Any], store_settings: Settings
    ) -> None:
        store_settings(holdMinutes=25)
        assert place(shop, order).json["holdUntil"] == "2026-11-30T17:25:00.000Z"

    def test_takes_stock_and_slot(
        self, shop: Shop, catalogue: Catalogue, order: dict[str, Any], rows: Rows, store_settings: Settings
    ) -> None:
        store_settings(capacity={"unit": "items", "perSlot": 10})

        assert place(shop, order).status == 201

        assert (catalogue.quantity("Cake"), catalogue.quantity("Tea")) == (19, 29)
        (slot,) = rows("SLOT#2026-11-30")
        assert slot["taken"] == 4

    def test_is_told_to_nobody(self, shop: Shop, order: dict[str, Any], rows: Rows) -> None:
        place(shop, order)

        assert not [*rows("OUTBOX#"), *rows("TRACK#"), *rows("INTAKE#"), *rows("EVENT#"), *rows("MAILBOX#")]
        assert shop.get("/orders/queue", role="staff").json["items"] == []

    def test_keeps_what_its_mail_will_need(self, shop: Shop, order: dict[str, Any], rows: Rows) -> None:
        place(shop, order | {"customer": None}, role="customer")

        (person,) = [row for row in rows("ORDER#ord_") if row["sk"] == "PERSON"]
        assert (person["token"]["purpose"], len(person["track"]), person["greetedAs"]) == ("track", 64, "Grace")

    def test_is_repeated_for_the_same_key(self, shop: Shop, order: dict[str, Any], rows: Rows) -> None:
        first = place(shop, order, key="again")
        second = place(shop, order, key="again")

        assert (second.json, second.headers["Idempotency-Replayed"]) == (first.json, "true")
        assert [head["status"] for head in heads(rows).values()] == ["pending"]

    def test_is_in_the_lists_of_the_day_and_of_the_buyer(self, shop: Shop, order: dict[str, Any]) -> None:
        placed = place(shop, order).json

        pages = [shop.get(f"/orders?status={status}", role="staff").json["items"] for status in ("pending", "placed")]
        assert [[item["id"] for item in page] for page in pages] == [[placed["id"]], []]
        assert [item["status"] for item in shop.get("/orders/mine", role="guest").json["items"]] == ["pending"]
        assert shop.get(f"/orders/mine/{placed['id']}", role="guest").json["pollAfter"] == 5

    def test_needs_no_payment_if_it_costs_nothing(self, shop: Shop, catalogue: Catalogue, rows: Rows) -> None:
        catalogue.add("products", "Water", price=money(0))

        placed = place(shop, order_of(cart_of(catalogue, "Water"), 0, payment=CARD)).json

        assert (placed["status"], placed["payment"]["status"], placed["holdUntil"]) == ("placed", "none", None)
        assert [mail["template"] for mail in rows("OUTBOX#")] == ["order-received"]
        assert not [row for row in rows("USER#") if row["sk"] == "UNPAID"]


class TestOffer:
    def test_a_shop_without_a_provider_takes_no_cards(
        self, shop: Shop, catalogue: Catalogue, rows: Rows, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("PAYMENT_PROVIDER", "none")
        many = order_of(cart_of(catalogue, "Cake", 25), 12_500, payment=CARD)

        answer = place(shop, many)

        assert (answer.status, answer.code) == (409, "not_orderable")
        problems = [(problem["code"], problem["pointer"]) for problem in answer.json["problems"]]
        assert problems == [("out_of_stock", "/lines/0/quantity"), ("payment_not_offered", "/payment/method")]
        assert not heads(rows)

    @pytest.mark.parametrize("role", ["staff", "admin"])
    def test_people_at_the_counter_pay_there(self, shop: Shop, cake: dict[str, Any], role: str) -> None:
        answer = place(shop, cake, role=role)
        assert [problem["code"] for problem in answer.json["problems"]] == ["payment_not_offered"]


class TestOneUnpaidOrder:
    def test_a_second_order_replaces_the_first(
        self, shop: Shop, catalogue: Catalogue, cake: dict[str, Any], rows: Rows
    ) -> None:
        first, second = place(shop, cake), place(shop, cake)

        assert [status_of(rows, each) for each in (first, second)] == [("canceled", "replaced"), ("pending", None)]
        assert heads(rows)[first.json["id"]]["payment"]["status"] == "none"
        assert catalogue.quantity("Cake") == 19
        assert not [*rows("OUTBOX#"), *rows("INTAKE#"), *commands(rows)]
        assert shop.get(f"/orders/mine/{first.json['id']}", role="guest").json["cancelReason"] == "replaced"

    def test_an_order_at_the_counter_replaces_it_too(self, shop: Shop, cake: dict[str, Any], rows: Rows) -> None:
        first, second = place(shop, cake), place(shop, cake | {"payment": {"method": "counter"}})

        assert [status_of(rows, each)[0] for each in (first, second)] == ["canceled", "placed"]

    @pytest.mark.parametrize("method", ["card", "counter"])
    def test_an_order_after_one_that_expired_takes_its_mark(
        self, shop: Shop, cake: dict[str, Any], rows: Rows, dynamodb: Any, orders: str, method: str
    ) -> None:
        """So a late payment of the first one does not place it, and the buyer does not pay twice."""
        first = place(shop, cake)
        expired = {**heads(rows)[first.json["id"]], "status": "expired", "version": 2}
        put_all(dynamodb, orders, [to_attributes(expired)])

        second = place(shop, cake | {"payment": {"method": method}})

        assert [row["orderId"] for row in rows("USER#") if row["sk"] == "UNPAID"] == [second.json["id"]]

    def test_the_first_one_does_not_keep_the_last_piece_from_its_buyer(
        self, shop: Shop, catalogue: Catalogue, cake: dict[str, Any], rows: Rows
    ) -> None:
        shop.put(f"/products/{catalogue['Cake']}/stock", {"inStock": True, "quantity": 1})

        first, second = place(shop, cake), place(shop, cake)

        assert [status_of(rows, each)[0] for each in (first, second)] == ["canceled", "pending"]
        assert catalogue.quantity("Cake") == 0

    def test_the_first_one_does_not_keep_the_slot_from_its_buyer(
        self, shop: Shop, cake: dict[str, Any], store_settings: Settings
    ) -> None:
        store_settings(capacity={"unit": "orders", "perSlot": 1})
        slot = {"type": "pickup", "at": "2026-11-30T17:30:00.000Z"}

        answers = [place(shop, cake | {"fulfilment": slot}) for _ in range(2)]

        assert [answer.status for answer in answers] == [201, 201]
        assert {answer.json["dueFrom"] for answer in answers} == {"2026-11-30T17:30:00.000Z"}

    def test_an_order_after_a_canceled_one_is_priced_once(
        self, shop: Shop, cake: dict[str, Any], recording: Recording
    ) -> None:
        recording.calls.clear()
        first = place(shop, cake)
        usual = [call.operation for call in recording.calls].count("BatchGetItem")
        shop.post(f"/orders/mine/{first.json['id']}/cancellation", role="guest")
        recording.calls.clear()

        assert place(shop, cake).status == 201
        operations = [call.operation for call in recording.calls]
        assert (operations.count("BatchGetItem"), operations.count("GetItem")) == (usual, 0)

    def test_an_order_at_another_price_replaces_nothing(self, shop: Shop, cake: dict[str, Any], rows: Rows) -> None:
        first = place(shop, cake)

        assert place(shop, cake | {"expectedTotal": money(499)}).code == "price_changed"

        assert status_of(rows, first)[0] == "pending"

    def test_an_order_that_lacks_other_pieces_replaces_nothing(
        self, shop: Shop, catalogue: Catalogue, cake: dict[str, Any], rows: Rows
    ) -> None:
        first = place(shop, cake)

        answer = place(shop, order_of(cart_of(catalogue, "Tea", 31), 9300, payment=CARD))

        assert [problem["code"] for problem in answer.json["problems"]] == ["out_of_stock"]
        assert status_of(rows, first)[0] == "pending"

    def test_an_order_with_another_problem_replaces_nothing(
        self, shop: Shop, catalogue: Catalogue, cake: dict[str, Any], rows: Rows
    ) -> None:
        first = place(shop, cake)

        answer = place(shop, order_of(cart_of(catalogue, "Coffee"), 475, payment=CARD))

        assert [problem["code"] for problem in answer.json["problems"]] == ["choice_missing"]
        assert status_of(rows, first)[0] == "pending"

    def test_an_order_that_is_paid_meanwhile_stays(
        self, shop: Shop, cake: dict[str, Any], rows: Rows, in_between: InBetween, dynamodb: Any, orders: str
    ) -> None:
        first = place(shop, cake)
        paid = {**heads(rows)[first.json["id"]], "status": "placed", "version": 2}
        in_between({"Query"}, lambda: put_all(dynamodb, orders, [to_attributes(paid)]))

        second = place(shop, cake)

        assert [status_of(rows, each)[0] for each in (first, second)] == ["placed", "pending"]

    @pytest.mark.parametrize("is_known", [True, False])
    def test_a_mark_cancels_no_order_of_another_buyer(
        self, shop: Shop, cake: dict[str, Any], rows: Rows, dynamodb: Any, orders: str, is_known: bool
    ) -> None:
        other = place(shop, cake, role="customer")
        named = other.json["id"] if is_known else "ord_01JD4W0Q8V5E2M7T9X3K6B1NON"
        mark = {"pk": f"USER#{GUEST['userId']}", "sk": "UNPAID", "orderId": named, "request": "another"}
        put_all(dynamodb, orders, [to_attributes(mark)])

        own = place(shop, cake)

        assert [status_of(rows, each)[0] for each in (other, own)] == ["pending", "pending"]

    def test_each_buyer_has_their_own(self, shop: Shop, cake: dict[str, Any], rows: Rows) -> None:
        answers = [place(shop, cake, role=role) for role in ("guest", "customer")]

        assert [status_of(rows, each)[0] for each in answers] == ["pending", "pending"]
        marks = {row["pk"]: row["orderId"] for row in rows("USER#") if row["sk"] == "UNPAID"}
        assert marks == {
            f"USER#{caller['userId']}": answer.json["id"]
            for caller, answer in zip((GUEST, CUSTOMER), answers, strict=True)
        }

    def test_of_many_at_once_one_stays(
        self, shop: Shop, catalogue: Catalogue, cake: dict[str, Any], rows: Rows
    ) -> None:
        with ThreadPoolExecutor(5) as pool:
            answers = list(pool.map(lambda _: place(shop, cake), range(5)))

        assert {answer.status for answer in answers} == {201}
        ends = sorted((head["status"], head.get("cancelReason", "")) for head in heads(rows).values())
        assert ends == [("canceled", "replaced")] * 4 + [("pending", "")]
        assert catalogue.quantity("Cake") == 19

    def test_an_order_of_the_same_moment_is_replaced(
        self, shop: Shop, cake: dict[str, Any], rows: Rows, in_between: InBetween
    ) -> None:
        place(shop, cake | {"payment": {"method": "counter"}}, role="staff")  # the day's first number takes two calls
        first: list[Answer] = []
        in_between({"UpdateItem"}, lambda: first.append(place(shop, cake)))

        second = place(shop, cake)

        assert [status_of(rows, each)[0] for each in (*first, second)] == ["canceled", "pending"]

    def test_a_request_that_was_answered_meanwhile_is_not_replaced(
        self, shop: Shop, cake: dict[str, Any], rows: Rows, in_between: InBetween
    ) -> None:
        place(shop, cake | {"payment": {"method": "counter"}}, role="staff")
        first: list[Answer] = []
        in_between({"UpdateItem"}, lambda: first.append(place(shop, cake, key="again")))

        second = place(shop, cake, key="again")

        assert second.json == first[0].json
        assert status_of(rows, second)[0] == "pending"
