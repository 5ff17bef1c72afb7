"""What a placed order writes into other items: the event for the reports, and the mail to the buyer with its link.

An order at the counter is placed at once, a card order when its payment is authorized.
"""

import time
from collections.abc import Mapping
from typing import Any

from bodega import sales
from bodega.dynamodb import Put, Table, TableWrite
from bodega.items import Item
from bodega.orders.keys import table, track_key

_accounts = Table("ACCOUNTS_TABLE")

_TRACK_SECONDS = 30 * 24 * 60 * 60


def placed_writes(head: Item, lines: Mapping[str, Any], mail: Put | None, digest: str | None) -> dict[str, TableWrite]:
    """Return the named writes, for the transaction that places the order.

    `digest`: the SHA-256 of the mail's tracking token, None for a mail without a link.
    """
    writes = sales.record([sales.order_placed(head["id"], head["placedAt"], lines["lines"])])
    if mail is not None:
        writes["mail"] = _accounts.write(mail)
        if digest is not None:
            writes["track"] = table.write(_track(digest, head["id"]))
    return writes


def _track(digest: str, order_id: str) -> Put:
    item = {"orderId": order_id, "expiresAt": int(time.time()) + _TRACK_SECONDS}
    return Put({**track_key(digest)._asdict(), **item}, "attribute_not_exists(#pk)")
