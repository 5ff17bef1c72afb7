"""The contents of a catalog table, and a check of its integrity."""

import json
from collections import Counter
from collections.abc import Iterable
from typing import Any

from boto3.dynamodb.types import TypeDeserializer

from bodega.text import fold_name
from harness.aws.tables import put_all, read_all
from harness.shop.kinds import HOLDS, PARTITION

_from_attribute = TypeDeserializer().deserialize
_REFERENCES = {PARTITION[kind]: field for kind, (field, _) in HOLDS.items()}


class CatalogState:
    """The rows of a catalog table.

    `items`: by ID. `claims`: the IDs by (partition, name). `records`: the records of idempotent requests. `menu`: the
    items of the stored menu. `migrations`: the records of migrations, by name.
    """

    def __init__(self, rows: Iterable[dict[str, Any]]) -> None:
        self.items: dict[str, dict[str, Any]] = {}
        self.claims: dict[tuple[str, str], str] = {}
        self.records: list[dict[str, Any]] = []
        self.menu: list[dict[str, Any]] = []
        self.migrations: dict[str, dict[str, Any]] = {}
        for row in rows:
            item = {name: _from_attribute(value) for name, value in row.items()}
            if item["pk"].endswith("#NAME"):
                self.claims[item["pk"], item["sk"]] = item["id"]
            elif "#REQUEST#" in item["pk"]:
                self.records.append(item)
            elif item["pk"] == "MENU":
                self.menu.append(item)
            elif item["pk"] == "MIGRATION":
                self.migrations[item["sk"]] = item
            else:
                self.items[item["sk"]] = item

    def refs(self, item_id: str) -> int:
        return int(self.items[item_id]["refs"])

    def of_kind(self, kind: str) -> list[dict[str, Any]]:
        return [item for item in self.items.values() if item["pk"] == PARTITION[kind]]

    def check(self) -> None:
        """Check the invariants: every name is claimed once, references are counted, and none is dangling."""
        names = {(f"{item['pk']}#NAME", fold_name(item["name"])): item_id for item_id, item in self.items.items()}
        assert self.claims == names
        assert len(names) == len(self.items)
        referred = Counter(
            target for item in self.items.values() for target in item.get(_REFERENCES.get(item["pk"], ""), ())
        )
        assert set(referred) <= set(self.items)
        assert {item_id: int(item["refs"]) for item_id, item in self.items.items()} == {
            item_id: referred[item_id] for item_id in self.items
        }


def clone(client: Any, table: str, item: dict[str, Any], count: int) -> list[str]:
    """Write `count` copies of `item` directly to the table and return their IDs.

    The stored rows are copied as text, so the copies have every attribute that the functions store. The name of the
    item must be in its normalized form.
    """
    text = json.dumps([row for row in read_all(client, table) if item["id"] in json.dumps(row)])
    assert text.count(item["id"]) >= 4, "the item and its name claim"
    ids = [f"{item['id'][:-5]}{number:05d}" for number in range(count)]
    copies: list[dict[str, Any]] = []
    for number, new_id in enumerate(ids):
        copies += json.loads(text.replace(item["id"], new_id).replace(item["name"], f"{item['name']} {number:05d}"))
    put_all(client, table, copies)
    return ids
