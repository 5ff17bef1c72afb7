"""The check of the books of orders notices what does not agree."""

import copy
from collections.abc import Callable
from typing import Any

import pytest

from bodega.attributes import to_attributes
from tests.support.orders.books import OrderBooks

Rows = dict[str, list[dict[str, Any]]]
DAY, SLOT = "2026-11-30", "2026-11-30T17:00:00.000Z"
ORDER = "ORDER#ord_1"

BOOKS: Rows = {
    "CATALOG_TABLE": [{"pk": "PRODUCT", "sk": "prd_1", "id": "prd_1", "quantity": 8}],
    "ACCOUNTS_TABLE": [{"pk": "OUTBOX#1", "sk": "MAIL", "template": "order-received"}],
    "ANALYTICS_TABLE": [
        {"pk": "EVENT#ord_1:placed", "sk": "EVENT"},
        {
            "pk": "INTAKE#1",
            "sk": "EVENTS",
            "events": [{"eventId": "ord_1:placed", "type": "order.placed", "orderId": "ord_1", "total": 500}],
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
            "status": "placed",
            "version": 1,
            "queuePk": "QUEUE",
            "duePk": "DUE",
            "acceptBy": SLOT,
            "customerId": "usr_1",
            "customerPk": "CUSTOMER#usr_1",
            "payment": {"method": "counter", "status": "due"},
            "taken": [{"productId": "prd_1", "quantity": 2}],
            "slot": {"day": DAY, "from": SLOT, "units": 1},
            "ticket": [],
        },
        {"pk": ORDER, "sk": "LINES", "lines": [{"net": 500}]},
        {"pk": ORDER, "sk": "PERSON", "email": "ada@shop.example"},
        {"pk": ORDER, "sk": "HISTORY#1", "from": None, "to": "placed"},
        {"pk": "USER#usr_1", "sk": "REQUEST#1", "orderId": "ord_1"},
        {"pk": "TRACK#1", "sk": "TRACK", "orderId": "ord_1"},
        {"pk": f"SLOT#{DAY}", "sk": SLOT, "taken": 1},
        {"pk": f"NUMBER#{DAY}", "sk": "NUMBER", "last": 1},
    ],
}


def check(books: Rows) -> None:
    OrderBooks({table: [to_attributes(row) for row in rows] for table, rows in books.items()}).check({"prd_1": 10}, 1)


def row(books: Rows, table: str, sort_key: str) -> dict[str, Any]:
    return next(found for found in books[table] if found["sk"] == sort_key)


def removed(table: str, sort_key: str) -> Callable[[Rows], None]:
    return lambda books: books[table].remove(row(books, table, sort_key))


def changed(table: str, sort_key: str, **members: Any) -> Callable[[Rows], None]:
    return lambda books: row(books, table, sort_key).update(members)


def test_books_that_agree_pass() -> None:
    check(BOOKS)


@pytest.mark.parametrize(
    "spoil",
    [
        changed("CATALOG_TABLE", "prd_1", quantity=9),
        changed("CATALOG_TABLE", "prd_1", quantity=7),
        changed("ORDERS_TABLE", SLOT, taken=2),
        changed("ORDERS_TABLE", "NUMBER", last=0),
        changed("ORDERS_TABLE", "ORDER", status="accepted"),
        changed("ORDERS_TABLE", "ORDER", version=2),
        changed("ORDERS_TABLE", "ORDER", payment={"status": "paid"}),
        changed("ORDERS_TABLE", "LINES", lines=[{"net": 499}]),
        changed("ORDERS_TABLE", "PERSON", email=None),
        changed("ACCOUNTS_TABLE", "MAIL", template="order-ready"),
        *(removed("ORDERS_TABLE", key) for key in ("LINES", "PERSON", "HISTORY#1", "REQUEST#1", "TRACK", SLOT)),
        removed("ACCOUNTS_TABLE", "MAIL"),
        removed("ANALYTICS_TABLE", "EVENT"),
        removed("ANALYTICS_TABLE", "EVENTS"),
        lambda books: row(books, "ORDERS_TABLE", "ORDER").pop("queuePk"),
        lambda books: row(books, "ORDERS_TABLE", "ORDER").pop("customerPk"),
    ],
)
def test_a_difference_is_noticed(spoil: Callable[[Rows], None]) -> None:
    books = copy.deepcopy(BOOKS)
    spoil(books)

    with pytest.raises((AssertionError, KeyError)):
        check(books)
