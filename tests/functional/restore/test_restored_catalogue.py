"""A restored catalogue: items, names and references are as they were, and old ETags do not fit by chance."""

import io
from collections.abc import Callable
from typing import Any

import pytest

from harness.shop.client import Shop
from scripts.restore import copying
from tests.functional.restore.conftest import Restore, Rows, Snapshot

Read = Callable[[str], Rows]


def entries(rows: Rows) -> Rows:
    """Return the items without what a restore raises or leaves to the functions."""
    kept = [row for row in rows if row["pk"]["S"] != "MENU"]
    return [{name: row[name] for name in row.keys() - {"version", "writeMark"}} for row in kept]


def change(shop: Shop) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    """Delete a product, rename another one, and add a category and a third product."""
    tea, coffee = shop.add("products", name="Tea"), shop.add("products", name="Coffee")
    return tea, coffee, shop.add("categories", name="Drinks", productIds=[tea["id"]])


@pytest.fixture
def changed(shop: Shop, snapshot: Snapshot) -> tuple[Any, Any, Any]:
    """Return the copy of a catalogue that was changed afterwards, and two of its products."""
    tea, coffee, drinks = change(shop)
    sources = snapshot("catalog")
    assert shop.put(f"/categories/{drinks['id']}", {"name": "Drinks", "productIds": [coffee["id"]]}).status == 200
    assert shop.delete(f"/products/{tea['id']}").status == 204
    assert shop.patch(f"/products/{coffee['id']}", {"name": "Flat white"}).status == 200
    shop.add("products", name="Coffee")
    return sources, tea, coffee


def test_the_items_are_as_they_were(shop: Shop, rows: Read, snapshot: Snapshot, restore: Restore) -> None:
    tea, coffee, drinks = change(shop)
    before = rows("catalog")
    sources = snapshot("catalog")
    shop.put(f"/categories/{drinks['id']}", {"name": "Drinks", "productIds": []})
    shop.delete(f"/products/{tea['id']}")
    shop.patch(f"/products/{coffee['id']}", {"name": "Flat white"})
    shop.add("products", name="Coffee")

    assert restore(sources) == 0

    assert entries(rows("catalog")) == entries(before)
    assert [item["name"] for item in shop.get("/products").json["items"]] == ["Coffee", "Tea"]


def test_the_menu_shows_the_restored_catalogue(changed: Any, shop: Shop, restore: Restore) -> None:
    shop.get("/menu")

    assert restore(changed[0]) == 0

    menu = shop.get("/menu").json
    assert [product["name"] for product in menu["categories"][0]["products"]] == ["Tea"]


def test_no_version_of_before_fits_by_chance(changed: Any, shop: Shop, restore: Restore) -> None:
    sources, tea, coffee = changed
    before = shop.get(f"/products/{coffee['id']}").json["version"]

    restore(sources)

    for item in (tea, coffee):
        version = shop.get(f"/products/{item['id']}").json["version"]
        assert version > before + 1_000_000
        old = {"If-Match": f'"{before}"'}
        assert shop.patch(f"/products/{item['id']}", {"name": "X"}, headers=old).code == "version_conflict"


def test_a_second_run_finds_nothing_to_restore(
    changed: Any, rows: Read, restore: Restore, capsys: pytest.CaptureFixture[str]
) -> None:
    restore(changed[0])
    before = rows("catalog")

    assert restore(changed[0]) == 0

    assert "There is nothing to restore" in capsys.readouterr().out
    assert rows("catalog") == before


def test_an_interrupted_copy_is_completed_by_the_next_run(
    changed: Any,
    shop: Shop,
    restore: Restore,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def interrupt(*_: Any) -> Any:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(copying, "put", interrupt)
        assert restore(changed[0]) == 130
    assert "Run the same command again" in capsys.readouterr().err

    assert restore(changed[0]) == 0

    assert [item["name"] for item in shop.get("/products").json["items"]] == ["Coffee", "Tea"]


@pytest.mark.parametrize("typed", ["bodega-prod\n", "\n", ""])
def test_without_the_name_of_the_stack_nothing_is_changed(
    typed: str,
    changed: Any,
    rows: Read,
    restore: Restore,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    before = rows("catalog")
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))

    assert restore(changed[0], "--tables", "catalog") == 1

    assert rows("catalog") == before
    said = capsys.readouterr()
    assert "2 items come back, 3 change, 2 go" in said.out
    assert "Nothing was changed" in said.err


def test_a_broken_backup_is_not_copied_unless_the_operator_insists(
    changed: Any,
    live: dict[str, str],
    dynamodb: Any,
    rows: Read,
    restore: Restore,
    capsys: pytest.CaptureFixture[str],
) -> None:
    sources, tea, _ = changed
    count_references(dynamodb, sources["catalog"], tea, 1)
    before = rows("catalog")

    assert restore(sources) == 1

    said = capsys.readouterr()
    assert f"PRODUCT {tea['id']} counts 2 references, and 1 items refer to it" in said.out
    assert "ANYWAY=1" in said.err
    assert rows("catalog") == before

    assert restore(sources, "--yes", "--anyway") == 0
    count_references(dynamodb, live["catalog"], tea, -1)  # the fixture of the table checks it after the test


def count_references(dynamodb: Any, table: str, product: dict[str, Any], change: int) -> None:
    dynamodb.update_item(
        TableName=table,
        Key={"pk": {"S": "PRODUCT"}, "sk": {"S": product["id"]}},
        UpdateExpression="ADD refs :change",
        ExpressionAttributeValues={":change": {"N": str(change)}},
    )
