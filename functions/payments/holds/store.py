"""Authorizations in the index of what is due."""

from bodega.dynamodb import ConditionFailed, Update
from bodega.items import Item
from bodega.orders.keys import payment_key, table

DUE_KEYS = ("duePk", "dueSk")


def leave_index(order_id: str, attempt: Item) -> None:
    """Take an attempt out of the index `due`, unless it has another status by now. 1 UpdateItem."""
    update = Update(
        payment_key(order_id, attempt["attempt"]),
        "#status = :read",
        values={"read": attempt["status"]},
        remove=DUE_KEYS,
    )
    try:
        table.update(update)
    except ConditionFailed:
        return
