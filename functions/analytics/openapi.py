"""What the API document says of the analytics routes."""

from typing import Any

from pydantic import BaseModel

from bodega.api.docs import Responses, example_id, fails, succeeds

_WHOSE = ("unauthorized", "forbidden", "validation_failed")


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
EVENTS_EXAMPLE = {"example": {"value": {"events": [_EVENT]}}}

_RANGE = {"from": "2026-01-01", "to": "2026-01-31"}
_HEADER = {**_RANGE, "timeZone": "America/Toronto", "currency": "CAD"}
_FIGURES = {
    "orders": 1240,
    "revenue": _money(1874300),
    "averageOrderValue": _money(1512),
    "itemsSold": 2911,
    "refunds": 14,
    "refunded": _money(15800),
}
_BEST = {"labels": ["Flat white"], "productIds": [example_id("prd")], "revenue": [412300], "quantity": [916]}


def _operation(summary: str, operation_id: str, responses: Responses, description: str = "") -> dict[str, Any]:
    found: dict[str, Any] = {
        "summary": summary,
        "operation_id": operation_id,
        "tags": ["analytics"],
        "responses": responses,
    }
    return found | ({"description": description} if description else {})


TAKE_EVENTS = _operation(
    "Report orders and refunds",
    "takeEvents",
    succeeds(202, "Taken; counted within seconds", "Taken", {"accepted": 1, "repeated": 0})
    | fails(*_WHOSE, "malformed_body", "payload_too_large", "unsupported_media_type"),
    "All events of a request are taken, or none. Sending one again does no harm: an `eventId` counts once, for ever.",
)
SUMMARY = _operation(
    "The figures of some days, and of the time before",
    "getSummary",
    succeeds(
        200,
        "The figures",
        "Summary",
        {**_HEADER, **_FIGURES, "previous": {"from": "2025-12-01", "to": "2025-12-31", **_FIGURES}},
    )
    | fails(*_WHOSE),
    "Without a range: today against yesterday. Whole months are compared with as many whole months before them, other "
    "ranges with as many days.",
)
ORDERS = _operation(
    "Orders over time",
    "getOrders",
    succeeds(
        200,
        "Parallel lists, a value for each label",
        "OrderSeries",
        {
            "interval": "month",
            **_HEADER,
            "labels": ["2026-01"],
            "series": {"orders": [1240], "revenue": [1874300], "itemsSold": [2911], "refunds": [14]},
            "totals": _FIGURES,
        },
    )
    | fails(*_WHOSE),
    "Every hour, day or month of the range is there, in the shop's time zone. A day has 23 or 25 hours where clocks "
    "change.",
)
PRODUCTS = _operation(
    "Best sellers",
    "getBestSellers",
    succeeds(
        200,
        "The first products by revenue and by quantity",
        "BestSellers",
        {
            **_HEADER,
            "byRevenue": _BEST,
            "byQuantity": _BEST,
            "totals": {"products": 64, "quantity": 2911, "revenue": _money(1874300)},
        },
    )
    | fails(*_WHOSE),
)
EXPORT = _operation(
    "Daily figures as CSV",
    "exportDailyFigures",
    {
        200: {
            "description": "A line a day, amounts in minor units",
            "content": {
                "text/csv": {
                    "schema": {"type": "string"},
                    "examples": {
                        "example": {
                            "value": "date,orders,revenue_minor_units,items_sold,refunds,refunded_minor_units,"
                            "currency\r\n2026-01-31,41,61950,96,1,450,CAD\r\n"
                        }
                    },
                }
            },
        }
    }
    | fails(*_WHOSE),
)


def models() -> dict[str, type[BaseModel]]:
    """The models that the routes' answers refer to."""
    from analytics import answers  # only the API document needs them

    return answers.MODELS
