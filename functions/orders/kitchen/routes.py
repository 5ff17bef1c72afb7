"""Routes with which the staff read orders."""

from datetime import date
from typing import Annotated, Any

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.router import APIGatewayRouter

from bodega.api.cursors import decode_cursor, page_document
from bodega.api.parameters import Cursor, Id, Limit, query
from bodega.api.resolver import STAFF
from bodega.api.responses import private
from bodega.orders.documents import staff_document
from bodega.orders.reading import any_order
from bodega.orders.responses import versioned
from bodega.orders.transitions import STATUSES
from orders.kitchen import queue

_DAY = "2026-01-31"


def _check_day(value: str) -> None:
    try:
        valid = date.fromisoformat(value).isoformat() == value
    except ValueError:
        valid = False
    if not valid:
        raise ValueError(f"must be a day, for example {_DAY}")


Day = Annotated[
    str | None,
    query("day", "A business day. Without it, the current one", _check_day, format="date", maxLength=len(_DAY)),
]
Status = Annotated[str | None, query("status", "Only orders with this status", enum=list(STATUSES))]
Fulfilment = Annotated[
    str | None, query("fulfilment", "Only orders that are handed over like this", enum=["pickup", "dineIn"])
]

router = APIGatewayRouter()


@router.get("/orders", operation_id="listOrders", **STAFF)
def list_orders(day: Day = None, status: Status = None, limit: Limit = 25, cursor: Cursor = None) -> Response[Any]:
    scope = f"orders?day={day}&status={status}"
    after = decode_cursor(cursor, scope) if cursor else None
    page = queue.list_orders(day, status, limit=limit, after=after)
    return private(200, page_document(page, scope))


@router.get("/orders/queue", operation_id="getQueue", **STAFF)
def get_queue(fulfilment: Fulfilment = None) -> Response[Any]:
    return private(200, queue.queue(fulfilment))


@router.get("/orders/<id>", operation_id="getOrder", **STAFF)
def get_order(id: Id) -> Response[Any]:
    order = any_order(id)
    more = {"history": order.history, "payments": order.payments, "refunds": order.refunds}
    return versioned(staff_document(order.head, order.lines, order.person, **more))
