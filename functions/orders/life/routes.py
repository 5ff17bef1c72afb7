"""Routes that change an order: its status, its cancellation, and its payment at the counter."""

from typing import TYPE_CHECKING, Annotated, Any

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.router import APIGatewayRouter

from bodega.api.identity import caller
from bodega.api.inputs import Body, ExpectedVersions
from bodega.api.parameters import Id, RequiredIdempotencyKey, required_key
from bodega.api.resolver import BUYER, STAFF
from bodega.api.responses import created
from bodega.idempotency import IdempotentRequest
from bodega.items import Item
from bodega.orders.changes import Receipt
from bodega.orders.documents import order_document
from bodega.orders.responses import order_response
from orders.life.cancellation import Cancellation, cancel_any, cancel_own
from orders.life.payment import Tender, pay
from orders.life.status import Wanted, set_status

if TYPE_CHECKING:
    from orders.life.schemas import CancellationFields, CounterPaymentFields, OrderStatusFields

router = APIGatewayRouter()


@router.put("/orders/<id>/status", operation_id="setOrderStatus", **STAFF)
def put_status(
    id: Id,
    fields: Annotated["OrderStatusFields", Body("orders.life.schemas:OrderStatusFields")],
    versions: ExpectedVersions = None,
) -> Response[Any]:
    document = fields.as_json()
    tender = _tender(document["paid"], document["received"]) if document["paid"] else None
    return order_response(set_status(id, Wanted(document["status"], tender), _staff(), versions))


@router.post("/orders/<id>/cancellation", operation_id="cancelOrder", **STAFF)
def cancel(
    id: Id, fields: Annotated["CancellationFields", Body("orders.life.schemas:CancellationFields")]
) -> Response[Any]:
    return order_response(cancel_any(id, Cancellation(**fields.as_json()), _staff()))


@router.post("/orders/<id>/payments", operation_id="payOrder", **STAFF)
def post_payment(
    id: Id,
    fields: Annotated["CounterPaymentFields", Body("orders.life.schemas:CounterPaymentFields")],
    idempotency_key: RequiredIdempotencyKey = None,
) -> Response[Any]:
    document = fields.as_json()
    event = router.current_event
    user_id = caller(event.raw_event).user_id
    route = f"{event.http_method} {event.path.rstrip('/')}"
    request = IdempotentRequest.of(required_key(idempotency_key), user_id=user_id, route=route, body=document)
    order, replayed = pay(id, _tender(document["method"], document["received"]), _staff(), Receipt(user_id, request))
    document = order_document(order.head, order.lines, order.person, order.refunds)
    return created(document, collection=None, replayed=replayed)


@router.post("/orders/mine/<id>/cancellation", operation_id="cancelOwnOrder", **BUYER)
def cancel_mine(id: Id) -> Response[Any]:
    found = caller(router.current_event.raw_event)
    return order_response(cancel_own(found.user_id, id, {"role": found.role}))


def _staff() -> Item:
    """Return the caller as the history shows them."""
    found = caller(router.current_event.raw_event)
    return {"role": found.role, "id": found.user_id}


def _tender(method: str, received: Item | None) -> Tender:
    return Tender(method, received["amount"] if received else None)
