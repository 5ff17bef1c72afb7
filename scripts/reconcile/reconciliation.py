"""Reconciliation of a period: its orders with their differences, and totals. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from scripts.reconcile.books import Command, Provided
from scripts.reconcile.rules import CAPTURED, FAILED, Difference, differences

if TYPE_CHECKING:
    from bodega.orders.stored import StoredOrder
    from payments.payment_provider import RefundReport, Report

OVERDUE = timedelta(minutes=10)
"""A command is executed within two minutes, unless the provider does not answer."""
_COLUMNS = ("captured", "refunded", "captured_in_table", "refunded_in_table")


class Period(NamedTuple):
    """From `since` until before `until`, both in the shop's time zone."""

    since: datetime
    until: datetime


class Row(NamedTuple):
    """An order in both books. Amounts are in minor units; a refund counts as soon as it is requested."""

    day: date
    order_id: str
    number: str
    payments: tuple[str, ...]
    status: str
    payment_status: str
    captured: int
    refunded: int
    captured_in_table: int
    refunded_in_table: int


class Result(NamedTuple):
    """`moving`: the number of orders that were left out, because their payment changed in the last minutes."""

    rows: Sequence[Row]
    differences: Sequence[Difference]
    moving: int


class Totals(NamedTuple):
    """The totals of the payments that were started in a time, with everything refunded since."""

    orders: int
    captured: int
    refunded: int
    captured_in_table: int
    refunded_in_table: int


def reconcile(
    period: Period,
    books: Provided,
    orders: Mapping[str, "StoredOrder | None"],
    commands: Iterable[Command],
    now: datetime,
) -> Result:
    """Compare both books.

    `orders`: the table's orders of the period, and those that the provider's payments name, None if they do not exist.
    An order belongs to the period in which its first payment was started.
    """
    waiting = list(commands)
    overdue = [command for command in waiting if now - command.created > OVERDUE]
    recent = {command.order_id for command in waiting} - {command.order_id for command in overdue}
    found = [
        Difference("command_overdue", command.order_id, f"{command.id}: {command.kind}, {command.attempts} attempts")
        for command in overdue
    ]
    rows, moving = [], 0
    for order_id, order in orders.items():
        reports = books.payments.get(order_id, [])
        begun = _begun(order, reports)
        if begun is None or not period.since <= begun < period.until:
            continue
        if order_id in recent or (order is not None and _last_change(order) > now - OVERDUE):
            moving += 1
            continue
        returned = [refund for report in reports for refund in books.refunds.get(report.id, [])]
        rows.append(_row(begun.astimezone(period.since.tzinfo).date(), order_id, order, reports, returned))
        found += differences(order_id, order, reports, returned)
    return Result(sorted(rows), found, moving)


def by_day(rows: Iterable[Row]) -> dict[date, list[Row]]:
    """Return the rows of each day that has orders, the first day first."""
    grouped: dict[date, list[Row]] = {}
    for row in sorted(rows):
        grouped.setdefault(row.day, []).append(row)
    return grouped


def totals(rows: Sequence[Row]) -> Totals:
    return Totals(len(rows), *(sum(getattr(row, column) for row in rows) for column in _COLUMNS))


def _begun(order: "StoredOrder | None", reports: Iterable["Report"]) -> datetime | None:
    """Return when the order's first payment was started: by the table, or by the provider if the table has none."""
    own = order.payments if order is not None else ()
    moments = [_moment(payment["createdAt"]) for payment in own]
    return min(moments or (report.created for report in reports if report.created), default=None)


def _last_change(order: "StoredOrder") -> datetime:
    """Return when a payment or a refund of the order changed last, as far as its items tell."""
    changes: Iterator[str] = (payment["updatedAt"] for payment in order.payments)
    requests: Iterator[str] = (refund["createdAt"] for refund in order.refunds)
    return max(map(_moment, (*changes, *requests)), default=datetime.min.replace(tzinfo=UTC))


def _row(
    day: date,
    order_id: str,
    order: "StoredOrder | None",
    reports: Sequence["Report"],
    returned: Sequence["RefundReport"],
) -> Row:
    head = order.head if order is not None else {}
    payments = order.payments if order is not None else ()
    refunds = order.refunds if order is not None else ()
    return Row(
        day,
        order_id,
        head.get("number", ""),
        tuple(report.id for report in reports),
        head.get("status", ""),
        head.get("payment", {}).get("status", ""),
        captured=sum(report.captured for report in reports),
        refunded=sum(refund.amount for refund in returned if refund.status != FAILED),
        captured_in_table=sum(payment["amount"] for payment in payments if payment["status"] in CAPTURED),
        refunded_in_table=sum(
            refund["amount"] for refund in refunds if "commandId" in refund and refund["status"] != FAILED
        ),
    )


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
