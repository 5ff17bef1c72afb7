"""Transactions: named writes to one table or several, made all together or not at all."""

import os
from collections.abc import Mapping, Sequence
from itertools import count
from typing import Any, NamedTuple

from bodega.attributes import from_attributes
from bodega.aws import ServiceError
from bodega.dynamodb.calls import TRANSIENT_REASONS, call, pause
from bodega.dynamodb.expressions import Check, Delete, Put, Update, Write
from bodega.items import Item

_ACTIONS = {Put: "Put", Update: "Update", Delete: "Delete", Check: "ConditionCheck"}


class TableWrite(NamedTuple):
    """A write and the table that it goes to; made by `Table.write`."""

    table_name: str
    write: Write


class TransactionFailed(Exception):
    """At least one condition of a transaction did not hold; nothing was written.

    `failures` maps the names of the writes that failed to their items as they stand, in the order of the writes.
    """

    def __init__(self, failures: Mapping[str, Item | None]) -> None:
        super().__init__(f"the conditions of these writes did not hold: {', '.join(failures)}")
        self._failures = dict(failures)

    @property
    def names(self) -> frozenset[str]:
        """The names of the writes whose condition did not hold."""
        return frozenset(self._failures)

    def broke(self, name: str) -> bool:
        """Return whether the condition of the write `name` did not hold."""
        return name in self._failures

    def item(self, name: str) -> Item | None:
        """Return the item that broke the condition of the write `name`.

        None where the condition held, where there is no item, and where the transaction has no such write.
        """
        return self._failures.get(name)

    def group(self, prefix: str) -> list[str]:
        """Return the names of the failed writes that start with `prefix`, without it, in the order of the writes."""
        return [name.removeprefix(prefix) for name in self._failures if name.startswith(prefix)]


def transact(writes: Mapping[str, TableWrite | None]) -> None:
    """Make all of up to 100 writes, to any tables, or none of them; 2 WCU per KB and item.

    `writes` maps names to writes, in the order of the request. A write that is None is left out.

    A client token makes a repeated call harmless: for 10 minutes, DynamoDB answers it like the first one.
    A conflict with another transaction can come with failed conditions that tell only part of that transaction, so
    the call is repeated until an answer has no conflict.

    Raises: TransactionFailed, StorageUnavailable.
    """
    named = {name: write for name, write in writes.items() if write is not None}
    request = {
        "ClientRequestToken": os.urandom(16).hex(),
        "TransactItems": [
            {
                _ACTIONS[type(write)]: {
                    "TableName": table_name,
                    **write.members(),
                    "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
                }
            }
            for table_name, write in named.values()
        ],
    }
    for attempt in count():
        try:
            call("TransactWriteItems", request)
        except ServiceError as error:
            reasons: Sequence[Mapping[str, Any]] = error.document.get("CancellationReasons", ())
            failures = {
                name: from_attributes(reason["Item"]) if reason.get("Item") else None
                for name, reason in zip(named, reasons, strict=False)  # other errors have no reasons
                if reason.get("Code") == "ConditionalCheckFailed"
            }
            if not failures:
                raise
            if not any(reason.get("Code") in TRANSIENT_REASONS for reason in reasons):
                raise TransactionFailed(failures) from None
            pause(attempt, error)
        else:
            return
