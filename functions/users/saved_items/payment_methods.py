"""A user's payment methods: the payment provider's token and how to recognise a card, never the card itself.

The token is stored and never returned, neither by a route nor by the export.
"""

from typing import Any

from bodega import business_day, clock
from bodega.errors import FieldError, ValidationFailed
from bodega.idempotency import IdempotentRequest
from bodega.ids import new_id
from bodega.items import Versions
from users.saved_items.card_data import find_card_data
from users.saved_items.kinds import PAYMENT_METHOD
from users.saved_items.store import SavedItem

_SHOWN = ("brand", "last4", "expiryMonth", "expiryYear")


def read_payment_method(body: dict[str, Any]) -> dict[str, Any]:
    """Return the fields of a payment method from a request body.

    Card data is searched for first, in the whole body. The errors name its place and do not repeat it.

    Raises: ValidationFailed.
    """
    if found := find_card_data(body):
        raise ValidationFailed(found)
    from bodega.validation import validated
    from users.saved_items.schemas import PaymentMethodFields

    return validated(PaymentMethodFields, body).as_json()


def list_payment_methods(user_id: str) -> list[dict[str, Any]]:
    """Return all payment methods of a user, oldest first."""
    return [_represent(saved) for saved in PAYMENT_METHOD.store.list_all(user_id)]


def add_payment_method(
    user_id: str, fields: dict[str, Any], request: IdempotentRequest | None
) -> tuple[dict[str, Any], bool]:
    """Add a payment method; return it, and whether it is replayed.

    A card is valid to the end of its month in the shop's time zone.

    Raises: ValidationFailed if it has expired or there are 20, IdempotencyKeyReused, SessionEnded if the account was
    erased.
    """
    today = business_day.today()
    if (fields["expiryYear"], fields["expiryMonth"]) < (today.year, today.month):
        raise ValidationFailed([FieldError("/expiryYear", "is over: the card has expired")])
    item = {
        "id": new_id(PAYMENT_METHOD.id_prefix),
        "token": fields["token"],
        **{name: fields[name] for name in _SHOWN},
        "version": 1,
        "createdAt": clock.timestamp(clock.now()),
    }
    return PAYMENT_METHOD.add(user_id, item, _represent(SavedItem(item, fields["default"])), request)


def make_default(user_id: str, payment_method_id: str, versions: Versions | None) -> None:
    """Raises: NotFound, VersionConflict."""
    PAYMENT_METHOD.make_default(user_id, payment_method_id, versions)


def delete_payment_method(user_id: str, payment_method_id: str, versions: Versions | None) -> None:
    """Raises: NotFound, VersionConflict."""
    PAYMENT_METHOD.delete(user_id, payment_method_id, versions)


def _represent(saved: SavedItem) -> dict[str, Any]:
    item = saved.item
    return {
        "id": item["id"],
        **{name: item[name] for name in _SHOWN},
        "default": saved.default,
        **{name: item[name] for name in ("version", "createdAt")},
    }
