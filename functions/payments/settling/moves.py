"""What each move of a payment writes into the order's head, the attempt and the commands. Decisions only, no I/O."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from bodega.clock import timestamp
from bodega.items import Item
from bodega.orders import changes
from bodega.orders.changes import Change
from bodega.orders.hours import accept_by, business_day, opening
from bodega.orders.keys import payments_due
from bodega.orders.payment_items import (
    AUTHORIZED,
    CAPTURED,
    FAILED,
    RANKS,
    VOIDED,
    Command,
    capture_command,
    changed_payment,
    void_command,
    without_command,
)
from bodega.orders.settings import Settings
from bodega.orders.stored import StoredOrder
from bodega.orders.transitions import EXPIRED, PENDING
from bodega.orders.writes import Entry, Writes, mail_to_shop
from bodega.outbox import Template
from payments.payment_provider import Rank, Report

_PROVIDER: Final = {"role": "provider"}
_DUE: Final = ("duePk", "dueSk")
_SHORTEST_AUTHORIZATION: Final = timedelta(days=4, hours=18)  # of Visa, for payments without the customer
_CAPTURE_EARLIER: Final = timedelta(days=1)


class Revival(NamedTuple):
    """What an expired order takes again. `slot`: None if the store has no capacity now, `most_units`: its capacity.

    `buyer`: whose last order it has to be. `command`: the command that would void its payment, which has to be
    withdrawn.
    """

    stock: Sequence[Mapping[str, Any]]
    slot: Mapping[str, Any] | None
    most_units: int
    buyer: str
    command: str | None


class Move(NamedTuple):
    """A move of a payment: the head's change, the history's entry, and the attempt as it is afterwards.

    `writes`: the named writes of the attempt, of new commands and of mail to the shop. `optional`: those that are left
    out if they no longer apply. `placed`: whether the order is placed with it.
    """

    change: Change
    entry: Entry
    attempt: Item
    writes: Writes
    optional: Writes = MappingProxyType({})
    placed: bool = False
    revival: Revival | None = None


def place(order: StoredOrder, attempt: Item, report: Report, settings: Settings, now: datetime) -> Move:
    """Return the move of an order whose payment is authorized, or captured already, to the kitchen's queue."""
    head, at = order.head, timestamp(now)
    command = None
    if report.rank is Rank.AUTHORIZED and (settings.auto_accept or settings.capture == "placed"):
        command = capture_command(head, attempt, at)
    by = None if settings.auto_accept else timestamp(accept_by(settings, now))
    change = changes.place(head, at, accept_by=by, person=order.person).and_(_paid_by(head, report, at, command))
    revival = None
    if head["status"] == EXPIRED:
        revival = _revival(head, settings)
        change = change.and_(Change({}, ("restocked", *(() if revival.slot else ("slot",)))))
    after, writes = _attempt(head, attempt, report, at, placed=True)
    entry = _entry(head, change.set["status"], report, at)
    return Move(change, entry, after, {**writes, **_of(command)}, placed=True, revival=revival)


def can_return(head: Item, settings: Settings, now: datetime) -> bool:
    """Return whether an expired order can still be placed: until its time is over, or while the store is open that day.

    The order of an erased account cannot: nobody would collect it.
    """
    if "customerId" not in head:
        return False
    is_today = business_day(settings, now).isoformat() == head["day"]
    return head["dueTo"] > timestamp(now) or (is_today and opening(settings, now).open)


def pay(head: Item, attempt: Item, report: Report, at: str) -> Move:
    """Return the move of an order whose authorized payment was captured. Its command is done."""
    after, writes = _attempt(head, attempt, report, at)
    change, entry = _paid_by(head, report, at, None), _entry(head, head["status"], report, at)
    return Move(change, entry, after, writes, _done(head))


def give_up(head: Item, attempt: Item, report: Report, at: str) -> Move:
    """Return the move of an order that got its money too late: a command voids the payment. There is only one."""
    known = head["payment"].get("command")
    command = None if known else void_command(head, attempt, at)
    after, writes = _attempt(head, attempt, report, at)
    change, entry = _paid_by(head, report, at, command, known), _entry(head, head["status"], report, at)
    return Move(change, entry, after, {**writes, **_of(command)})


def void(head: Item, attempt: Item, at: str) -> Move:
    """Return the move of an order whose payment was voided before it went on. A pending order can be paid anew."""
    status = head["payment"]["status"] if head["status"] == PENDING else VOIDED
    return _lost(head, attempt, (VOIDED, status), at, "voided")


def lapse(head: Item, attempt: Item, at: str, *, alert_email: str | None) -> Move:
    """Return the move of an order that goes on without its payment. The staff can take the money at the counter.

    `alert_email`: of the settings; it gets a mail.
    """
    lost = _lost(head, attempt, (FAILED, FAILED), at, "capture_refused")
    alert = mail_to_shop(Template.CAPTURE_REFUSED, head, attempt["amount"], alert_email)
    return lost._replace(writes={**lost.writes, **alert})


def _attempt(head: Item, attempt: Item, report: Report, at: str, *, placed: bool = False) -> tuple[Item, Writes]:
    """Return the attempt as the report makes it, and its named write."""
    if report.rank is Rank.CAPTURED:
        more = {"intent": report.id, "capturedAt": at}
        return _changed(head, attempt, CAPTURED, at, more, remove=_DUE)
    before = report.capture_before or datetime.fromisoformat(at) + _SHORTEST_AUTHORIZATION
    more = {"intent": report.id, "captureBefore": timestamp(before)}
    if placed:
        more |= payments_due(timestamp(before - _CAPTURE_EARLIER), head["id"])
    return _changed(head, attempt, AUTHORIZED, at, more)


def _lost(head: Item, attempt: Item, statuses: tuple[str, str], at: str, reason: str) -> Move:
    """Return the move of an order that its payment is lost to. `statuses`: of the attempt and of the head's payment."""
    after, writes = _changed(head, attempt, statuses[0], at, {}, remove=_DUE)
    entry = Entry(head["status"], head["status"], at, _PROVIDER, reason)
    return Move(changes.pay_by_card(head, statuses[1], at), entry, after, writes, _done(head))


def _changed(
    head: Item, attempt: Item, status: str, at: str, more: Mapping[str, Any], *, remove: Sequence[str] = ()
) -> tuple[Item, Writes]:
    kept = {name: value for name, value in attempt.items() if name not in remove}
    after = {**kept, "status": status, "rank": RANKS[status], "updatedAt": at, **more}
    return after, changed_payment(head, attempt, status, at, remove=remove, **more)


def _entry(head: Item, target: str, report: Report, at: str) -> Entry:
    return Entry(head["status"], target, at, _PROVIDER, report.rank.name.lower())


def _of(command: Command | None) -> Writes:
    return command.writes if command else {}


def _done(head: Item) -> Writes:
    command = head["payment"].get("command")
    return without_command(command) if command else {}


def _paid_by(head: Item, report: Report, at: str, command: Command | None, known: str | None = None) -> Change:
    """Return the change of the head's payment. `command`: a new one. `known`: one of before that stays."""
    command_id = command.id if command else known
    if report.rank is not Rank.CAPTURED:
        return changes.pay_by_card(head, AUTHORIZED, at, command=command_id)
    return changes.pay_by_card(head, "paid", at, command=command_id, amount=report.captured, paidAt=at)


def _revival(head: Item, settings: Settings) -> Revival:
    capacity = settings.capacity
    slot = head.get("slot") if capacity else None
    most_units = capacity.per_slot if capacity else 0
    return Revival(head["taken"], slot, most_units, head["customerId"], head["payment"].get("command"))
