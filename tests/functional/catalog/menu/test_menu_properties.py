"""Random catalogues and sequences of changes: the stored menu is always the assembled one."""

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bodega.attributes import to_attributes
from harness.aws.tables import delete_all, put_all, read_all
from harness.shop.client import Shop
from tests.functional.catalog.menu.conftest import Clock
from tests.support.shop.menu import MenuRows, Record, assembled, deliver, record, texts
from tests.support.shop.menu_catalogues import CATALOGUES, Catalogue, apply, changes

_ON_ONE_TABLE = settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@_ON_ONE_TABLE
@given(CATALOGUES, st.data())
def test_the_stored_menu_is_the_assembled_one_after_each_change(
    shop: Shop, time: Clock, dynamodb: Any, catalog: str, rows: MenuRows, catalogue: Catalogue, data: st.DataObject
) -> None:
    """Changes are delivered one by one, or several together, or again."""
    delete_all(dynamodb, catalog, read_all(dynamodb, catalog))
    put_all(dynamodb, catalog, map(to_attributes, catalogue.values()))
    waiting: list[Record] = [record(0, None, item) for item in catalogue.values()]
    deliver(*waiting)
    delivered = waiting[-1:]
    for number in range(1, data.draw(st.integers(1, 6)) + 1):
        before, after = data.draw(changes(catalogue))
        apply(catalogue, before, after)
        if after is None:
            delete_all(dynamodb, catalog, [to_attributes(before or {})])
        else:
            put_all(dynamodb, catalog, [to_attributes(after)])
        waiting.append(record(number, before, after))
        if data.draw(st.booleans()):
            deliver(*delivered, *waiting)
            delivered, waiting = waiting[-1:], []
            check(shop, rows)
    deliver(*waiting)
    check(shop, rows)
    # The invariants of claims and counts, which the fixture checks, do not hold for random items.
    delete_all(dynamodb, catalog, read_all(dynamodb, catalog))


def check(shop: Shop, rows: MenuRows) -> None:
    expected = assembled()
    assert texts(shop) == expected
    if "TAGS" in rows.read():
        assert rows.bodies() == expected
        assert rows.marks == set()
