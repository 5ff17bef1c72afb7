"""Checks of restored tables: a sound table has no problems, and each kind of damage is named."""

from collections.abc import Callable
from typing import Any

import pytest

from bodega.attributes import to_attributes
from harness.shop.client import Shop
from harness.shop.orders import order
from scripts.restore.checks import check
from tests.functional.restore.conftest import Rows
from tests.functional.users.profile.test_erasure import furnish
from tests.support.database.analytics_table import aggregate, send, stream_records
from tests.support.shop.accounts import admin, customer
from tests.support.shop.stored_orders import DAY, DUE_FROM, stored_order

Read = Callable[[str], Rows]
Row = dict[str, Any]


def without(rows: Rows, pk: str, sk: str) -> Rows:
    """Return the rows except those whose keys begin so; there is one at least."""
    kept = [row for row in rows if not (row["pk"]["S"].startswith(pk) and row["sk"]["S"].startswith(sk))]
    assert len(kept) < len(rows)
    return kept


def changed(rows: Rows, pk: str, sk: str, **attributes: str) -> Rows:
    """Return the rows, with other numbers in those whose keys begin so."""
    numbers = {name: {"N": value} for name, value in attributes.items()}
    found = [row | numbers if row["pk"]["S"].startswith(pk) and row["sk"]["S"].startswith(sk) else row for row in rows]
    assert found != rows
    return found


@pytest.fixture
def catalogue(shop: Shop, rows: Read) -> Rows:
    tea = shop.add("products", name="Tea")
    shop.add("categories", name="Drinks", productIds=[tea["id"]])
    shop.add("addons", name="Milk")
    shop.get("/menu")
    return rows("catalog")


@pytest.fixture
def people(shop: Shop, rows: Read) -> Rows:
    furnish(shop, customer(shop))
    admin(shop)
    return rows("accounts")


@pytest.fixture
def counters(shop: Shop, rows: Read) -> Rows:
    send(shop, order(), order(), order(refund=True))
    aggregate(stream_records(rows("analytics")))
    return rows("analytics")


def test_sound_tables_have_no_problems(catalogue: Rows, people: Rows, counters: Rows) -> None:
    assert check("catalog", catalogue).problems == []
    assert check("accounts", people).problems == []
    assert check("analytics", counters).problems == []


def test_items_are_counted_by_kind(catalogue: Rows, people: Rows) -> None:
    found = check("catalog", catalogue).counts
    assert (found["PRODUCT"], found["CATEGORY"], found["ADDON"], found["name claims"]) == (1, 1, 1, 3)
    assert check("accounts", people).counts["PROFILE"] == 2


@pytest.mark.parametrize(
    ("damage", "problem"),
    [
        (lambda rows: without(rows, "ADDON#NAME", ""), "has 0 claims of its name instead of 1"),
        (lambda rows: without(rows, "ADDON", "add_"), "a name is claimed for add_"),
        (lambda rows: without(rows, "PRODUCT", "prd_"), "1 items refer to prd_"),
        (lambda rows: without(rows, "CATEGORY", "cat_"), "counts 1 references, and 0 items refer to it"),
        (lambda rows: changed(rows, "ADDON", "add_", refs="2"), "counts 2 references, and 0 items refer to it"),
    ],
)
def test_damage_of_a_catalogue_is_named(damage: Callable[[Rows], Rows], problem: str, catalogue: Rows) -> None:
    assert problem in "\n".join(check("catalog", damage(catalogue)).problems)


@pytest.mark.parametrize(
    ("damage", "problem"),
    [
        (lambda rows: without(rows, "EMAIL#", ""), "has no credentials"),
        (lambda rows: without(rows, "USER#", "PROFILE"), "who has no profile"),
        (lambda rows: changed(rows, "EMAIL#", "", tokenVersion="7"), "differ in tokenVersion"),
        (lambda rows: changed(rows, "USER#", "LOYALTY", balance="7"), "has a balance of 7 points, and a ledger of 90"),
        (lambda rows: without(rows, "USER#", "POINTS#"), "has a balance of 90 points, and a ledger of 0"),
        (lambda rows: without(rows, "USER#", "ADDRESS#"), "counts 1 items of the kind ADDRESS, and has 0"),
        (lambda rows: changed(rows, "ADMINS", "", admins="2"), "2 active admins are counted, and there are 1"),
    ],
)
def test_damage_of_accounts_is_named(damage: Callable[[Rows], Rows], problem: str, people: Rows) -> None:
    assert problem in "\n".join(check("accounts", damage(people)).problems)


