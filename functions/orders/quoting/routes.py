"""The route that quotes a cart."""

from typing import TYPE_CHECKING, Annotated, Any

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.router import APIGatewayRouter

from bodega.api.inputs import Body
from bodega.api.responses import private
from orders.quoting.cart import Cart
from orders.quoting.quote import quote

if TYPE_CHECKING:
    from orders.quoting.schemas import QuoteFields

router = APIGatewayRouter()


@router.post("/orders/quote", operation_id="quoteOrder")
def quote_order(fields: Annotated["QuoteFields", Body("orders.quoting.schemas:QuoteFields")]) -> Response[Any]:
    return private(200, quote(Cart.of(fields.as_json())).document())
