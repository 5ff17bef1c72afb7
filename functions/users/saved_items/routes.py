"""Routes of a user's addresses and payment methods."""

from typing import Annotated, Any

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Body
from aws_lambda_powertools.event_handler.router import APIGatewayRouter

from bodega.api.conditions import expected_versions
from bodega.api.parameters import Id, IdempotencyKey, IfMatch
from bodega.api.resolver import SIGNED_IN
from bodega.api.responses import no_content, private
from bodega.errors import PayloadTooLarge
from users import openapi as docs
from users.requests import created, idempotent_request, own_id, versioned
from users.saved_items import addresses, payment_methods
from users.saved_items.schemas import AddressFields

router = APIGatewayRouter()

_LARGEST_PAYMENT_METHOD = 16 * 1024  # bytes; the time of the search for card numbers grows with the body


@router.get(
    "/users/me/addresses",
    summary="Your addresses",
    operation_id="listAddresses",
    tags=["addresses"],
    responses=docs.lists("AddressPage", "All of them, the oldest first", docs.ADDRESS),
    **SIGNED_IN,
)
def list_addresses() -> Response[Any]:
    return private(200, {"items": addresses.list_addresses(own_id(router)), "nextCursor": None})


@router.post(
    "/users/me/addresses",
    summary="Add an address",
    operation_id="createAddress",
    tags=["addresses"],
    responses=docs.creates("Address", docs.ADDRESS),
    **SIGNED_IN,
)
def create_address(
    fields: Annotated[AddressFields, Body(openapi_examples=docs.example_of(docs.ADDRESS_FIELDS))],
    idempotency_key: IdempotencyKey = None,
) -> Response[Any]:
    document = fields.as_json()
    request = idempotent_request(router, idempotency_key, document)
    address, replayed = addresses.add_address(own_id(router), document, request)
    return created(router, address, replayed=replayed)


@router.get(
    "/users/me/addresses/<id>",
    summary="One of your addresses",
    operation_id="getAddress",
    tags=["addresses"],
    responses=docs.reads_version("Address", "The address", docs.ADDRESS, "not_found"),
    **SIGNED_IN,
)
def get_address(id: Id) -> Response[Any]:
    return versioned(addresses.get_address(own_id(router), id))


@router.put(
    "/users/me/addresses/<id>",
    summary="Replace an address",
    operation_id="replaceAddress",
    tags=["addresses"],
    responses=docs.changes("Address", docs.ADDRESS, "not_found"),
    **SIGNED_IN,
)
def replace_address(
    id: Id,
    fields: Annotated[AddressFields, Body(openapi_examples=docs.example_of(docs.ADDRESS_FIELDS))],
    if_match: IfMatch = None,
) -> Response[Any]:
    versions = expected_versions(if_match)
    return versioned(addresses.replace_address(own_id(router), id, fields.as_json(), versions))


@router.delete(
    "/users/me/addresses/<id>",
    summary="Delete an address",
    operation_id="deleteAddress",
    tags=["addresses"],
    responses=docs.removes("not_found", "version_conflict"),
    **SIGNED_IN,
)
def delete_address(id: Id, if_match: IfMatch = None) -> Response[Any]:
    addresses.delete_address(own_id(router), id, expected_versions(if_match))
    return no_content()


@router.get(
    "/users/me/payment-methods",
    summary="Your payment methods",
    operation_id="listPaymentMethods",
    tags=["payment methods"],
    responses=docs.lists("PaymentMethodPage", "All of them, the oldest first", docs.PAYMENT_METHOD),
    **SIGNED_IN,
)
def list_payment_methods() -> Response[Any]:
    return private(200, {"items": payment_methods.list_payment_methods(own_id(router)), "nextCursor": None})


@router.post(
    "/users/me/payment-methods",
    summary="Add a payment method",
    description="Takes the payment provider's token and what one knows a card by (`PaymentMethodFields`). A card "
    "number or security code anywhere in the body is refused, and neither stored nor logged.",
    operation_id="createPaymentMethod",
    tags=["payment methods"],
    responses=docs.creates("PaymentMethod", docs.PAYMENT_METHOD),
    **SIGNED_IN,
)
def create_payment_method(
    # No model here: its errors repeat the names of unknown fields, and such a name can be a card number.
    body: Annotated[dict[str, Any], Body(openapi_examples=docs.example_of(docs.PAYMENT_METHOD_FIELDS))],
    idempotency_key: IdempotencyKey = None,
) -> Response[Any]:
    if len(router.current_event.body or "") > _LARGEST_PAYMENT_METHOD:
        raise PayloadTooLarge(f"A payment method takes at most {_LARGEST_PAYMENT_METHOD // 1024} KB.")
    fields = payment_methods.read_payment_method(body)
    request = idempotent_request(router, idempotency_key, fields)
    payment_method, replayed = payment_methods.add_payment_method(own_id(router), fields, request)
    return created(router, payment_method, replayed=replayed)


@router.put(
    "/users/me/payment-methods/<id>/default",
    summary="Make a payment method the one to use",
    operation_id="makePaymentMethodDefault",
    tags=["payment methods"],
    responses=docs.removes("not_found", "version_conflict"),
    **SIGNED_IN,
)
def make_payment_method_default(id: Id, if_match: IfMatch = None) -> Response[Any]:
    payment_methods.make_default(own_id(router), id, expected_versions(if_match))
    return no_content()


@router.delete(
    "/users/me/payment-methods/<id>",
    summary="Delete a payment method",
    operation_id="deletePaymentMethod",
    tags=["payment methods"],
    responses=docs.removes("not_found", "version_conflict"),
    **SIGNED_IN,
)
def delete_payment_method(id: Id, if_match: IfMatch = None) -> Response[Any]:
    payment_methods.delete_payment_method(own_id(router), id, expected_versions(if_match))
    return no_content()
