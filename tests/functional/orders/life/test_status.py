"""`PUT /orders/{id}/status`: the staff move an order, and pay it with the last step."""

import random
from typing import Any

import pytest

from harness.shop.client import STAFF, Answer, Shop
from tests.support.database.in_between import InBetween
from tests.support.database.order_book import OrderBook
from tests.support.shop.stored_orders import BUYER, DUE_FROM, DUE_TO, OPEN, ORDER_ID, person, stored_order
from users.storage.orders import erase_orders

STATUSES = ("placed", "accepted", "preparing", "ready", "completed", "canceled")
STATUS_URL = f"/orders/{ORDER_ID}/status"
CASH = {"status": "completed", "paid": "cash"}


def cad(amount: int) -> dict[str, Any]:
    return {"amount": amount, "currency": "CAD"}


def set_status(shop: Shop, status: str, **event: Any) -> Answer:
    return shop.put(STATUS_URL, {"status": status}, role="staff", **event)


def test_an_order_moves_forward_with_a_history_and_mails(shop: Shop, book: OrderBook) -> None:
    book.place()

    for version, status in enumerate(("accepted", "preparing", "ready"), start=2):
        answer = set_status(shop, status)
        assert (answer.status, answer.json["status"], answer.headers["ETag"]) == (200, status, f'"{version}"')
    completed = shop.put(STATUS_URL, CASH, role="staff")

    assert (completed.json["status"], completed.json["version"]) == ("completed", 5)
    steps = [(entry["from"], entry["to"]) for entry in book.history()]
    assert steps == [("placed", "accepted"), ("accepted", "preparing"), ("preparing", "ready"), ("ready", "completed")]
    assert {tuple(entry["actor"].items()) for entry in book.history()} == {(("id", STAFF["userId"]), ("role", "staff"))}
    accepted, ready = book.mails()
    assert (accepted["template"], ready["template"]) == ("order-accepted", "order-ready")
    assert (accepted["to"], accepted["listPk"]) == ("ada@shop.example", f"MAIL#{BUYER}")
    assert accepted["token"] == ready["token"] == person()["token"]  # the link of the first mail
    due = accepted["parameters"]
    assert (due["number"], due["dueFrom"], due["dueTo"]) == ("047", DUE_FROM, DUE_TO)


def test_the_answer_is_the_order_as_it_is_stored(shop: Shop, book: OrderBook) -> None:
    book.place()
    answered = set_status(shop, "accepted").json
    read = shop.get(f"/orders/{ORDER_ID}", role="staff").json
    assert {name: read[name] for name in answered} == answered


def test_the_present_status_again_changes_nothing(shop: Shop, book: OrderBook, recording: Any) -> None:
    book.place(status="preparing")
    before = book.dump()

    answer = set_status(shop, "preparing")

    assert (answer.status, answer.json["version"]) == (200, 1)
    assert [call.operation for call in recording.calls] == ["Query"]
    assert book.dump() == before


@pytest.mark.parametrize(
    ("source", "target", "allowed"),
    [
        ("placed", "ready", ["accepted", "canceled"]),
        ("accepted", "placed", ["preparing", "ready", "completed", "canceled"]),
        ("ready", "accepted", ["preparing", "completed", "canceled"]),
        ("completed", "ready", []),
        ("canceled", "accepted", []),
        ("ready", "canceled", ["preparing", "completed", "canceled"]),
    ],
)
def test_another_transition_is_refused_with_the_ones_that_are_allowed(
    shop: Shop, book: OrderBook, source: str, target: str, allowed: list[str]
) -> None:
    book.place(status=source)
    before = book.dump()

    answer = set_status(shop, target)

    assert (answer.status, answer.code) == (409, "transition_not_allowed")
    assert (answer.json["orderStatus"], answer.json["allowed"]) == (source, allowed)
    assert book.dump() == before


def test_the_route_of_cancellation_is_named_where_it_is_needed(shop: Shop, book: OrderBook) -> None:
    book.place()
    assert "POST /orders/{id}/cancellation" in set_status(shop, "canceled").json["detail"]


def test_a_stale_version_is_refused_and_the_current_one_is_not(shop: Shop, book: OrderBook) -> None:
    book.place(version=4)
    stale = set_status(shop, "accepted", headers={"If-Match": '"3"'})
    assert (stale.status, stale.code) == (412, "version_conflict")
    assert set_status(shop, "accepted", headers={"If-Match": '"4"'}).status == 200


