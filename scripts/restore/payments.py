"""Orders whose card payment went on after the moment of a restore. A restore cannot take money back, so they stay."""

from collections.abc import Callable

from bodega.attributes import Key
from scripts.restore.items import Row

COMMAND = "COMMAND"
"""The sort key of a command. It is written last, because the stream has it executed at once."""
_ORDER = "ORDER#"
_MONEY = ("PAYMENT#", "REFUND#")
"""Starts the sort keys of payments and refunds."""


class MovedMoney:
    """Finds the orders with a payment, a refund or a command that is not in the restored table as it is now."""

    def __init__(self, digest: Callable[[Row], bytes]) -> None:
        self._digest = digest
        self._then: dict[Key, bytes] = {}
        self._now: dict[Key, bytes] = {}
        self._orders: dict[Key, str] = {}

    def then(self, key: Key, row: Row) -> None:
        """Note an item of the restored table."""
        self._note(self._then, key, row)

    def now(self, key: Key, row: Row) -> None:
        """Note an item of the live table."""
        self._note(self._now, key, row)

    def partitions(self) -> frozenset[str]:
        """Return the partitions that stay as they are: of orders, and of commands."""
        moved = {self._orders[key] for key, digest in self._now.items() if self._then.get(key) != digest}
        return frozenset({*moved, *(key.pk for key, order in self._orders.items() if order in moved)})

    def _note(self, noted: dict[Key, bytes], key: Key, row: Row) -> None:
        if key.sk == COMMAND:
            self._orders[key] = f"{_ORDER}{row['orderId']['S']}"
        elif key.sk.startswith(_MONEY) and key.pk.startswith(_ORDER):  # accounts have saved payment methods
            self._orders[key] = key.pk
        else:
            return
        noted[key] = self._digest(row)
