"""Reads of both books: the orders table, and the payments and refunds that the provider lists."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from scripts.tables import ORDERS

if TYPE_CHECKING:
    from payments.payment_provider import PaymentProvider, RefundReport, Report

PAYMENTS = ORDERS._replace(function="PaymentsFunction")
"""The orders table, with the environment of a function that calls the provider."""

_HOLD = timedelta(hours=2)
"""Longer than an order waits for its payment. All payments of an order are started within this time."""


class Provided(NamedTuple):
    """What the provider lists, by order, and by payment. Payments that name no order are under the empty ID."""

    payments: dict[str, list["Report"]]
    refunds: dict[str, list["RefundReport"]]


class Command(NamedTuple):
    id: str
    order_id: str
    kind: str
    attempts: int
    created: datetime


def provided(provider: "PaymentProvider", since: datetime) -> Provided:
    """Return what the provider lists, from the hold before a moment on.

    One call for 100 payments, and one for 100 refunds.

    Raises: Unavailable.
    """
    from bodega import deadline

    payments: dict[str, list[Report]] = defaultdict(list)
    refunds: dict[str, list[RefundReport]] = defaultdict(list)
    deadline.start()
    begin = since - _HOLD  # the first payment of an order decides on its day, and later ones can follow
    for report in provider.list_since(begin):
        payments[report.order_id].append(report)
        deadline.start()  # each page has the time of a request
    for refund in provider.list_refunds_since(begin):
        refunds[refund.payment_id].append(refund)
        deadline.start()
    return Provided(payments, refunds)


def card_orders(since: datetime, until: datetime) -> Iterator[str]:
    """Yield the IDs of the orders with a card payment whose payment can have been started in the period.

    1 Query per day on the index `by-day`, 0.5 RCU per 4 KB. It has an order on the day on which it is due, which can be
    some days after its payment.
    """
    from bodega.dynamodb import Query
    from bodega.orders.keys import BY_DAY, day_partition, table
    from bodega.orders.settings import MOST_DAYS_AHEAD

    for day in _days(since - _HOLD, until + timedelta(days=MOST_DAYS_AHEAD)):
        query = Query("#dayPk = :day", {"day": day_partition(day.isoformat())}, index_name=BY_DAY)
        yield from (item["id"] for item in table.query_all(query) if item["payment"]["method"] == "card")


def commands() -> Iterator[Command]:
    """Yield all commands that wait for the provider. 1 Query on the index `due`, and 1 GetItem each."""
    from bodega.dynamodb import Query
    from bodega.orders import keys

    due = Query("#duePk = :due", {"due": keys.payments_due_partition()}, index_name=keys.DUE)
    for item in keys.table.query_all(due):
        command_id = keys.command_id_of(item["pk"])
        found = command_id and keys.table.get(keys.command_key(command_id), consistent=True)
        if command_id and found:
            created = datetime.fromisoformat(found["createdAt"])
            yield Command(command_id, found["orderId"], found["kind"], found["attempts"], created)


def _days(since: datetime, until: datetime) -> Iterator[date]:
    """Yield the business days that a period touches. A business day can end on the next morning."""
    day = since.date() - timedelta(days=1)
    while day <= until.date():
        yield day
        day += timedelta(days=1)
