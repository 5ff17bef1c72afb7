"""Export the items of a table as JSON, one item a line, into the file FOLDER/TABLE.jsonl.

Local shop:          make export TABLE=catalog TO=folder            (while `make run` is running)
Deployed shop:       make export TABLE=catalog TO=folder ENV=prod
A restored table:    make export TABLE=catalog TO=folder FROM=NAME

Left out, unless you give EVERYTHING=1: password hashes, tokens, sessions, waiting mail, limits, stored answers, the
stored menu and the journal of the smoke test. Items are read one page after another while the shop is open, so the file
is no snapshot. After an interruption, the next run continues. It imports the functions' code, so its search path is the
one that the Makefile exports.
"""

import argparse
import base64
import json
import os
import sys
from functools import partial
from pathlib import Path
from typing import Any

from scripts.table_command import fail, run_on_table, scan
from scripts.table_options import add_table_options
from scripts.tables import ACCOUNTS, ANALYTICS, CATALOG, ERASURES, ORDERS, TableOf

TABLES = {"catalog": CATALOG, "accounts": ACCOUNTS, "analytics": ANALYTICS, "erasures": ERASURES, "orders": ORDERS}

Item = dict[str, Any]

_PROGRESS_EVERY = 10_000  # items
_NOTE = "What was exported so far stays. Run this again."

_LEFT_OUT = ("TOKEN#", "TRACK#", "OUTBOX#", "MAILBOX#", "LIMIT#", "MENU", "SMOKE")
_LEFT_OUT_OF_USERS = ("SESSION#", "REQUEST#")
_SECRET = frozenset({"passwordHash", "resetToken", "verifyToken", "undoTokens", "token", "writeMark"})


def main(arguments: list[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    table = TABLES[options.name]
    options.output = table.output
    return run_on_table(options, table, partial(_export, options, table), _NOTE)


def _export(options: argparse.Namespace, table: TableOf) -> int:
    try:
        return Export(table, options.name, options.folder, everything=options.everything).run()
    except OSError as error:
        return fail(f"{error.filename or options.folder}: {error.strerror}. {_NOTE}")


class Export:
    """An export of one table into a folder.

    `TABLE.jsonl.part` grows by a page of items. `TABLE.jsonl.position` has the size of the part after the last complete
    page, and the key after which the next page begins, or that there is no other page.
    """

    def __init__(self, table: TableOf, name: str, folder: Path, *, everything: bool) -> None:
        self._table = table
        self._settings = {"table": table.name, "everything": everything}
        self.file = folder / f"{name}.jsonl"
        self._part = folder / f"{name}.jsonl.part"
        self._position = folder / f"{name}.jsonl.position"

    def run(self) -> int:
        """1 Scan per MB, 1 RCU per 4 KB."""
        if self.file.exists():
            return fail(f"{self.file} exists. Delete it, or export into another folder.")
        self.file.parent.mkdir(parents=True, exist_ok=True)
        position = self._read_position()
        if any(position[name] != value for name, value in self._settings.items()):
            return fail(
                f"{self._part} is a part of another export. Delete it to begin again, or export into another folder."
            )
        with os.fdopen(os.open(self._part, os.O_RDWR | os.O_CREAT, 0o600), "r+b") as part:
            if os.fstat(part.fileno()).st_size < position["bytes"]:
                return fail(f"{self._part} is not whole. Delete it to begin again.")
            part.truncate(position["bytes"])
            part.seek(position["bytes"])
            exported = self._write_pages(part, position)
        self._part.rename(self.file)
        self._position.unlink(missing_ok=True)
        print(f"{exported} items of {self._table.name} are in {self.file}.")
        return 0

    def _write_pages(self, part: Any, position: Item) -> int:
        from bodega.attributes import from_attributes

        exported, said = position["items"], position["items"]
        if exported:
            print(f"  continues after {exported} items", file=sys.stderr)
        if position["done"]:  # the run ended before the part got its name
            return int(exported)
        start = {"ExclusiveStartKey": position["after"]} if position["after"] else {}
        for page in scan(self._table, "attribute_exists(#pk)", {}, **start):
            for item in map(from_attributes, page["Items"]):
                shown = item if self._settings["everything"] else without_secrets(item)
                if shown is not None:
                    part.write(f"{as_json(shown)}\n".encode())
                    exported += 1
            part.flush()
            os.fsync(part.fileno())
            self._write_position(part.tell(), exported, page.get("LastEvaluatedKey"))
            if exported - said >= _PROGRESS_EVERY:
                said = exported
                print(f"  {exported} items exported ...", file=sys.stderr)
        return int(exported)

    def _read_position(self) -> Item:
        if not (self._part.exists() and self._position.exists()):
            return {**self._settings, "bytes": 0, "items": 0, "after": None, "done": False}
        position: Item = json.loads(self._position.read_text(encoding="utf-8"))
        return position

    def _write_position(self, size: int, items: int, after: Item | None) -> None:
        position = {**self._settings, "bytes": size, "items": items, "after": after, "done": after is None}
        written = self._position.with_suffix(".new")
        written.write_text(json.dumps(position), encoding="utf-8")
        written.replace(self._position)


def without_secrets(item: Item) -> Item | None:
    """Return the item without secrets, or None for an item that is secret, short-lived or derived from others."""
    pk, sk = item["pk"], item["sk"]
    if pk.startswith(_LEFT_OUT) or "#REQUEST#" in pk or (pk.startswith("USER#") and sk.startswith(_LEFT_OUT_OF_USERS)):
        return None
    shown = {name: value for name, value in item.items() if name not in _SECRET}
    if change := shown.get("emailChange"):
        shown["emailChange"] = {name: change[name] for name in ("email", "expiresAt")}
    return shown


def as_json(item: Item) -> str:
    """Return the item as one line of JSON. Sets are lists in order, and bytes are base64."""
    return json.dumps(item, ensure_ascii=False, sort_keys=True, default=_plain)


def _plain(value: Any) -> Any:
    return sorted(value) if isinstance(value, frozenset) else base64.b64encode(value).decode()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("name", choices=TABLES, metavar="TABLE", help=", ".join(TABLES))
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="where the file is written")
    parser.add_argument("--everything", action="store_true", help="also what is secret, short-lived or derived")
    add_table_options(parser, "CatalogTableName")
    return parser


if __name__ == "__main__":
    sys.exit(main())
