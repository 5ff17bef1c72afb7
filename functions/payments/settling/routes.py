"""The route that refreshes a payment, and the webhook."""

from base64 import b64decode
from collections.abc import Mapping
from typing import Any

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.router import APIGatewayRouter

from bodega.api.body import check_size
from bodega.api.identity import caller
from bodega.api.parameters import Id
from bodega.api.resolver import BUYER
from bodega.api.responses import no_content
from bodega.orders.responses import order_response
from payments.settling.refreshing import refresh_payment
from payments.settling.webhook import receive

router = APIGatewayRouter()

WEBHOOK = "/webhooks/payments"


@router.post("/orders/mine/<id>/payments/refresh", operation_id="refreshPayment", **BUYER)
def post_refresh(id: Id) -> Response[Any]:
    return order_response(refresh_payment(caller(router.current_event.raw_event).user_id, id))


@router.post(WEBHOOK, operation_id="receivePaymentEvent")
def post_event() -> Response[Any]:
    event = router.current_event.raw_event
    receive(event["headers"], event["bytes"])
    return no_content()


def with_bytes(event: Mapping[str, Any]) -> dict[str, Any]:
    """Return the webhook's event with its body as `bytes`, exactly as they were sent: the signature covers them.

    API Gateway passes a body on as text. Raises: PayloadTooLarge.
    """
    text = event.get("body") or ""
    body = b64decode(text) if event.get("isBase64Encoded") else text.encode("utf-8", "surrogatepass")
    check_size(body)
    return {**event, "body": None, "bytes": body}
