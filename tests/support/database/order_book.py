"""The orders of a test, written to the tables directly and read back as plain items."""

from collections.abc import Mapping
from typing import Any

from bodega.attributes import from_attributes, to_attributes
from harness.aws.tables import put_all, read_all
from tests.support.shop.stored_orders import ORDER_ID, stored_order

Item = dict[str, Any]


class OrderBook:
    """`names`: the tables of the shop, by the environment variable that names each to the functions."""

    def __init__(self, client: Any, names: Mapping[str, str]) -> None:
        self._client = client
        self.names = dict(names)

    def place(self, order_id: str = ORDER_ID, status: str = "placed", **changed: Any) -> str:
        """Write an order with all its items; return its id."""
        self.put(*stored_order(order_id, status, **changed))
        return order_id

    def put(self, *items: Item, variable: str = "ORDERS_TABLE") -> None:
        put_all(self._client, self.names[variable], map(to_attributes, items))

    def remove(self, *items: Item, variable: str = "ORDERS_TABLE") -> None:
        """Delete items by their keys, as when they expire."""
        for item in items:
            key = to_attributes({name: item[name] for name in ("pk", "sk")})
            self._client.delete_item(TableName=self.names[variable], Key=key)

    def rows(self) -> dict[str, list[dict[str, Any]]]:
        """Return all rows of all tables in DynamoDB's JSON, by the table's name."""
        return {name: read_all(self._client, name) for name in self.names.values()}

    def items(self, variable: str = "ORDERS_TABLE") -> list[Item]:
        """Return all items of a table."""
        return [from_attributes(row) for row in read_all(self._client, self.names[variable])]

    def item(self, pk: str, sk: str) -> Item | None:
        """Return an item of the orders table."""
        return next((item for item in self.items() if (item["pk"], item["sk"]) == (pk, sk)), None)

    def head(self, order_id: str = ORDER_ID) -> Item:
        found = self.item(f"ORDER#{order_id}", "ORDER")
        assert found is not None
        return found

    def attempt(self, number: int = 1, order_id: str = ORDER_ID) -> Item:
        """Return an attempt to pay an order by card."""
        found = self.item(f"ORDER#{order_id}", f"PAYMENT#{number}")
        assert found is not None
        return found

    def commands(self) -> list[Item]:
        """Return the commands for the payment provider, of all orders."""
        return [item for item in self.items() if item["sk"] == "COMMAND"]

    def history(self, order_id: str = ORDER_ID) -> list[Item]:
        """Return what happened to an order since it was placed."""
        entries = [each for each in self.items() if each["pk"] == f"ORDER#{order_id}" and "HISTORY#" in each["sk"]]
        return sorted(entries, key=lambda entry: entry["sk"])[1:]

    def mails(self) -> list[Item]:
        """Return the mails of the outbox, oldest first."""
        mails = [item for item in self.items("ACCOUNTS_TABLE") if item["pk"].startswith("OUTBOX#")]
        return sorted(mails, key=lambda mail: mail["pk"])

    def sales(self) -> list[Item]:
        """Return the events that were put into the analytics table."""
        intakes = [item for item in self.items("ANALYTICS_TABLE") if item["sk"] == "EVENTS"]
        return [event for intake in intakes for event in intake["events"]]

    def dump(self) -> dict[str, list[Item]]:
        """Return all items of all tables."""
        return {variable: self.items(variable) for variable in self.names}
