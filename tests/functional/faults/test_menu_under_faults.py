"""Faults at every call of the menu builder and of a reader who builds the menu."""

from collections.abc import Callable
from typing import Any

import pytest

from harness.aws.dynamodb_proxy import Recording
from harness.shop.client import Shop
from tests.support.faults.fault_kinds import FOR_GOOD, KINDS, LATE, FaultKind
from tests.support.shop.menu import NEW_ADDON, MenuRows, assembled, deliver, forget_bodies, rebuild, texts

BUILDER = ["UpdateItem", *["Query"] * 4, "TransactWriteItems"]
READER = ["GetItem", "GetItem", *["Query"] * 4, "TransactWriteItems"]
SOON = [kind for kind in KINDS if kind is not LATE]  # a delay only costs time


def at_each_call(operations: list[str]) -> list[Any]:
    return [
        pytest.param(place, kind, id=f"{place}. {operation}: {kind.name}")
        for place, operation in enumerate(operations)
        for kind in SOON
        if operation in kind.operations
    ]


@pytest.fixture
def rows(dynamodb: Any, catalog: str) -> MenuRows:
    return MenuRows(dynamodb, catalog)


@pytest.fixture
def cafe(shop: Shop) -> None:
    """A shop with a menu, and a change that is not in it."""
    product = shop.add("products", name="Latte")
    category = shop.add("categories", name="Coffee", productIds=[product["id"]])
    rebuild()
    shop.patch(f"/categories/{category['id']}", {"name": "Tea"})
    forget_bodies()


@pytest.mark.usefixtures("cafe")
class TestOneFault:
    @pytest.mark.parametrize(("place", "kind"), at_each_call(BUILDER))
    def test_does_not_prevent_a_build(
        self, shop: Shop, rows: MenuRows, recording: Recording, place: int, kind: FaultKind
    ) -> None:
        recording.faults.append(kind.at(place))

        rebuild()

        assert not recording.faults[0].times, "the call was made"
        assert rows.bodies() == assembled() == texts(shop)
        assert rows.marks == set()

    @pytest.mark.parametrize(("place", "kind"), at_each_call(READER))
    def test_does_not_prevent_a_reader_from_building_the_menu(
        self, shop: Shop, rows: MenuRows, recording: Recording, place: int, kind: FaultKind
    ) -> None:
        rows.delete("TAGS")
        recording.faults.append(kind.at(place))

        answer = shop.get("/menu")

        assert not recording.faults[0].times, "the call was made"
        assert (answer.status, answer.body) == (200, assembled()["nested"])
        assert texts(shop) == assembled()


@pytest.mark.usefixtures("cafe", "impatient")
class TestOutage:
    @pytest.mark.parametrize(("place", "kind"), at_each_call(BUILDER))
    def test_at_any_call_of_a_build_leaves_the_old_menu_or_the_new_one(
        self, shop: Shop, rows: MenuRows, recording: Recording, place: int, kind: FaultKind
    ) -> None:
        before, after = rows.bodies(), assembled()
        recording.faults.append(kind.at(place, FOR_GOOD))

        with pytest.raises(Exception, match="storage"):
            deliver(NEW_ADDON)

        recording.faults.clear()
        assert rows.bodies() in (before, after)
        assert texts(shop) in (before, after)
        rebuild()
        assert texts(shop) == after

    @pytest.mark.parametrize(("place", "kind"), at_each_call(READER))
    def test_at_any_call_of_a_reader_is_a_503_or_the_menu(
        self,
        shop: Shop,
        rows: MenuRows,
        recording: Recording,
        output: Callable[[], str],
        place: int,
        kind: FaultKind,
    ) -> None:
        rows.delete("TAGS")
        expected = assembled()
        recording.faults.append(kind.at(place, FOR_GOOD))

        answer = shop.get("/menu")

        recording.faults.clear()
        if READER[place] == "TransactWriteItems":
            assert (answer.status, answer.body) == (200, expected["nested"])
            assert "MenusNotStored" in output()
        else:
            assert (answer.status, answer.code) == (503, "storage_unavailable")
        assert texts(shop) == expected
