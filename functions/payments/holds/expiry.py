"""The end of a hold: the payment is closed at the provider first, and stock and slot are released second.

So nobody can pay for an order whose stock is gone, unless the provider cannot be asked for half an hour.
"""

from datetime import datetime, timedelta
from typing import Any, Final

from bodega import clock, deadline
from bodega.items import Item
from bodega.observability import count
from bodega.orders import changes
from bodega.orders.changes import Change
from bodega.orders.mail_limits import counted_mail
from bodega.orders.payment_items import FAILED, VOIDED, changed_payment, void_command
from bodega.orders.stored import StoredOrder, read_order
from bodega.orders.transitions import EXPIRED, PENDING, Actor, transition
from bodega.orders.writes import Changed, Entry, MoreFailed, Released, Writes, end_order, mail_to_buyer
from payments import SERVICE
from payments.attempts import payment_id, report_of
from payments.payment_provider import PaymentProvider, Rank, Report, Unavailable
from payments.settling.settling import Outcome, settle

GIVE_UP_AFTER: Final = timedelta(minutes=30)
"""How long after its hold an order waits for a provider that does not answer."""

NOT_PAID: Final = "not_paid"
"""The reason in the history."""


def end_hold(order_id: str, provider: PaymentProvider | None) -> bool:
    """Expire a pending order whose hold is over, and return whether this did it. An order that is paid gets placed.

    1 Query, the provider's calls, and 1 TransactWriteItems. The order is read again: the index that found it can be
    behind. `provider`: None if the run has stopped asking it. The order expires without it half an hour after the hold.

    Raises: Unavailable. The next sweep tries again.
    """
    order, now = read_order(order_id), clock.now()
    if order is None or order.head["status"] != PENDING or order.head["holdUntil"] > clock.timestamp(now):
        return False
    attempt = order.attempt
    if attempt is None or attempt["status"] in {VOIDED, FAILED}:
        return _expire(order)
    gives_up = now >= datetime.fromisoformat(order.head["holdUntil"]) + GIVE_UP_AFTER
    try:
        report = _close(order.head["id"], attempt, provider) if provider else None
    except Unavailable:
        if not gives_up:
            raise
        return _give_up(order, attempt)
    deadline.start()
    if report is not None and report.rank is Rank.VOIDED:
        return _expire(order, attempt)
    if report is None or report.rank is Rank.WAITING or settle(report, order).outcome is Outcome.MISMATCHED:
        return gives_up and _give_up(order, attempt)
    return False


def _close(order_id: str, attempt: Item, provider: PaymentProvider) -> Report:
    """Void a payment that is not authorized, and return its report. A payment in progress can still be waiting.

    Raises: Unavailable.
    """

    def close() -> Report:
        payment = payment_id(order_id, attempt, provider)
        report = provider.look(payment)
        return provider.void(payment, f"{attempt['key']}-void") if report.rank is Rank.WAITING else report

    return report_of(close, order_id, attempt)


def _expire(order: StoredOrder, attempt: Item | None = None) -> bool:
    """Expire an order that nobody can pay any more. `attempt`: the one that was voided for it."""
    head, at = order.head, clock.timestamp(clock.now())
    status = VOIDED if order.payments else "none"
    writes = changed_payment(head, attempt, VOIDED, at) if attempt else {}
    return _end(order, changes.expire(head, at, status), at, writes)


def _give_up(order: StoredOrder, attempt: Item) -> bool:
    """Expire an order without asking the provider. A command voids the payment once the provider answers again.

    Money that arrives before that places the order again, if what it needs is still there.
    """
    head, at = order.head, clock.timestamp(clock.now())
    command = void_command(head, attempt, at)
    change = changes.expire(head, at, "none").and_(changes.pay_by_card(head, "none", at, command=command.id))
    return _end(order, change, at, command.writes)


def _end(order: StoredOrder, change: Change, at: str, writes: Writes, *, mailed: bool = True) -> bool:
    """Write the expiry, and return whether the order was still as it was read.

    `mailed`: whether the buyer gets mail.
    """
    head = order.head
    released = Released(stock=head["taken"], slot=head.get("slot"), sale=None, note=None)
    mail = _mail(order) if mailed else None
    # Nobody has proven that the mailbox is the buyer's, not even by paying.
    limits = counted_mail(mail.item["to"], head.get("customerId")) if mail else {}
    entry = Entry(PENDING, EXPIRED, at, {"role": "system"}, NOT_PAID)
    try:
        end_order(head, change, entry, released, mail=mail, more={**writes, **limits})
    except Changed:  # someone was faster; the next sweep sees what is left
        return False
    except MoreFailed as failed:
        return failed.names <= limits.keys() and _end(order, change, at, writes, mailed=False)
    count("OrdersExpired", service=SERVICE)
    return True


def _mail(order: StoredOrder) -> Any:
    """Return the write of the mail to the buyer, or None. It has no link: an order that was never placed has none."""
    move = transition(PENDING, EXPIRED, Actor.SYSTEM, order.head["cancelUntil"])
    person = {name: value for name, value in (order.person or {}).items() if name != "token"}
    return mail_to_buyer(move.mail, order.head, person) if move and move.mail else None
