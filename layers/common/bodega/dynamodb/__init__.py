"""The one seam to DynamoDB: nothing outside this package asks it for anything."""

from bodega.attributes import Key
from bodega.dynamodb.expressions import ANY, Check, Delete, Item, Put, Query, Update, Write, at_one_of
from bodega.dynamodb.table import ConditionFailed, Page, Table, TransactionFailed

__all__ = [
    "ANY",
    "Check",
    "ConditionFailed",
    "Delete",
    "Item",
    "Key",
    "Page",
    "Put",
    "Query",
    "Table",
    "TransactionFailed",
    "Update",
    "Write",
    "at_one_of",
]
