"""The list of erasures: which accounts were erased, and when. It contains no personal data.

It has a table of its own, because a restore of the accounts table brings erased accounts back: the list says which ones
to leave out or to erase again. A restore never goes back with this table.
"""

import time

from bodega import clock
from bodega.dynamodb import ANY, Put, Table
from bodega.dynamodb.transactions import TableWrite
from users.storage.accounts import user_partition

table = Table("ERASURES_TABLE")

KEPT_DAYS = 400
"""Longer than any backup: the template's BackupRetentionDays is a year at most, and point-in-time recovery 35 days."""

_DAY = 24 * 60 * 60


def record_erasure(user_id: str) -> TableWrite:
    """Return the write that puts an account on the list of erasures, for the transaction that closes the account."""
    return table.write(
        Put(
            {
                "pk": user_partition(user_id),
                "sk": "ERASURE",
                "erasedAt": clock.timestamp(clock.now()),
                "expiresAt": int(time.time()) + KEPT_DAYS * _DAY,
            },
            ANY,
        )
    )
