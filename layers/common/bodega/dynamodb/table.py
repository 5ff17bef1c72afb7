"""A table as the stores use it: plain Python values in, plain Python values out."""

import os
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from bodega.attributes import Key, from_attributes
from bodega.aws import ServiceError
from bodega.dynamodb.calls import call, pause
from bodega.dynamodb.expressions import Query, Update, Write
from bodega.dynamodb.transactions import TableWrite, transact
from bodega.items import Item

_MOST_KEYS = 100


class ConditionFailed(Exception):
    """The write's condition did not hold; nothing was written.

    `item` is the item as it stands, None where there is none: no second read is needed to tell why.
    """

    def __init__(self, item: Item | None) -> None:
        super().__init__("the condition of a write did not hold")
        self.item = item


class QueryResult(NamedTuple):
    """The items of one query. `last` is the key after which the next query starts, None at the end."""

    items: list[Item]
    last: Item | None


class Table:
    """A DynamoDB table, named by an environment variable of the function.

    Every method raises StorageUnavailable when the database does not answer in time.
    """

    def __init__(self, variable: str) -> None:
        self._variable = variable

    @property
    def name(self) -> str:
        return os.environ[self._variable]

    def get(self, key: Key, *, consistent: bool = False) -> Item | None:
        """0.5 RCU per 4 KB, 1 when consistent."""
        request: dict[str, Any] = {"TableName": self.name, "Key": key.attributes(), "ConsistentRead": consistent}
        item = call("GetItem", request).get("Item")
        return from_attributes(item) if item else None

    def batch_get(self, keys: Sequence[Key], *, consistent: bool = False) -> list[Item]:
        """Those of the keys' items that are there, in no order, 100 items a call.

        0.5 RCU per item of 4 KB, 1 when consistent.
        """
        items: list[Item] = []
        waiting = [key.attributes() for key in keys]
        retries = 0
        while waiting:
            asked, waiting = waiting[:_MOST_KEYS], waiting[_MOST_KEYS:]
            request = {"RequestItems": {self.name: {"Keys": asked, "ConsistentRead": consistent}}}
            answer = call("BatchGetItem", request)
            items += [from_attributes(item) for item in answer["Responses"].get(self.name, ())]
            # What DynamoDB had no capacity for just now, it hands back.
            left = answer.get("UnprocessedKeys", {}).get(self.name, {}).get("Keys", [])
            if left:
                pause(retries)
                retries += 1
            waiting += left
        return items

    def query(self, query: Query) -> QueryResult:
        """One page, of at most 1 MB; 0.5 RCU per 4 KB that are read, 1 when consistent."""
        answer = call("Query", {"TableName": self.name, **query.members()})
        last = answer.get("LastEvaluatedKey")
        return QueryResult([from_attributes(item) for item in answer["Items"]], from_attributes(last) if last else None)

    def query_all(self, query: Query) -> Iterator[Item]:
        """All pages, read as they are wanted."""
        while True:
            page = self.query(query)
            yield from page.items
            if page.last is None:
                return
            query = query._replace(start=page.last)

    def update(self, update: Update) -> Item:
        """Change one item and return it as it is afterwards; 1 WCU per KB.

        The change is made once, also when the answer to it is lost and the call is repeated: it
        leaves its mark in the item, and whoever finds their own mark has already written.

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

    def transact(self, writes: Mapping[str, Write | None] | Sequence[Write]) -> None:
        """Make all of up to 100 writes to this table, or none of them: `transact` for one table.

        Until every caller names its writes, a sequence is accepted too; its names are "0", "1", and so on.

        Raises: TransactionFailed.
        """
        named = writes if isinstance(writes, Mapping) else {str(place): write for place, write in enumerate(writes)}
        transact({name: self.write(write) for name, write in named.items() if write is not None})
