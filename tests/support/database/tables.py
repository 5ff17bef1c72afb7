"""Dump, compare and restore all tables of a shop."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from bodega.attributes import to_attributes
from harness.aws.tables import create_table, delete_all, put_all, read_all, template

Rows = list[dict[str, Any]]
Dump = dict[str, Rows]
"""Rows by the environment variable that names the table to the functions."""

TABLES = {
    "CATALOG_TABLE": "CatalogTable",
    "ACCOUNTS_TABLE": "AccountsTable",
    "ANALYTICS_TABLE": "AnalyticsTable",
    "ERASURES_TABLE": "ErasuresTable",
    "ORDERS_TABLE": "OrdersTable",
}

# Generated values, which differ in every run. The longest come first, because some contain others.
_MADE_UP = re.compile(
    r"(?P<jwt>eyJ[\w-]+\.[\w-]+\.[\w-]+)"
    r"|(?P<bcrypt>\$2b\$\d\d\$[./A-Za-z0-9]{53})"
    r"|(?P<refresh>rt_[0-9A-Z]{26}_[0-9A-Z]{26}_\d+_\d+_\d+_[\w-]{43})"
    r"|(?P<hash>\b[0-9a-f]{64}\b|\b[0-9a-f]{32}\b)"
    r"|(?P<token>(?<![\w-])[\w-]{43}(?![\w-]))"
    r"|(?P<id>(?<![0-9A-Za-z])[0-7][0-9A-HJKMNP-TV-Z]{25}(?![0-9A-Za-z]))"
    r"|(?P<attempt>\b\d{10}-[0-9a-f]{12}\b)"
    r"|(?P<time>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)"
)
# Unix times and windows of the rate limit. They can be equal or different by chance.
_CLOCK = re.compile(
    r'(?<="N": ")[12]\d{9}(?=")|(?<="S": ")(?P<budget>LOGIN|REGISTER|GUEST|FORGOT|TOKEN|EMAIL)#\d+(?=")'
)

# The elements of a set are in the order of the generated values, which differs in every run.
_SET = re.compile(r'(?<="SS": \[)[^\]]+')


def _in_order(elements: re.Match[str]) -> str:
    return ", ".join(sorted(elements[0].split(", ")))


class Normal:
    """Normalizes text: replaces generated values that are not `known` with their kind."""

    def __init__(self, *known: Any) -> None:
        self._known = {found[0] for found in _MADE_UP.finditer(json.dumps(known, default=str))}

    def text(self, value: Any) -> str:
        text = value if isinstance(value, str) else json.dumps(value, sort_keys=True)
        made_up = _MADE_UP.sub(lambda found: found[0] if found[0] in self._known else f"<{found.lastgroup}>", text)
        return _SET.sub(_in_order, _CLOCK.sub(lambda found: f"{found['budget'] or ''}<clock>", made_up))

    def rows(self, dump: Mapping[str, Rows]) -> dict[str, list[str]]:
        """Return the rows as text, without attempts that are only reserved: those stop counting by themselves."""
        compared = without_reserved_attempts(without_marks(dump))
        return {table: sorted(map(self.text, rows)) for table, rows in compared.items()}


class Tables:
    """All tables of a shop. `names`: by environment variable."""

    def __init__(self, client: Any, names: Mapping[str, str]) -> None:
        self._client = client
        self.names = dict(names)
        self._seen: Dump | None = None

    def dump(self) -> Dump:
        self._seen = {variable: read_all(self._client, name) for variable, name in self.names.items()}
        return self._seen

    def read(self, variable: str) -> Rows:
        """Return the rows of one table."""
        return read_all(self._client, self.names[variable])

    def add(self, variable: str, items: Iterable[Mapping[str, Any]]) -> None:
        """Write plain items to one table."""
        put_all(self._client, self.names[variable], map(to_attributes, items))
        self._seen = None

    def restore(self, dump: Mapping[str, Rows]) -> None:
        """Restore the rows of `dump`. Nothing may have been written since the last call of `dump`."""
        seen, self._seen = self._seen or self.dump(), None
        for variable, now in seen.items():
            wanted = {_key(row): row for row in dump.get(variable, ())}
            present = {_key(row): row for row in now}
            table = self.names[variable]
            delete_all(self._client, table, [row for key, row in present.items() if key not in wanted])
            put_all(self._client, table, [row for key, row in wanted.items() if present.get(key) != row])


@contextmanager
def new_tables(client: Any, label: str) -> Iterator[Tables]:
    """Create tables with the template's keys and indexes, and delete them at the end of the block."""
    names = {variable: f"{logical_id.removesuffix('Table').lower()}-{label}" for variable, logical_id in TABLES.items()}
    declared = template().tables
    for variable, name in names.items():
        create_table(client, declared[TABLES[variable]].definition, name)
    try:
        yield Tables(client, names)
    finally:
        for name in names.values():
            client.delete_table(TableName=name)


def _key(row: Mapping[str, Any]) -> tuple[str, str]:
    return row["pk"]["S"], row["sk"]["S"]


def without_marks(dump: Mapping[str, Rows]) -> Dump:
    """Return the rows without the marks that make repeated updates harmless."""
    return {
        table: [{name: value for name, value in row.items() if name != "writeMark"} for row in rows]
        for table, rows in dump.items()
    }


def without_reserved_attempts(dump: Mapping[str, Rows]) -> Dump:
    """Return the rows without the attempts at a password that are neither right nor wrong yet."""
    return {table: [_without_reserved(row) for row in rows] for table, rows in dump.items()}


def _without_reserved(row: Mapping[str, Any]) -> dict[str, Any]:
    failed = row.get("failed")
    others = {name: value for name, value in row.items() if name != "attempts"}
    return {**others, "attempts": failed} if failed else others