def test_a_change_in_between_is_decided_anew(shop: Shop, book: OrderBook, in_between: InBetween) -> None:
    book.place(status="accepted")
    in_between({"Query"}, lambda: set_status(shop, "preparing"))
    answer = set_status(shop, "ready")
    assert (answer.status, answer.json["status"], answer.json["version"]) == (200, "ready", 3)
    assert [(entry["from"], entry["to"]) for entry in book.history()][1] == ("preparing", "ready")


def test_a_cancellation_in_between_wins(shop: Shop, book: OrderBook, in_between: InBetween) -> None:
    book.place(status="accepted")
    cancel = {"reason": "closing"}
    in_between({"Query"}, lambda: shop.post(f"/orders/{ORDER_ID}/cancellation", cancel, role="staff"))
    answer = set_status(shop, "preparing")
    assert (answer.code, answer.json["orderStatus"]) == ("transition_not_allowed", "canceled")


def test_no_mail_goes_to_a_buyer_whose_account_is_erased_in_between(
    shop: Shop, book: OrderBook, in_between: InBetween
) -> None:
    book.place()
    in_between({"Query"}, lambda: erase_orders(BUYER))

    answer = set_status(shop, "accepted")

    assert (answer.status, answer.json["status"], answer.json["customer"]) == (200, "accepted", None)
    assert "ada@shop.example" not in str(book.dump())


def test_a_guest_at_a_table_gets_no_mail_to_pick_up_the_order(shop: Shop, book: OrderBook) -> None:
    book.place(status="preparing", fulfilment={"type": "dineIn", "table": "7", "asap": True})
    assert set_status(shop, "ready").json["fulfilment"]["table"] == "7"
    assert book.mails() == []


def test_an_order_without_an_email_gets_no_mail(shop: Shop, book: OrderBook) -> None:
    book.put(*(item for item in stored_order(customer=None) if item["sk"] != "PERSON"))
    assert set_status(shop, "accepted").json["customer"] is None
    assert book.mails() == []


def test_an_order_that_was_placed_without_mail_gets_none_later(shop: Shop, book: OrderBook) -> None:
    """Otherwise guests could flood a stranger's mailbox with cancellations."""
    others = [item for item in stored_order() if item["sk"] != "PERSON"]
    book.put(*others, person(mailed=False))
    assert set_status(shop, "accepted").status == 200
    assert shop.post(f"/orders/{ORDER_ID}/cancellation", {"reason": "closing"}, role="staff").status == 200
    assert book.mails() == []


def test_an_order_that_is_not_paid_is_not_completed(shop: Shop, book: OrderBook) -> None:
    book.place(status="ready")
    answer = set_status(shop, "completed")
    assert (answer.status, answer.code) == (409, "payment_due")
    assert '"paid"' in answer.json["detail"]
    assert book.head()["status"] == "ready"


def test_an_order_that_costs_nothing_is_completed(shop: Shop, book: OrderBook) -> None:
    book.place(status="ready", payment={"method": "counter", "status": "none"})
    assert set_status(shop, "completed").json["status"] == "completed"


def test_one_request_at_the_till_completes_and_pays_the_order(shop: Shop, book: OrderBook) -> None:
    book.place(status="accepted")
    book.put({"pk": "STORE", "sk": "SETTINGS", "cashRounding": 5, "version": 1})

    answer = shop.put(STATUS_URL, {**CASH, "received": cad(2000)}, role="staff")

    paid = answer.json["payment"]
    assert (answer.json["status"], paid["status"], paid["tender"]) == ("completed", "paid", "cash")
    assert (paid["amount"], paid["received"], paid["change"]) == (cad(1355), cad(2000), cad(645))
    assert (answer.json["totals"]["rounding"], answer.json["totals"]["total"]) == (cad(-1), cad(1355))
    assert [entry["reason"] for entry in book.history()] == ["paid_cash"]


def test_a_repeated_completion_means_the_same_payment(shop: Shop, book: OrderBook) -> None:
    book.place(status="accepted")
    first = shop.put(STATUS_URL, CASH, role="staff")
    assert shop.put(STATUS_URL, CASH, role="staff").json == first.json
    assert set_status(shop, "completed").json == first.json
    other = shop.put(STATUS_URL, {"status": "completed", "paid": "terminal"}, role="staff")
    assert (other.code, other.json["paymentStatus"]) == ("order_not_payable", "paid")


