"""The one seam to DynamoDB: nothing outside this package uses the SDK for it.

The authorizer alone goes past it, because it cannot wait for an SDK (functions/authorizer/session_lookup.py).
"""

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
