"""Authorizations that are about to lapse: they are captured a day before."""

from bodega import clock
from bodega.orders import changes
from bodega.orders.payment_items import AUTHORIZED, capture_command, changed_payment
from bodega.orders.stored import read_order
from bodega.orders.transitions import CANCELED, EXPIRED
from bodega.orders.writes import Changed, Entry, MoreFailed, change_order
from payments.holds import store

LAPSING = "authorization_lapses"
"""The reason in the history."""


def capture_early(order_id: str) -> bool:
    """Command the capture of an order's authorization that is due, and return whether this did it.

    1 Query, 1 TransactWriteItems. The authorization of an order that has ended, or that a command is for already, only
    leaves the index.
    """
    order, at = read_order(order_id), clock.timestamp(clock.now())
    attempt = order.attempt if order else None
    if order is None or attempt is None or attempt["status"] != AUTHORIZED or attempt.get("dueSk", at) > at:
        return False
    head = order.head
    payment, status = head["payment"], head["status"]
    if "command" in payment or status in {CANCELED, EXPIRED}:
        store.leave_index(order_id, attempt)
        return False
    command = capture_command(head, attempt, at)
    change = changes.pay_by_card(head, payment["status"], at, command=command.id)
    writes = {**changed_payment(head, attempt, AUTHORIZED, at, remove=store.DUE_KEYS), **command.writes}
    try:
        change_order(head, change, Entry(status, status, at, {"role": "system"}, LAPSING), more=writes)
    except (Changed, MoreFailed):  # someone was faster; the next sweep sees what is left
        return False
    return True
