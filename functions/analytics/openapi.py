"""Documentation of the analytics routes."""

from typing import Annotated, Any

from pydantic import Field

from analytics.reports.figures import Interval
from bodega.models import MINOR_UNITS, Document
from bodega.openapi.operations import Answer, Operation, reads
from bodega.openapi.schemas import Count, CurrencyCode, CurrencyDigits, Day, example_id

_TAG = "analytics"
_RANGE_RULES = (
    "`from` and `to` are days in the shop's time zone, both included. Without `to`, the range ends today. Without "
    "`from`, it is that one day."
)


class Taken(Document):
    """How many events were new."""

    accepted: Count = Field(description="New events")
    repeated: Count = Field(description="Events that were accepted before, or whose order was")


class Amount(Document):
    """An amount that is negative if refunds exceed orders."""

    amount: int = Field(description=MINOR_UNITS)
    currency: CurrencyCode


class Figures(Document):
    """The sums of a range of days."""

    orders: Count
    revenue: Amount = Field(description="Orders minus refunds")
    average_order_value: Amount | None = Field(
        description="Revenue divided by orders, rounded half up. Null without orders."
    )
    items_sold: int = Field(description="Items ordered minus items refunded")
    refunds: Count = Field(description="Number of refunds")
    refunded: Amount = Field(description="Sum of the refunds")


_From = Annotated[Day, Field(alias="from", description="First day")]
_To = Annotated[Day, Field(description="Last day, included")]


class PreviousFigures(Figures):
    """The sums of the days before the range, for comparison."""

    from_: _From
    to: _To


class _Report(Document):
    from_: _From
    to: _To
    time_zone: str = Field(description="The shop's time zone (IANA)", examples=["America/Toronto"])
    currency: CurrencyCode
    currency_digits: CurrencyDigits


class Summary(_Report, Figures):
    """The sums of a range, and of the days before it."""

    previous: PreviousFigures


class Series(Document):
    """One value per label in each list."""

    orders: list[Count]
    revenue: list[int] = Field(description=MINOR_UNITS)
    items_sold: list[int]
    refunds: list[Count]


class OrderSeries(_Report):
    """Figures over time."""

    interval: Interval
    labels: list[str] = Field(description="`2026-01`, `2026-01-31`, or `2026-01-31T09:00-05:00` for an hour")
    series: Series
    totals: Figures


class Ranking(Document):
    """The best sellers in order. Each list has one value per product."""

    labels: list[str] = Field(
        max_length=100, description="Names of products: of the latest order in the range, by `occurredAt`"
    )
    product_ids: list[str] = Field(max_length=100)
    revenue: list[int] = Field(max_length=100, description=MINOR_UNITS)
    quantity: list[int] = Field(max_length=100)


class ProductTotals(Document):
    """The sums over all products that were sold."""

    products: Count = Field(description="Number of products")
    quantity: int
    revenue: Amount


class BestSellers(_Report):
    """The best sellers by revenue and by quantity."""

    by_revenue: Ranking
    by_quantity: Ranking
    totals: ProductTotals


def _money(amount: int) -> dict[str, Any]:
    return {"amount": amount, "currency": "CAD"}


_EVENT = {
    "eventId": "till-1-2026-01-31-0042",
    "type": "order.placed",
    "orderId": "0042",
    "occurredAt": "2026-01-31T09:30:00-05:00",
    "items": [{"productId": example_id("prd"), "name": "Flat white", "quantity": 2, "amount": _money(900)}],
    "total": _money(900),
}
_RANGE = {"from": "2026-01-01", "to": "2026-01-31"}
_HEADER = {**_RANGE, "timeZone": "America/Toronto", "currency": "CAD", "currencyDigits": 2}
_FIGURES = {
    "orders": 1240,
    "revenue": _money(1874300),
    "averageOrderValue": _money(1512),
    "itemsSold": 2911,
    "refunds": 14,
    "refunded": _money(15800),
}
_SUMMARY = {**_HEADER, **_FIGURES, "previous": {"from": "2025-12-01", "to": "2025-12-31", **_FIGURES}}
_SERIES = {
    "interval": "month",
    **_HEADER,
    "labels": ["2026-01"],
    "series": {"orders": [1240], "revenue": [1874300], "itemsSold": [2911], "refunds": [14]},
    "totals": _FIGURES,
}
_BEST = {"labels": ["Flat white"], "productIds": [example_id("prd")], "revenue": [412300], "quantity": [916]}
_BEST_SELLERS = {
    **_HEADER,
    "byRevenue": _BEST,
    "byQuantity": _BEST,
    "totals": {"products": 64, "quantity": 2911, "revenue": _money(1874300)},
}
_CSV = (
    "date,orders,revenue_minor_units,items_sold,refunds,refunded_minor_units,currency\r\n"
    "2026-01-31,41,61950,96,1,450,CAD\r\n"
)

OPERATIONS = {
    "takeEvents": Operation(
        "Report orders and refunds",
        "Accepts all events of a request, or none. An `eventId` counts once, forever: after a lost response, send "
        "the same events again. An order counts once as well: a second event with the same `type`, `orderId`, "
        "`occurredAt` and total is repeated, whatever its `eventId`. A refund is an event of its own; its amounts are "
        "the refunded amounts. `occurredAt` determines the hour and day of an event, no matter when it arrives; it is "
        "at most a day in the future. The reports include the events within seconds.",
        _TAG,
        {202: Answer("The events are accepted.", Taken, {"accepted": 1, "repeated": 0})},
        body={"events": [_EVENT]},
    ),
    "getSummary": Operation(
        "Get the figures of a range",
        f"Returns the sums of the range, and the same figures of the days before it. {_RANGE_RULES} Whole months are "
        "compared with as many whole months, other ranges with as many days. The range has at most 366 days.",
        _TAG,
        reads("The figures", Summary, _SUMMARY),
    ),
    "getOrders": Operation(
        "Get figures over time",
        f"Returns lists with one value per hour, day or month, including empty ones. {_RANGE_RULES} The range has at "
        "most 366 days, or 31 days by hour. A day has 23 or 25 hours when clocks change.",
        _TAG,
        reads("The figures over time", OrderSeries, _SERIES),
    ),
    "getBestSellers": Operation(
        "Get the best sellers",
        f"Returns the products with the highest revenue and with the highest quantity. {_RANGE_RULES} The range has "
        "at most 366 days.",
        _TAG,
        reads("The best sellers", BestSellers, _BEST_SELLERS),
    ),
    "exportDailyFigures": Operation(
        "Export daily figures as CSV",
        f"Returns one line per day. Amounts are in minor units. {_RANGE_RULES} The range has at most 366 days.",
        _TAG,
        {200: Answer("The file", None, _CSV, ("Content-Disposition",), "text/csv", {"type": "string"})},
    ),
}
