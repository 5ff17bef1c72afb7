"""The one seam to DynamoDB. Nothing outside this package imports boto3 for it."""

from bodega.dynamodb.expressions import ANY, Check, Delete, Item, Key, Put, Query, Update, Write, at_one_of
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
