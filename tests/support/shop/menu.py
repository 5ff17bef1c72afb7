"""The menu builder with records of the catalogue's stream, and the menu as it should be."""

import zlib
from collections.abc import Iterable, Mapping
from typing import Any
from unittest.mock import patch

from bodega.attributes import from_attribute, to_attribute, to_attributes
from categories.menu import building, reading
from categories.menu.building import assemble
from harness.aws.policy_simulator import running
from harness.aws.tables import read_all
from harness.shop.client import Shop
from harness.shop.events import lambda_context
from harness.shop.functions import load_app

Record = dict[str, Any]
SHAPES = ("nested", "flat")


def record(number: int, before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> Record:
    """Return the record of a change in the stream. `before` and `after` are items with their keys."""
    item = after or before or {}
    change = {"Keys": to_attributes({"pk": item["pk"], "sk": item["sk"]}), "SequenceNumber": str(number)}
    images = {"OldImage": before, "NewImage": after}
    return {"dynamodb": change | {name: to_attributes(image) for name, image in images.items() if image is not None}}


NEW_ADDON = record(1, None, {"pk": "ADDON", "sk": "add_1", "id": "add_1"})
"""A change that the menu shows, of an item that needs not exist."""


def deliver(*records: Record) -> None:
    """Pass a batch of records to the menu builder."""
    with running("menu_builder"):
        load_app("categories", "menu_builder").handler({"Records": list(records)}, lambda_context("menu_builder"))


def rebuild() -> None:
    """Let the menu builder build the menu at once, as after a change."""
    with patch.object(building, "INTERVAL", 0):
        deliver(NEW_ADDON)


def current_menu(shop: Shop, shape: str = "nested") -> Any:
    """Return the menu after a build."""
    rebuild()
    answer = shop.get(f"/menu?shape={shape}")
    assert answer.status == 200, answer
    return answer.json


def assembled() -> dict[str, str]:
    """Return the body of each shape, made from the catalogue as it stands."""
    return {shape: answer.body for shape, answer in assemble().items()}


def forget_bodies() -> None:
    """Make the process forget the bodies that it has read, as a new process does."""
    reading._bodies.clear()


def texts(shop: Shop, shapes: Iterable[str] = SHAPES) -> dict[str, str | None]:
    """Return the body of each shape as a new process answers."""
    forget_bodies()
    return {shape: shop.get(f"/menu?shape={shape}").body for shape in shapes}


class MenuRows:
    """The rows of the stored menu in a table, for tests that look at them or damage them."""

    def __init__(self, client: Any, table: str) -> None:
        self._client = client
        self._table = table

    def read(self) -> dict[str, dict[str, Any]]:
        """Return the items by sort key, as plain values."""
        rows = (row for row in read_all(self._client, self._table) if row["pk"]["S"] == "MENU")
        return {row["sk"]["S"]: {name: _plain(value) for name, value in row.items()} for row in rows}

    @property
    def tags(self) -> dict[str, Any]:
        return self.read()["TAGS"]

    @property
    def marks(self) -> set[str]:
        return {name for name in self.tags if name.startswith("mark")}

    def bodies(self) -> dict[str, str]:
        """Return the stored body of each shape."""
        items = self.read()
        parts = {shape: [items[key]["content"] for key in sorted(items) if key.startswith(shape)] for shape in SHAPES}
        return {shape: zlib.decompress(b"".join(contents)).decode() for shape, contents in parts.items() if contents}

    def put(self, key: str, **attributes: Any) -> None:
        """Change attributes of an item."""
        item = {**self.read()[key], **attributes}
        encoded = {
            name: {"B": value} if isinstance(value, bytes) else to_attribute(value) for name, value in item.items()
        }
        self._client.put_item(TableName=self._table, Item=encoded)

    def delete(self, *keys: str) -> None:
        for key in keys:
            self._client.delete_item(TableName=self._table, Key={"pk": {"S": "MENU"}, "sk": {"S": key}})


def _plain(value: dict[str, Any]) -> Any:
    return value["B"] if "B" in value else from_attribute(value)