@pytest.mark.parametrize(
    ("damage", "problem"),
    [
        (lambda rows: without(rows, "HOUR#", ""), "HOUR in 2025-03 do not add up to that of the MONTH"),
        (lambda rows: changed(rows, "DAY#", "", orders="7"), "DAY in 2025-03 do not add up to that of the MONTH"),
        (lambda rows: without(rows, "MONTH", ""), "DAY in 2025-03 do not add up to that of the MONTH"),
        (lambda rows: changed(rows, "YEAR", "", revenue="7"), "MONTH in 2025 do not add up to that of the YEAR"),
    ],
)
def test_damage_of_counters_is_named(damage: Callable[[Rows], Rows], problem: str, counters: Rows) -> None:
    assert problem in "\n".join(check("analytics", damage(counters)).problems)


SLOT = {"pk": f"SLOT#{DAY}", "sk": DUE_FROM, "taken": 2}
NUMBER = {"pk": f"NUMBER#{DAY}", "sk": "NUMBER", "last": 48}
OTHER = "ord_01JD4W0Q8V5E2M7T9X3K6B1ZC2"


def stored(*items: dict[str, Any]) -> Rows:
    return [to_attributes(item) for item in items]


@pytest.fixture
def placed() -> Rows:
    """Two orders that take a slot, one that was canceled, and one that took none."""
    return stored(
        *stored_order(status="ready"),
        *stored_order(OTHER, number="048", customer=None),
        *stored_order("ord_01JD4W0Q8V5E2M7T9X3K6B1ZC3", "canceled", number="046"),
        *stored_order("ord_01JD4W0Q8V5E2M7T9X3K6B1ZC4", number="045", slot=None),
        SLOT,
        NUMBER,
        {"pk": "USER#usr_1", "sk": "REQUEST#1f", "orderId": OTHER},
    )


def test_sound_orders_have_no_problems(placed: Rows) -> None:
    found = check("orders", placed)

    assert found.problems == []
    assert (found.counts["ORDER"], found.counts["requests"], found.counts["SLOT"]) == (16, 1, 1)


@pytest.mark.parametrize(
    ("damage", "problem"),
    [
        (lambda rows: without(rows, f"ORDER#{OTHER}", "LINES"), f"order {OTHER} has either no head or no lines"),
        (lambda rows: without(rows, f"ORDER#{OTHER}", "ORDER"), f"order {OTHER} has either no head or no lines"),
        (lambda rows: changed(rows, "SLOT#", "", taken="3"), "counts 3 units, and its orders take 2"),
        (
            lambda rows: changed(rows, "NUMBER#", "", last="47"),
            "the last number of 2026-11-30 is 47, and an order has 48",
        ),
    ],
)
def test_damage_of_orders_is_named(damage: Callable[[Rows], Rows], problem: str, placed: Rows) -> None:
    assert problem in "\n".join(check("orders", damage(placed)).problems)


def test_a_list_of_erasures_is_named(shop: Shop, placed: Rows) -> None:
    rows = stored({"pk": "USER#usr_1", "sk": "ERASURE"})

    for name in ("catalog", "accounts", "analytics", "orders"):
        assert check(name, rows).problems == ["this is another table: it has items of erasures"]


@pytest.mark.parametrize("name", ["catalog", "accounts", "analytics", "orders"])
def test_another_table_is_named(shop: Shop, catalogue: Rows, rows: Read, placed: Rows, name: str) -> None:
    customer(shop)
    send(shop, order())
    tables = {
        "catalog": catalogue,
        "accounts": rows("accounts"),
        "analytics": rows("analytics"),
        "orders": placed,
    }

    for other, items in tables.items():
        expected = [] if other == name else [f"this is another table: it has items of {other}"]
        assert [problem for problem in check(name, items).problems if "another table" in problem] == expected
