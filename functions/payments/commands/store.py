"""Commands in the orders table."""

from contextlib import suppress
from typing import Any

from bodega.dynamodb import ANY, ConditionFailed, Delete, TransactionFailed, Update
from bodega.items import Item
from bodega.orders.keys import command_key, payments_due, refund_key, table

_EXISTS = "attribute_exists(#pk)"


def read_command(command_id: str) -> Item | None:
    """Return the command, or None if it is settled. 1 GetItem, 1 RCU."""
    return table.get(command_key(command_id), consistent=True)


def begin(command_id: str, command: Item, at: str, due: str) -> bool:
    """Count an attempt, and let the sweeper look after it at `due`. 1 UpdateItem.

    Return False if the command is settled, or if another run began an attempt after `command` was read.
    """
    return _update(
        command_id,
        command,
        due,
        # A late payment withdraws a void only if no call of the provider can be under way.
        set={"triedAt": at, **({} if "firstTriedAt" in command else {"firstTriedAt": at})},
        add={"attempts": 1},
    )


def postpone(command_id: str, command: Item, due: str) -> None:
    """Let the sweeper look after the command at `due`, without an attempt. 1 UpdateItem."""
    _update(command_id, command, due)


def forget(command_id: str) -> None:
    """Delete a command that has nothing left to do. 1 TransactWriteItems."""
    table.transact({"command": Delete(command_key(command_id), ANY)})


def hand_over(command_id: str, order_id: str, refund_id: str, due: str) -> None:
    """Delete the command of a refund that is under way, and let the sweeper look at the refund at `due`.

    1 TransactWriteItems. A refund that is gone is left alone.
    """
    watch = Update(refund_key(order_id, refund_id), _EXISTS, set=payments_due(due, refund_id))
    try:
        table.transact({"command": Delete(command_key(command_id), ANY), "refund": watch})
    except TransactionFailed:
        return


def look_again(order_id: str, refund_id: str, due: str | None) -> None:
    """Let the sweeper look at a refund at `due`, or never again. 1 UpdateItem."""
    key = refund_key(order_id, refund_id)
    if due is None:
        change = Update(key, _EXISTS, remove=("duePk", "dueSk"))
    else:
        change = Update(key, _EXISTS, set=payments_due(due, refund_id))
    with suppress(ConditionFailed):
        table.update(change)


def _update(command_id: str, command: Item, due: str, **changes: Any) -> bool:
    update = Update(
        command_key(command_id),
        "#attempts = :seen",
        set={**changes.pop("set", {}), **payments_due(due, command_id)},
        values={"seen": command["attempts"]},
        **changes,
    )
    try:
        table.update(update)
    except ConditionFailed:
        return False
    return True
