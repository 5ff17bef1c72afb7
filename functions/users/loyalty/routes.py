"""Routes of a user's loyalty points."""

from typing import TYPE_CHECKING, Annotated, Any

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.router import APIGatewayRouter

from bodega.api.cursors import decode_cursor
from bodega.api.inputs import Body
from bodega.api.parameters import Cursor, Id, Limit, RequiredIdempotencyKey
from bodega.api.resolver import ADMIN, SIGNED_IN
from bodega.api.responses import private
from bodega.observability import count
from users.loyalty import points
from users.requests import created, own_id, page_of, required_idempotent_request

if TYPE_CHECKING:
    from users.loyalty.schemas import PointsFields

router = APIGatewayRouter()

_Points = Annotated["PointsFields", Body("users.loyalty.schemas:PointsFields")]


@router.get("/users/me/loyalty", operation_id="getLoyalty", **SIGNED_IN)
def get_loyalty() -> Response[Any]:
    return private(200, points.read_balance(own_id(router)))


@router.get("/users/me/loyalty/transactions", operation_id="listPointsTransactions", **SIGNED_IN)
def list_transactions(limit: Limit = 25, cursor: Cursor = None) -> Response[Any]:
    user_id = own_id(router)
    scope = f"loyalty/transactions?user={user_id}"
    entries = points.list_transactions(user_id, limit=limit, after=decode_cursor(cursor, scope) if cursor else None)
    return page_of(entries, scope)


@router.post("/users/me/loyalty/redemptions", operation_id="redeemPoints", **SIGNED_IN)
def redeem(fields: _Points, idempotency_key: RequiredIdempotencyKey = None) -> Response[Any]:
    document = fields.as_json()
    request = required_idempotent_request(router, idempotency_key, document)
    entry, replayed = points.redeem(own_id(router), document, request)
    if not replayed:
        count("PointsRedeemed", document["points"])
    return created(router, entry, replayed=replayed, located=False)


@router.post("/users/<id>/loyalty/accruals", operation_id="accruePoints", **ADMIN)
def accrue(id: Id, fields: _Points, idempotency_key: RequiredIdempotencyKey = None) -> Response[Any]:
    document = fields.as_json()
    request = required_idempotent_request(router, idempotency_key, document)
    entry, replayed = points.accrue(id, document, request)
    if not replayed:
        count("PointsAccrued", document["points"])
    return created(router, entry, replayed=replayed, located=False)
