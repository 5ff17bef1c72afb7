"""The route that starts a payment."""

from typing import Any

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.router import APIGatewayRouter

from bodega.api.identity import caller
from bodega.api.parameters import Id
from bodega.api.resolver import BUYER
from bodega.api.responses import private
from payments.starting.starting import start_payment

router = APIGatewayRouter()


@router.post("/orders/mine/<id>/payments", operation_id="startPayment", **BUYER)
def post_payment(id: Id) -> Response[Any]:
    payment = start_payment(caller(router.current_event.raw_event).user_id, id)
    return private(201, payment.document())
