"""Documentation of a user's addresses and payment methods."""

from pydantic import Field

from bodega.items import version_conflict
from bodega.models import Document
from bodega.openapi.operations import Operation, changes, creates, lists, no_content, reads
from bodega.openapi.schemas import WHEN, Timestamp, Version, example_id, id_field, page_of
from users.saved_items.kinds import MOST_ITEMS
from users.saved_items.schemas import AddressFields, PaymentMethodFields

_ADDRESSES = "addresses"
_PAYMENT_METHODS = "payment methods"

_ADDRESS_FIELDS = {
    "name": "Ada Lovelace",
    "line1": "12 Rue Saint-Paul",
    "line2": None,
    "city": "Montréal",
    "region": "QC",
    "postalCode": "H2Y 1G9",
    "country": "CA",
    "phone": "+15145550123",
    "instructions": "Second floor.",
    "default": True,
}
ADDRESS = {"id": example_id("adr"), **_ADDRESS_FIELDS, "version": 1, "createdAt": WHEN, "updatedAt": WHEN}
_CARD = {"brand": "visa", "last4": "4242", "expiryMonth": 4, "expiryYear": 2030, "default": True}
PAYMENT_METHOD = {"id": example_id("pay"), **_CARD, "version": 1, "createdAt": WHEN}


class Address(AddressFields):
    """A postal address of the user."""

    id: id_field("adr")
    version: Version
    created_at: Timestamp
    updated_at: Timestamp


class PaymentMethod(Document):
    """A payment method of the user, without the provider's token."""

    id: id_field("pay")
    brand: str = Field(description="The provider's name for the brand", examples=["visa"])
    last4: str = Field(pattern="^[0-9]{4}$", description="The last four digits of the card")
    expiry_month: int = Field(ge=1, le=12)
    expiry_year: int
    default: bool = Field(description="Whether it is preselected. At most one is.")
    version: Version
    created_at: Timestamp


AddressPage = page_of(Address, MOST_ITEMS)
PaymentMethodPage = page_of(PaymentMethod, MOST_ITEMS)

_NO_ADDRESS = {"not_found": "You have no address with this id."}
_NO_PAYMENT_METHOD = {"not_found": "You have no payment method with this id."}
_ADDRESS_CHANGED = {"version_conflict": version_conflict("address").detail}
_PAYMENT_METHOD_CHANGED = {"version_conflict": version_conflict("payment method").detail}

OPERATIONS = {
    "listAddresses": Operation(
        "List your addresses",
        f"Returns all addresses, oldest first, in one page. A user has at most {MOST_ITEMS}.",
        _ADDRESSES,
        lists("All addresses", AddressPage, ADDRESS),
    ),
    "createAddress": Operation(
        "Add an address",
        f"A user has at most {MOST_ITEMS} addresses; another one is rejected with 422. An address with `default` true "
        "replaces the previous default.",
        _ADDRESSES,
        creates("The new address", Address, ADDRESS, "ETag", "Location"),
        body=_ADDRESS_FIELDS,
    ),
    "getAddress": Operation(
        "Get an address",
        "Returns one of the user's addresses. The `ETag` of the default address is its version and `-default`, as in "
        '`"3-default"`.',
        _ADDRESSES,
        reads("The address", Address, ADDRESS),
        _NO_ADDRESS,
        id_prefix="adr",
    ),
    "replaceAddress": Operation(
        "Replace an address",
        "Sets all fields. An omitted field gets its default value.",
        _ADDRESSES,
        changes("The changed address", Address, {**ADDRESS, "version": 2}),
        {**_NO_ADDRESS, **_ADDRESS_CHANGED},
        body=_ADDRESS_FIELDS,
        id_prefix="adr",
    ),
    "deleteAddress": Operation(
        "Delete an address",
        "Deletes the address. If it was the default, the user has no default until another one is chosen.",
        _ADDRESSES,
        no_content("The address is deleted."),
        {**_NO_ADDRESS, **_ADDRESS_CHANGED},
        id_prefix="adr",
    ),
    "listPaymentMethods": Operation(
        "List your payment methods",
        f"Returns all payment methods, oldest first, in one page. A user has at most {MOST_ITEMS}.",
        _PAYMENT_METHODS,
        lists("All payment methods", PaymentMethodPage, PAYMENT_METHOD),
    ),
    "createPaymentMethod": Operation(
        "Add a payment method",
        "Collect the card with the form of your payment provider, and send the provider's token and the data that "
        "identifies the card. A card number or security code anywhere in the body is rejected with 422; it is neither "
        f"stored nor logged. A user has at most {MOST_ITEMS} payment methods. An expired card is rejected.",
        _PAYMENT_METHODS,
        creates("The new payment method", PaymentMethod, PAYMENT_METHOD, "ETag", "Location"),
        {"payload_too_large": "A payment method takes at most 16 KB."},
        body={"token": "pm_1MqLiJLkdIwHu7ix", **_CARD},
        fields=PaymentMethodFields,
    ),
    "makePaymentMethodDefault": Operation(
        "Choose the default payment method",
        "Makes the payment method the default instead of the previous one.",
        _PAYMENT_METHODS,
        no_content("The payment method is the default."),
        {**_NO_PAYMENT_METHOD, **_PAYMENT_METHOD_CHANGED},
        id_prefix="pay",
    ),
    "deletePaymentMethod": Operation(
        "Delete a payment method",
        "Deletes the payment method. If it was the default, the user has no default until another one is chosen.",
        _PAYMENT_METHODS,
        no_content("The payment method is deleted."),
        {**_NO_PAYMENT_METHOD, **_PAYMENT_METHOD_CHANGED},
        id_prefix="pay",
    ),
}
