"""The route that refunds an order."""

from typing import TYPE_CHECKING, Annotated, Any

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.router import APIGatewayRouter

from bodega.api.identity import caller
from bodega.api.inputs import Body
from bodega.api.parameters import Id, RequiredIdempotencyKey, required_key
from bodega.api.resolver import ADMIN
from bodega.api.responses import created
from bodega.idempotency import IdempotentRequest
from bodega.observability import count

if TYPE_CHECKING:
    from orders.refunds.schemas import RefundFields

router = APIGatewayRouter()


@router.post("/orders/<id>/refunds", operation_id="refundOrder", **ADMIN)
def post_refund(
    id: Id,
    fields: Annotated["RefundFields", Body("orders.refunds.schemas:RefundFields")],
    idempotency_key: RequiredIdempotencyKey = None,
) -> Response[Any]:
    # Refunds are rare, and cold starts are not.
    from bodega.orders.refunding import Wanted
    from orders.refunds.refunds import Asked, refund_order

    body = fields.as_json()
    event = router.current_event
    found = caller(event.raw_event)
    route = f"{event.http_method} {event.path.rstrip('/')}"
    request = IdempotentRequest.of(required_key(idempotency_key), user_id=found.user_id, route=route, body=body)
    wanted = Wanted(
        {each["line"]: each["quantity"] for each in body["lines"]},
        body["tip"],
        body["deliveryFee"],
        body["amount"] and body["amount"]["amount"],
    )
    asked = Asked(wanted, body["reason"], body["restock"])
    refund, replayed = refund_order(id, asked, {"role": found.role, "id": found.user_id}, request)
    if not replayed:
        count("OrdersRefunded")
    return created(refund, collection=None, replayed=replayed)
