"""The only code that calls DynamoDB: tables, reads, writes and transactions as plain Python values."""

from bodega.attributes import Key
from bodega.dynamodb.expressions import ANY, Check, Delete, Put, Query, Update, Write, at_one_of
from bodega.dynamodb.reads import batch_get
from bodega.dynamodb.table import ConditionFailed, QueryResult, Table
from bodega.dynamodb.transactions import TableWrite, TransactionFailed, transact
from bodega.items import Item

__all__ = [
    "ANY",
    "Check",
    "ConditionFailed",
    "Delete",
    "Item",
    "Key",
    "Put",
    "Query",
    "QueryResult",
    "Table",
    "TableWrite",
    "TransactionFailed",
    "Update",
    "Write",
    "at_one_of",
    "batch_get",
    "transact",
]
