"""The items of payments by card: attempts, and commands, which are calls of the provider that have to be made.

They contain no personal data, no free text and no client secret. Each function returns the named writes of a
transaction. Only names and keys are decided here: the caller decides under the condition on the order's version.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple

from bodega.clock import timestamp
from bodega.dynamodb import Delete, Put, TableWrite, Update
from bodega.ids import new_id
from bodega.items import Item
from bodega.orders.keys import command_key, payment_key, payments_due, table

STARTING: Final = "starting"
WAITING: Final = "waiting"
AUTHORIZED: Final = "authorized"
CAPTURED: Final = "captured"
PARTIALLY_REFUNDED: Final = "partially_refunded"
REFUNDED: Final = "refunded"
VOIDED: Final = "voided"
FAILED: Final = "failed"
"""The provider refused the capture for good."""

RANKS: Final[Mapping[str, int]] = {
    STARTING: 0,
    WAITING: 1,
    AUTHORIZED: 2,
    CAPTURED: 3,
    PARTIALLY_REFUNDED: 3,
    REFUNDED: 3,
    VOIDED: 4,
    FAILED: 4,
}
"""How far an attempt is, by its status. It never returns to a lower rank."""

CAPTURE: Final = "capture"
VOID: Final = "void"
REFUND: Final = "refund"

COMMAND_SECONDS: Final = 60
"""After how long the sweeper looks after a command that the stream has not delivered."""

_NEW = "attribute_not_exists(#pk)"


class Command(NamedTuple):
    """A new command: its id, and its write under the name `command`."""

    id: str
    writes: Mapping[str, TableWrite]


def new_payment(head: Item, attempt: int, provider: str, at: str) -> dict[str, TableWrite]:
    """Return the write `payment` of a new attempt to pay the order's total, which the provider does not know yet."""
    item = {
        **payment_key(head["id"], attempt)._asdict(),
        "provider": provider,
        "attempt": attempt,
        "status": STARTING,
        "rank": RANKS[STARTING],
        "amount": head["totals"]["total"],
        "currency": head["currency"],
        "key": f"{head['id']}-{attempt}",
        "createdAt": at,
        "updatedAt": at,
        "expiresAt": head["expiresAt"],
    }
    return {"payment": table.write(Put(item, _NEW))}


def changed_payment(
    head: Item, payment: Item, status: str, at: str, *, remove: Sequence[str] = (), **more: Any
) -> dict[str, TableWrite]:
    """Return the write `payment` that moves an attempt to a status. It fails if the attempt has another status now.

    `more`: other attributes to set. `remove`: attributes to remove, for example those of the index `due`.
    """
    return {"payment": table.write(payment_update(head["id"], payment, status, at, remove=remove, **more))}


def payment_update(
    order_id: str, payment: Item, status: str, at: str, *, remove: Sequence[str] = (), **more: Any
) -> Update:
    """Return the update of `changed_payment`, for a call of its own."""
    return Update(
        payment_key(order_id, payment["attempt"]),
        "#status = :read",
        set={"status": status, "rank": RANKS[status], "updatedAt": at, **more},
        values={"read": payment["status"]},
        remove=remove,
    )


def capture_command(head: Item, payment: Item, at: str) -> Command:
    """Return the command that collects the authorised amount."""
    return _command(head, payment, CAPTURE, at)


def void_command(head: Item, payment: Item, at: str) -> Command:
    """Return the command that gives up an attempt, so that it can never be captured."""
    return _command(head, payment, VOID, at)


def refund_command(head: Item, payment: Item, refund_id: str, amount: int, at: str) -> Command:
    """Return the command that returns an amount to the card."""
    return _command(head, payment, REFUND, at, refundId=refund_id, amount=amount)


def without_command(command_id: str, *, untried: bool = False) -> dict[str, TableWrite]:
    """Return the write `command-gone` that deletes a command. It fails if it is gone.

    `untried`: it also fails if the provider may have been called.
    """
    key = command_key(command_id)
    if untried:
        return {"command-gone": table.write(Delete(key, "#attempts = :none", {"none": 0}))}
    return {"command-gone": table.write(Delete(key, "attribute_exists(#pk)"))}


def _command(head: Item, payment: Item, kind: str, at: str, **more: Any) -> Command:
    command_id = new_id("cmd")
    due = timestamp(datetime.fromisoformat(at) + timedelta(seconds=COMMAND_SECONDS))
    item = {
        **command_key(command_id)._asdict(),
        "orderId": head["id"],
        "attempt": payment["attempt"],
        "kind": kind,
        "attempts": 0,
        "createdAt": at,
        **more,
        **payments_due(due, command_id),
    }
    return Command(command_id, {"command": table.write(Put(item, _NEW))})
