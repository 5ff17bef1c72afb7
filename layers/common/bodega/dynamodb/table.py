"""A table as the stores use it: plain Python values in, plain Python values out."""

import os
from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from typing import Any, NamedTuple

from bodega.attributes import Key, from_attributes
from bodega.aws import ServiceError
from bodega.dynamodb.calls import TRANSIENT_REASONS, call, pause
from bodega.dynamodb.expressions import Check, Delete, Item, Put, Query, Update, Write

_MOST_KEYS = 100
_ACTIONS = {Put: "Put", Update: "Update", Delete: "Delete", Check: "ConditionCheck"}


class ConditionFailed(Exception):
    """The write's condition did not hold; nothing was written.

    `item` is the item as it stands, None where there is none: no second read is needed to tell why.
    """

    def __init__(self, item: Item | None) -> None:
        super().__init__("the condition of a write did not hold")
        self.item = item


class TransactionFailed(Exception):
    """At least one condition of a transaction did not hold; nothing was written.

    `failures` maps the positions of the writes that failed to their items as they stand.
    """

    def __init__(self, failures: Mapping[int, Item | None]) -> None:
        super().__init__(f"the conditions of writes {sorted(failures)} did not hold")
        self.failures = failures


class Page(NamedTuple):
    """`last` is where the next page starts, None at the end."""

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

    def query(self, query: Query) -> Page:
        """One page, of at most 1 MB; 0.5 RCU per 4 KB that are read, 1 when consistent."""
        answer = call("Query", {"TableName": self.name, **query.members()})
        last = answer.get("LastEvaluatedKey")
        return Page([from_attributes(item) for item in answer["Items"]], from_attributes(last) if last else None)

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

    def transact(self, writes: Sequence[Write]) -> None:
        """All of up to 100 writes or none; 2 WCU per KB and item.

        The token makes a repetition harmless: DynamoDB answers it like the first call (10 minutes).
        A transaction that meets another one halfway is told of what that has written and that it still holds
        the rest, which may be the very claim that explains it: only an answer without a conflict says all.

        Raises: TransactionFailed.
        """
        request = {
            "ClientRequestToken": os.urandom(16).hex(),
            "TransactItems": [
                {
                    _ACTIONS[type(write)]: {
                        "TableName": self.name,
                        **write.members(),
                        "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
                    }
                }
                for write in writes
            ],
        }
        for attempt in count():
            try:
                call("TransactWriteItems", request)
            except ServiceError as error:
                reasons: Sequence[Mapping[str, Any]] = error.document.get("CancellationReasons", ())
                failures = _failures(reasons)
                if not failures:
                    raise
                if not any(reason.get("Code") in TRANSIENT_REASONS for reason in reasons):
                    raise TransactionFailed(failures) from None
                pause(attempt, error)
            else:
                return


def _failures(reasons: Sequence[Mapping[str, Any]]) -> dict[int, Item | None]:
    return {
        position: from_attributes(reason["Item"]) if reason.get("Item") else None
        for position, reason in enumerate(reasons)
        if reason.get("Code") == "ConditionalCheckFailed"
    }
