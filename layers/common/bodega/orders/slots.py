"""The slots of a business day, as orders take room in them."""

import time
from collections.abc import Mapping
from typing import Any

from bodega.dynamodb import TableWrite, Update
from bodega.orders.keys import slot_key, table

_EXPIRY_SECONDS = 14 * 24 * 60 * 60  # orders come a week ahead


def take_slot(slot: Mapping[str, Any], most_units: int) -> TableWrite:
    """Return the write that takes the room of an order, which fails if there is less; 2 WCU.

    `slot`: of the order's head. `most_units`: the capacity of a slot.
    """
    update = Update(
        slot_key(slot["day"], slot["from"]),
        "attribute_not_exists(#taken) OR #taken <= :room",
        set={"expiresAt": int(time.time()) + _EXPIRY_SECONDS},
        add={"taken": slot["units"]},
        values={"room": most_units - slot["units"]},
    )
    return table.write(update)
