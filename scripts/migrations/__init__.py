"""Migrations of stored items: changes of data that a new version of the code wants in another form."""

from typing import NamedTuple

from scripts.tables import CATALOG, TableOf


class Migration(NamedTuple):
    """A change of all items of a table.

    `name`: the key of its record, unique forever. `title`: what it does, for the operator. `table`: whose items it
    reads. `items`: the filter of the scan. `change`: the `module:function` that changes one item.
    """

    name: str
    title: str
    table: TableOf
    items: str
    change: str


MIGRATIONS = (
    Migration(
        "0001-name-keys",
        "Sort keys and claims of names",
        CATALOG,
        "attribute_exists(#nameKey)",
        "scripts.migrations.name_keys:change",
    ),
)
"""All migrations, in the order in which they run."""
