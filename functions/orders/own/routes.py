"""Routes of one's own orders."""

from typing import TYPE_CHECKING, Annotated, Any

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.router import APIGatewayRouter

from bodega.api.cursors import decode_cursor, page_document
from bodega.api.identity import caller
from bodega.api.inputs import Body
from bodega.api.parameters import Cursor, Id, Limit
from bodega.api.resolver import BUYER
from bodega.api.responses import private
from bodega.orders.documents import tracked_document
from bodega.orders.responses import order_response
from orders.own import history
from orders.own.reorder import reorder
from orders.own.tracking import track

if TYPE_CHECKING:
    from orders.own.schemas import TrackFields

router = APIGatewayRouter()


@router.get("/orders/mine", operation_id="listOwnOrders", **BUYER)
def list_mine(limit: Limit = 25, cursor: Cursor = None) -> Response[Any]:
    user_id = _own_id()
    scope = f"orders/mine?user={user_id}"
    page = history.list_orders(user_id, limit=limit, after=decode_cursor(cursor, scope) if cursor else None)
    return private(200, page_document(page, scope))


@router.get("/orders/mine/<id>", operation_id="getOwnOrder", **BUYER)
def get_mine(id: Id) -> Response[Any]:
    order, poll_after = history.read_own(_own_id(), id)
    return order_response(order, pollAfter=poll_after)


@router.get("/orders/mine/<id>/reorder", operation_id="reorder", **BUYER)
def get_reorder(id: Id) -> Response[Any]:
    return private(200, reorder(_own_id(), id)._asdict())


@router.post("/orders/track", operation_id="trackOrder")
def post_track(fields: Annotated["TrackFields", Body("orders.own.schemas:TrackFields")]) -> Response[Any]:
    order = track(fields.as_json()["token"])
    return private(200, {**tracked_document(order.head), "pollAfter": history.poll_after(order)})


def _own_id() -> str:
    return caller(router.current_event.raw_event).user_id