@pytest.mark.parametrize(
    ("body", "pointers"),
    [
        ({"status": "gone"}, ["/status"]),
        ({"status": "ready", "paid": "cash"}, ["/paid"]),
        ({"status": "completed", "paid": "card"}, ["/paid"]),
        ({"status": "completed", "received": cad(2000)}, ["/received"]),
        ({"status": "completed", "paid": "terminal", "received": cad(2000)}, ["/received"]),
        ({**CASH, "received": cad(1355)}, ["/received/amount"]),
        ({**CASH, "total": cad(1)}, ["/total"]),
    ],
)
def test_a_body_that_makes_no_sense_is_refused(
    shop: Shop, book: OrderBook, body: dict[str, Any], pointers: list[str]
) -> None:
    book.place(status="accepted")
    answer = shop.put(STATUS_URL, body, role="staff")
    assert (answer.status, answer.pointers) == (422, pointers)
    assert book.head()["version"] == 1


@pytest.mark.parametrize("order_id", ["ord_01JD4W0Q8V5E2M7T9X3K6B1NON", "usr_1"])
def test_an_unknown_order_is_not_found(shop: Shop, book: OrderBook, order_id: str) -> None:
    assert shop.put(f"/orders/{order_id}/status", {"status": "ready"}, role="staff").status == 404


class Model:
    """What an order is like after random requests, in the simplest form."""

    def __init__(self) -> None:
        self.status, self.paid = "placed", False

    def move(self, target: str, paid: bool) -> bool:
        """Make a request and return whether the shop accepts it."""
        if target == self.status:
            return not paid or target != "completed" or self.paid
        forward = STATUSES.index(target) > STATUSES.index(self.status) and target != "canceled"
        back = (self.status, target) == ("ready", "preparing")
        if self.status not in OPEN or not (forward or back) or (self.status == "placed" and target != "accepted"):
            return False
        if target == "completed" and paid == self.paid:  # twice, or not at all
            return False
        self.status, self.paid = target, self.paid or paid
        return True

    def cancel(self, *, by_buyer: bool) -> bool:
        if self.status == "canceled":
            return True
        if self.status not in OPEN or (by_buyer and (self.status != "placed" or self.paid)):
            return False
        self.status = "canceled"
        return True

    def pay(self) -> bool:
        accepted = self.status in OPEN and not self.paid
        self.paid = self.paid or accepted
        return accepted


@pytest.mark.parametrize("seed", range(8))
def test_random_requests_leave_the_order_as_a_simple_model_says(shop: Shop, book: OrderBook, seed: int) -> None:
    chance, model = random.Random(seed), Model()
    book.place()
    for number in range(14):
        kind = chance.choice(["move", "move", "move", "move", "move", "pay", "cancel", "cancel own"])
        if kind == "move":
            # Often the next status, so that some orders reach the end.
            target = chance.choice([*STATUSES, *STATUSES[1:5][STATUSES.index(model.status) :][:1] * 6])
            paid = target == "completed" and chance.random() < 0.5
            answer = shop.put(STATUS_URL, {"status": target, **({"paid": "cash"} if paid else {})}, role="staff")
            expected = model.move(target, paid)
        elif kind == "pay":
            key = {"Idempotency-Key": f"{seed}-{number}"}
            answer = shop.post(f"/orders/{ORDER_ID}/payments", {"method": "cash"}, role="staff", headers=key)
            expected = model.pay()
        elif chance.random() < 0.7:
            continue
        elif kind == "cancel":
            answer = shop.post(f"/orders/{ORDER_ID}/cancellation", {"reason": "other"}, role="staff")
            expected = model.cancel(by_buyer=False)
        else:
            answer = shop.post(f"/orders/mine/{ORDER_ID}/cancellation", role="customer")
            expected = model.cancel(by_buyer=True)
        head = book.head()
        assert (answer.status < 300) is expected, (kind, answer)
        assert head["status"] == model.status
        waits = model.status == "placed" and not model.paid
        assert ("queuePk" in head, "duePk" in head) == (model.status in OPEN, waits)
        assert ("callName" in head) is (model.status in OPEN)
        settled = "refunded" if model.status == "canceled" else "paid"
        owed = "none" if model.status == "canceled" else "due"
        assert head["payment"]["status"] in ({settled, "paid"} if model.paid else {owed})
        assert head["version"] == 1 + len(book.history())
