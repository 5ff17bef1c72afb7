"""A table: reads and writes of items as plain Python values."""

import os
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from bodega.attributes import Key, from_attributes
from bodega.aws import ServiceError
from bodega.dynamodb.calls import call
from bodega.dynamodb.expressions import Query, Update, Write
from bodega.dynamodb.reads import batch_get
from bodega.dynamodb.transactions import TableWrite, transact
from bodega.items import Item


class ConditionFailed(Exception):
    """The condition of a write did not hold; nothing was written.

    `item` is the item as it stands, None if there is none. It tells the reason without a second read.
    """

    def __init__(self, item: Item | None) -> None:
        super().__init__("the condition of a write did not hold")
        self.item = item


class QueryResult(NamedTuple):
    """The items of one query. `last` is the key after which the next query starts, None at the end."""

    items: list[Item]
    last: Item | None


class Table:
    """A DynamoDB table. `variable`: the environment variable with its name.

    Every method raises StorageUnavailable if DynamoDB does not answer in time, and StorageRefused if it refuses the
    function's role, its credentials, or a key or table.
    """

    def __init__(self, variable: str) -> None:
        self._variable = variable

    @property
    def name(self) -> str:
        return os.environ[self._variable]

    def get(self, key: Key, *, consistent: bool = False) -> Item | None:
        """Return the item, or None; 1 GetItem: 0.5 RCU per 4 KB, 1 when consistent."""
        request: dict[str, Any] = {"TableName": self.name, "Key": key.attributes(), "ConsistentRead": consistent}
        item = call("GetItem", request).get("Item")
        return from_attributes(item) if item else None

    def batch_get(self, keys: Sequence[Key], *, consistent: bool = False) -> list[Item]:
        """Return the items that exist, in no order; 1 BatchGetItem per 100 keys.

        0.5 RCU per item of up to 4 KB, 1 when consistent.
        """
        return batch_get({self.name: keys}, consistent=consistent)[self.name]

    def query(self, query: Query) -> QueryResult:
        """Return the items of one Query, which reads at most 1 MB; 0.5 RCU per 4 KB, 1 when consistent."""
        answer = call("Query", {"TableName": self.name, **query.members()})
        last = answer.get("LastEvaluatedKey")
        return QueryResult([from_attributes(item) for item in answer["Items"]], from_attributes(last) if last else None)

    def query_all(self, query: Query) -> Iterator[Item]:
        """Yield all items; each Query is made when its first item is needed."""
        while True:
            result = self.query(query)
            yield from result.items
            if result.last is None:
                return
            query = query._replace(start=result.last)

    def update(self, update: Update) -> Item:
        """Change one item and return it as it is afterwards; 1 UpdateItem, 1 WCU per KB.

        A repeated call, after a lost answer, does not change the item twice: each change writes a random mark into the
        item, and its condition fails where the item has this mark already.

        Raises: ConditionFailed.
        """
        mark = os.urandom(16).hex()
        marked = update._replace(
            set={**update.set, "writeMark": mark},
            condition=f"({update.condition}) AND (attribute_not_exists(#writeMark) OR #writeMark <> :set_writeMark)",
        )
        request = {
            "TableName": self.name,
            **marked.members(),
            "ReturnValues": "ALL_NEW",
            "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
        }
        try:
            return from_attributes(call("UpdateItem", request)["Attributes"])
        except ServiceError as error:
            if error.code != "ConditionalCheckFailedException":
                raise
            item = from_attributes(error.document["Item"]) if "Item" in error.document else None
        if item is not None and item.get("writeMark") == mark:
            return item
        raise ConditionFailed(item)

    def write(self, write: Write) -> TableWrite:
        """Return `write` as a write to this table, for a transaction over several tables (`transact`)."""
        return TableWrite(self.name, write)

    def transact(self, writes: Mapping[str, Write | None]) -> None:
        """Make all of up to 100 named writes to this table, or none of them: `transact` for one table.

        Raises: TransactionFailed.
        """
        transact({name: self.write(write) for name, write in writes.items() if write is not None})
