"""The route that places an order."""

from typing import TYPE_CHECKING, Annotated, Any

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.router import APIGatewayRouter

from bodega.api.identity import caller
from bodega.api.inputs import Body
from bodega.api.parameters import RequiredIdempotencyKey, required_key
from bodega.api.resolver import ORDERER
from bodega.api.responses import created
from bodega.idempotency import IdempotentRequest
from bodega.observability import count
from bodega.orders.transitions import PENDING
from orders.placing.placing import place
from orders.placing.shapes import Sender

if TYPE_CHECKING:
    from orders.placing.schemas import OrderFields

router = APIGatewayRouter()


@router.post("/orders", operation_id="placeOrder", **ORDERER)
def place_order(
    fields: Annotated["OrderFields", Body("orders.placing.schemas:OrderFields")],
    idempotency_key: RequiredIdempotencyKey = None,
) -> Response[Any]:
    event = router.current_event.raw_event
    found = caller(event)
    body = fields.as_json()
    sender = Sender(found.user_id, found.role)
    request = IdempotentRequest.of(
        required_key(idempotency_key), user_id=sender.user_id, route="POST /orders", body=body
    )
    order, replayed = place(body, sender, request)
    # A pending order counts when it is placed, once its card is authorized.
    if not replayed and order["status"] != PENDING:
        count("OrdersPlaced")
    path = event["requestContext"]["path"].rstrip("/")
    return created(order, collection=f"{path}/mine" if sender.buys else path, replayed=replayed)
