"""The comparison of the provider's ledger with the orders notices each difference."""

import copy
from collections.abc import Callable
from typing import Any

import pytest

from bodega.attributes import to_attributes
from tests.support.payments.books import PaymentBooks
from tests.support.payments.ledger import AUTHORIZED, CAPTURED, VOIDED, WAITING, Intent, Ledger, Refund

Rows = dict[str, list[dict[str, Any]]]
DAY = "2026-11-30"
ORDER = "ORDER#ord_1"
PAST = "2020-01-01T00:00:00.000Z"

# An order of 5.00, completed, of which 1.00 was refunded.
BOOKS: Rows = {
    "CATALOG_TABLE": [{"pk": "PRODUCT", "sk": "prd_1", "id": "prd_1", "quantity": 8}],
    "ACCOUNTS_TABLE": [
        {"pk": f"OUTBOX#{number}", "sk": "MAIL", "template": template}
        for number, template in enumerate(["order-received", "order-accepted", "order-refunded"])
    ],
    "ANALYTICS_TABLE": [
        {"pk": "EVENT#ord_1:placed", "sk": "EVENT"},
        {"pk": "EVENT#ord_1:refunded:rfd_1", "sk": "EVENT"},
        {
            "pk": "INTAKE#1",
            "sk": "EVENTS",
            "events": [
                {"eventId": "ord_1:placed", "type": "order.placed", "orderId": "ord_1", "total": 500},
                {"eventId": "ord_1:refunded:rfd_1", "type": "order.refunded", "orderId": "ord_1", "total": 100},
            ],
        },
    ],
    "ERASURES_TABLE": [],
    "ORDERS_TABLE": [
        {
            "pk": ORDER,
            "sk": "ORDER",
            "id": "ord_1",
            "day": DAY,
            "number": "001",
            "status": "completed",
            "version": 6,
            "customerId": "usr_1",
            "customerPk": "CUSTOMER#usr_1",
            "currency": "CAD",
            "totals": {"total": 500},
            "payment": {
                "method": "card",
                "status": "partially_refunded",
                "attempt": 1,
                "amount": 500,
                "refunded": 100,
                "returned": 100,
            },
            "taken": [{"productId": "prd_1", "quantity": 2}],
            "ticket": [],
        },
        {"pk": ORDER, "sk": "LINES", "lines": [{"net": 500}]},
        {"pk": ORDER, "sk": "PERSON", "email": "ada@shop.example"},
        {"pk": ORDER, "sk": "HISTORY#1", "from": None, "to": "pending"},
        {"pk": ORDER, "sk": "HISTORY#2", "from": "pending", "to": "placed"},
        {"pk": ORDER, "sk": "HISTORY#3", "from": "placed", "to": "accepted"},
        {"pk": ORDER, "sk": "HISTORY#4", "from": "accepted", "to": "completed"},
        {"pk": ORDER, "sk": "HISTORY#5", "from": "completed", "to": "completed"},
        {"pk": ORDER, "sk": "PAYMENT#1", "attempt": 1, "intent": "pi_1", "amount": 500, "status": "partially_refunded"},
        {
            "pk": ORDER,
            "sk": "REFUND#rfd_1",
            "amount": 100,
            "status": "succeeded",
            "commandId": "cmd_1",
            "reason": "quality",
            "reported": [{"net": 100}],
        },
        {"pk": "USER#usr_1", "sk": "REQUEST#1", "orderId": "ord_1"},
        {"pk": "TRACK#1", "sk": "TRACK", "orderId": "ord_1"},
        {"pk": f"NUMBER#{DAY}", "sk": "NUMBER", "last": 1},
    ],
}
REFUND = Refund("re_1", 100, "succeeded", "cmd_1")
INTENT = Intent("pi_1", "ord_1", 1, CAPTURED, 500, 500, "cad", (REFUND,))
Spoil = Callable[[Rows, list[Intent]], None]


def check(books: Rows, intents: list[Intent]) -> PaymentBooks:
    dump = {table: [to_attributes(row) for row in rows] for table, rows in books.items()}
    found = PaymentBooks(dump, Ledger(intents))
    found.check({"prd_1": 10})
    return found


def changed(sort_key: str, **members: Any) -> Spoil:
    def spoil(books: Rows, _: list[Intent]) -> None:
        next(row for row in books["ORDERS_TABLE"] if row["sk"] == sort_key).update(members)

    return spoil


def added(**members: Any) -> Spoil:
    return lambda books, _: books["ORDERS_TABLE"].append(members)


def charged(**members: Any) -> Spoil:
    def spoil(_: Rows, intents: list[Intent]) -> None:
        intents[0] = intents[0]._replace(**members)

    return spoil


def charged_again(**members: Any) -> Spoil:
    return lambda _, intents: intents.append(INTENT._replace(id="pi_2", refunds=(), **members))


def paid(**members: Any) -> Spoil:
    return changed("ORDER", payment=BOOKS["ORDERS_TABLE"][0]["payment"] | members)


def test_books_that_agree_pass() -> None:
    assert check(BOOKS, [INTENT]).net == 400


def test_a_payment_whose_answer_was_lost_and_that_was_voided_passes() -> None:
    check(BOOKS, [INTENT, INTENT._replace(id="pi_2", attempt=2, status=VOIDED, captured=0, refunds=())])


@pytest.mark.parametrize(
    "spoil",
    [
        charged(amount=501),
        charged(captured=499),
        charged(status=AUTHORIZED, captured=0, refunds=()),
        charged(status=VOIDED, captured=0, refunds=()),
        charged(currency="usd"),
        charged(attempt=2),
        charged(order_id="ord_2"),
        charged(refunds=()),
        charged(refunds=(REFUND, REFUND._replace(id="re_2"))),
        charged(refunds=(REFUND._replace(amount=99),)),
        charged(refunds=(REFUND._replace(command=None),)),
        charged(refunds=(REFUND._replace(status="failed"),)),
        charged_again(),
        charged_again(status=AUTHORIZED, captured=0),
        charged_again(status=WAITING, captured=0),
        paid(status="paid"),
        paid(refunded=0),
        paid(returned=0),
        paid(amount=400),
        changed("ORDER", status="pending"),
        changed("PAYMENT#1", status="authorized"),
        changed("PAYMENT#1", amount=400),
        changed("PAYMENT#1", intent="pi_3"),
        changed("REFUND#rfd_1", status="pending"),
        changed("REFUND#rfd_1", amount=101),
        changed("PAYMENT#1", duePk="DUE#PAYMENTS", dueSk=f"{PAST}#ord_1"),
        added(pk="COMMAND#cmd_1", sk="COMMAND", dueSk="2999-01-01T00:00:00.000Z#cmd_1"),
    ],
)
def test_books_that_differ_are_noticed(spoil: Spoil) -> None:
    books, intents = copy.deepcopy(BOOKS), [INTENT]
    spoil(books, intents)

    with pytest.raises(AssertionError):
        check(books, intents)
