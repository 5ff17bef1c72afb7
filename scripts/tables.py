"""The tables of the shop, for commands that work on one of them."""

import os
from typing import NamedTuple


class TableOf(NamedTuple):
    """A table of the shop.

    `variable`: the environment variable with its name. `function`: one that has this variable. `output`: the stack's
    output with the name.
    """

    variable: str
    function: str
    output: str

    @property
    def name(self) -> str:
        return os.environ[self.variable]


CATALOG = TableOf("CATALOG_TABLE", "ProductsFunction", "CatalogTableName")
ACCOUNTS = TableOf("ACCOUNTS_TABLE", "UsersFunction", "AccountsTableName")
ANALYTICS = TableOf("ANALYTICS_TABLE", "AggregatorFunction", "AnalyticsTableName")
ERASURES = TableOf("ERASURES_TABLE", "UsersFunction", "ErasuresTableName")
ORDERS = TableOf("ORDERS_TABLE", "StoreFunction", "OrdersTableName")

TABLES = (CATALOG, ACCOUNTS, ANALYTICS, ERASURES, ORDERS)

ERASURE = "ERASURE"
"""The sort key of each item on the list of erasures. No other table has it."""
