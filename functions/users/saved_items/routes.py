"""Routes of a user's addresses and payment methods."""

from typing import TYPE_CHECKING, Annotated, Any

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.router import APIGatewayRouter

from bodega.api.inputs import Body, ExpectedVersions
from bodega.api.parameters import Id, IdempotencyKey
from bodega.api.resolver import SIGNED_IN
from bodega.api.responses import no_content, private
from bodega.errors import PayloadTooLarge
from users.requests import created, idempotent_request, own_id, versioned
from users.saved_items import addresses, payment_methods

if TYPE_CHECKING:
    from users.saved_items.schemas import AddressFields

router = APIGatewayRouter()

_Address = Annotated["AddressFields", Body("users.saved_items.schemas:AddressFields")]

_LARGEST_PAYMENT_METHOD = 16 * 1024  # bytes; the time of the search for card numbers grows with the body


@router.get("/users/me/addresses", operation_id="listAddresses", **SIGNED_IN)
def list_addresses() -> Response[Any]:
    return private(200, {"items": addresses.list_addresses(own_id(router)), "nextCursor": None})


@router.post("/users/me/addresses", operation_id="createAddress", **SIGNED_IN)
def create_address(
    fields: _Address,
    idempotency_key: IdempotencyKey = None,
) -> Response[Any]:
    document = fields.as_json()
    request = idempotent_request(router, idempotency_key, document)
    address, replayed = addresses.add_address(own_id(router), document, request)
    return created(router, address, replayed=replayed, revision=addresses.revision(address))


@router.get("/users/me/addresses/<id>", operation_id="getAddress", **SIGNED_IN)
def get_address(id: Id) -> Response[Any]:
    return _address(addresses.get_address(own_id(router), id))


@router.put("/users/me/addresses/<id>", operation_id="replaceAddress", **SIGNED_IN)
def replace_address(
    id: Id,
    fields: _Address,
    versions: ExpectedVersions = None,
) -> Response[Any]:
    return _address(addresses.replace_address(own_id(router), id, fields.as_json(), versions))


@router.delete("/users/me/addresses/<id>", operation_id="deleteAddress", **SIGNED_IN)
def delete_address(id: Id, versions: ExpectedVersions = None) -> Response[Any]:
    addresses.delete_address(own_id(router), id, versions)
    return no_content()


@router.get("/users/me/payment-methods", operation_id="listPaymentMethods", **SIGNED_IN)
def list_payment_methods() -> Response[Any]:
    return private(200, {"items": payment_methods.list_payment_methods(own_id(router)), "nextCursor": None})


@router.post("/users/me/payment-methods", operation_id="createPaymentMethod", **SIGNED_IN)
def create_payment_method(
    # No model here: its errors repeat the names of unknown fields, and such a name can be a card number.
    body: Annotated[dict[str, Any], Body()],
    idempotency_key: IdempotencyKey = None,
) -> Response[Any]:
    if len(router.current_event.body or "") > _LARGEST_PAYMENT_METHOD:
        raise PayloadTooLarge(f"A payment method takes at most {_LARGEST_PAYMENT_METHOD // 1024} KB.")
    fields = payment_methods.read_payment_method(body)
    request = idempotent_request(router, idempotency_key, fields)
    payment_method, replayed = payment_methods.add_payment_method(own_id(router), fields, request)
    return created(router, payment_method, replayed=replayed)


@router.put("/users/me/payment-methods/<id>/default", operation_id="makePaymentMethodDefault", **SIGNED_IN)
def make_payment_method_default(id: Id, versions: ExpectedVersions = None) -> Response[Any]:
    payment_methods.make_default(own_id(router), id, versions)
    return no_content()


@router.delete("/users/me/payment-methods/<id>", operation_id="deletePaymentMethod", **SIGNED_IN)
def delete_payment_method(id: Id, versions: ExpectedVersions = None) -> Response[Any]:
    payment_methods.delete_payment_method(own_id(router), id, versions)
    return no_content()


def _address(address: dict[str, Any]) -> Response[Any]:
    return versioned(address, addresses.revision(address))
