"""What was entered into an account before anybody proved its mailbox: found, and deleted by a password reset."""

from collections.abc import Mapping
from typing import NamedTuple

from bodega.dynamodb import ANY, Delete, Item, Key, Query, Write
from users.saved_items.store import ADDRESSES, PAYMENT_METHODS
from users.storage.accounts import REQUESTS, table, user_partition
from users.storage.profiles import MOST_WRITES, delete_items

# The other writes of a reset, two kinds of up to 20 items and their item counters.
_MOST_OTHER_WRITES = 50
Deletions = Mapping[str, Write]
"""Writes that delete items, by name."""

_SHOWN_IN = ("adr_", "pay_")


class PlantedItems(NamedTuple):
    """Which kinds of items there are, and the writes, by name, that delete all of them."""

    addresses: bool
    payment_methods: bool
    deletions: Deletions


def read_planted_items(user_id: str) -> PlantedItems:
    """Return the saved items of the user, and the stored responses of the requests that created them.

    1 Query per MB of the user's items, 1 RCU per 4 KB. If there are more stored responses than the reset's transaction
    can delete, 1 TransactWriteItems per 100 of them.
    """
    query = Query("#pk = :pk", {"pk": user_partition(user_id)}, consistent=True)
    items = list(table.query_all(query))
    responses = [Key(item["pk"], item["sk"]) for item in items if _shows_saved_item(item)]
    fit = MOST_WRITES - _MOST_OTHER_WRITES
    delete_items(responses[fit:])
    return PlantedItems(
        addresses=bool(ADDRESSES.select(items)),
        payment_methods=bool(PAYMENT_METHODS.select(items)),
        deletions={
            **ADDRESSES.deletions(user_id, items),
            **PAYMENT_METHODS.deletions(user_id, items),
            **{f"response/{key.sk}": Delete(key, ANY) for key in responses[:fit]},
        },
    )


def _shows_saved_item(item: Item) -> bool:
    return item["sk"].startswith(REQUESTS) and str(item["answer"].get("id")).startswith(_SHOWN_IN)
