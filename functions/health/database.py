"""The check of the database."""

from bodega import deadline
from bodega.dynamodb import Key, Table

_PATIENCE = 1.0  # seconds, after which no other attempt starts
_catalog = Table("CATALOG_TABLE")
_NO_ITEM = Key("HEALTH", "HEALTH")


def check_database() -> None:
    """Read a key that no item has. 1 GetItem, 0.5 RCU.

    Raises: StorageUnavailable, after at most 3.5 seconds, if DynamoDB does not answer; StorageRefused if it refuses the
    role, its credentials, the table or its key.
    """
    with deadline.at_most(_PATIENCE):
        _catalog.get(_NO_ITEM)
