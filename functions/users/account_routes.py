"""A signed-in user's own account: profile, addresses, payment methods, export and end. The HTTP side."""

from typing import Annotated, Any

import account_docs as docs
import addresses
import erasure
import export
import own_profile
import payment_methods
from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Body
from aws_lambda_powertools.event_handler.router import APIGatewayRouter
from request_parameters import created, once_only, own_id, unless_known, versioned

from bodega.api.conditions import expected_versions
from bodega.api.identity import caller
from bodega.api.parameters import Id, IdempotencyKey, IfMatch, IfNoneMatch
from bodega.api.resolver import SIGNED_IN
from bodega.api.responses import no_content, private
from bodega.errors import PayloadTooLarge
from bodega.observability import count

router = APIGatewayRouter()  # type: ignore[no-untyped-call]  # Powertools' own

_LARGEST_PAYMENT_METHOD = 16 * 1024  # what is searched for card numbers is searched thoroughly


@router.get(
    "/users/me",
    summary="Your profile",
    operation_id="getProfile",
    tags=["account"],
    responses=docs.reads_version("User", "The caller", docs.USER) | docs.NOT_MODIFIED,
    **SIGNED_IN,
)
def get_profile(if_none_match: IfNoneMatch = None) -> Response[Any]:
    return unless_known(own_profile.get_profile(own_id(router)), if_none_match)


@router.patch(
    "/users/me",
    summary="Change your profile (JSON merge patch)",
    operation_id="patchProfile",
    tags=["account"],
    responses=docs.changes("User", docs.USER),
    **SIGNED_IN,
)
def patch_profile(
    patch: Annotated[dict[str, Any], Body(openapi_examples=docs.example_of({"phone": "+15145550123"}))],
    if_match: IfMatch = None,
) -> Response[Any]:
    return versioned(own_profile.patch_profile(own_id(router), patch, expected_versions(if_match)))


@router.delete(
    "/users/me",
    summary="Erase your account and all that is personal in it",
    description="Cannot be undone. After a 503, send it again: what was begun is carried on with.",
    operation_id="eraseAccount",
    tags=["account"],
    responses=docs.erases(),
    **SIGNED_IN,
)
def erase_account(
    confirmation: Annotated[erasure.Erasure, Body(openapi_examples=docs.example_of({"password": "…"}))],
) -> Response[Any]:
    event = router.current_event.raw_event
    who, source_ip = caller(event), event["requestContext"]["identity"]["sourceIp"]
    erasure.erase(who.user_id, who.session_id, confirmation.password, source_ip)
    count("AccountsErased")
    return no_content()


@router.get(
    "/users/me/export",
    summary="All that is stored about you",
    operation_id="exportAccount",
    tags=["account"],
    responses=docs.reads("AccountExport", "Everything, without secrets", docs.EXPORT),
    **SIGNED_IN,
)
def export_account() -> Response[Any]:
    return private(200, export.export(own_id(router)))


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
    fields: Annotated[addresses.AddressFields, Body(openapi_examples=docs.example_of(docs.ADDRESS_FIELDS))],
    idempotency_key: IdempotencyKey = None,
) -> Response[Any]:
    document = fields.as_json()
    request = once_only(router, idempotency_key, document) if idempotency_key is not None else None
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
    fields: Annotated[addresses.AddressFields, Body(openapi_examples=docs.example_of(docs.ADDRESS_FIELDS))],
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
    # No model here: its errors repeat the names of unknown fields, and a card number may be sent as one.
    body: Annotated[dict[str, Any], Body(openapi_examples=docs.example_of(docs.PAYMENT_METHOD_FIELDS))],
    idempotency_key: IdempotencyKey = None,
) -> Response[Any]:
    if len(router.current_event.body or "") > _LARGEST_PAYMENT_METHOD:
        raise PayloadTooLarge(f"A payment method takes at most {_LARGEST_PAYMENT_METHOD // 1024} KB.")
    fields = payment_methods.read_payment_method(body)
    request = once_only(router, idempotency_key, fields) if idempotency_key is not None else None
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
