"""Orders as the API shows them: which members a document has, and which it leaves out."""

import json

import pytest

from bodega.orders.documents import order_document, staff_document, summary_document, ticket_document
from tests.support.shop.stored_orders import head, person, stored_lines


def cad(amount: int) -> dict[str, object]:
    return {"amount": amount, "currency": "CAD"}


def test_an_order_shows_every_amount_as_money() -> None:
    document = order_document(head(), stored_lines(), person())
    latte, cake = document["lines"]
    assert latte["unit"]["addons"][0]["each"] == cad(75)
    assert (latte["gross"], latte["net"], latte["taxes"]) == (cad(950), cad(950), [{"name": "GST", "amount": cad(47)}])
    assert (latte["note"], cake["note"]) == ("extra hot", None)
    assert document["totals"]["total"] == cad(1356)
    assert document["totals"]["taxes"] == [
        {"name": "GST", "rate": 5000, "included": False, "base": cad(1180), "amount": cad(59)}
    ]


def test_an_order_without_personal_data_is_still_complete() -> None:
    with_person, without = (order_document(head(), stored_lines(), each) for each in (person(), None))
    assert with_person["customer"] == {"name": "Ada", "phone": "+15145550123", "email": "ada@shop.example"}
    assert (without["customer"], without["note"]) == (None, None)
    assert with_person.keys() == without.keys()


def test_a_payment_has_the_same_members_before_and_after_it_is_recorded() -> None:
    cash = {
        "method": "counter",
        "status": "paid",
        "tender": "cash",
        "received": 2000,
        "change": 645,
        "rounding": -1,
        "amount": 1355,
        "paidAt": "2026-11-30T14:20:00.000Z",
    }
    due, paid = (summary_document(each)["payment"] for each in (head(), head(payment=cash)))
    assert due == {**dict.fromkeys(due), "method": "counter", "status": "due"}
    assert paid == {
        **cash,
        "refunded": None,
        **{name: cad(cash[name]) for name in ("received", "change", "rounding", "amount")},
    }


@pytest.mark.parametrize(
    ("method", "payment", "status", "unpaid"),
    [
        ("counter", "due", "preparing", True),
        ("counter", "due", "canceled", False),
        ("counter", "paid", "preparing", False),
        ("card", "due", "pending", False),
        ("card", "authorized", "placed", False),
        ("card", "failed", "preparing", True),
        ("card", "failed", "canceled", False),
    ],
)
def test_an_order_is_unpaid_if_the_kitchen_works_on_it_without_money(
    method: str, payment: str, status: str, unpaid: bool
) -> None:
    order = {**head(), "status": status, "payment": {"method": method, "status": payment}}
    assert order_document(order, stored_lines(), None)["unpaid"] is unpaid
    assert ticket_document(order)["unpaid"] is unpaid


def test_staff_see_the_attempts_to_pay_and_their_references() -> None:
    payment = {
        **dict.fromkeys(("pk", "sk", "key", "rank"), "internal"),
        "attempt": 1,
        "provider": "stripe",
        "status": "authorized",
        "amount": 1356,
        "intent": "pi_1",
        "createdAt": "2026-11-30T14:00:00.000Z",
        "updatedAt": "2026-11-30T14:01:00.000Z",
    }
    (shown,) = staff_document(head(), stored_lines(), None, history=[], payments=[payment], refunds=[])["payments"]
    assert (shown["amount"], shown["reference"], shown["lastDecline"]) == (cad(1356), "pi_1", None)
    assert "internal" not in json.dumps(shown)


def test_a_list_shows_no_names_and_no_notes() -> None:
    text = json.dumps(summary_document(head()))
    assert "Ada" not in text
    assert "extra hot" not in text


def test_a_ticket_shows_what_the_kitchen_needs() -> None:
    ticket = ticket_document(head())
    assert ticket["callName"] == "Ada"
    assert ticket["ticket"] == [
        {"quantity": 2, "name": "Latte", "options": ["Oat milk"], "note": "extra hot"},
        {"quantity": 1, "name": "Cake", "options": [], "note": None},
    ]
    assert "phone" not in json.dumps(ticket)
