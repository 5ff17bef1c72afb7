"""Commands in the orders table."""

from typing import Any

from bodega.dynamodb import ANY, ConditionFailed, Delete, Update
from bodega.items import Item
from bodega.orders.keys import command_key, payments_due, table


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
