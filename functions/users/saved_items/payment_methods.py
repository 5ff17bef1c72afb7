"""A user's payment methods: what a payment provider knows of a card, and never the card itself.

The provider's token is written and never shown again: no answer and no export has it.
"""

from typing import Any

from bodega import clock
from bodega.errors import (
    FieldError,
    MalformedBody,
    NotFound,
    ShopError,
    Unauthorized,
    ValidationFailed,
    VersionConflict,
)
from bodega.idempotency import IdempotentRequest, Replayed
from bodega.ids import is_id, new_id
from bodega.validation import read_document
from users.saved_items.card_data import card_data
from users.saved_items.schemas import PaymentMethodFields
from users.saved_items.store import MOST, PAYMENT_METHODS, Full, NoAccount, Owned, Stale

Versions = frozenset[int] | None


_SHOWN = ("brand", "last4", "expiryMonth", "expiryYear")


def read_payment_method(body: dict[str, Any]) -> dict[str, Any]:
    """`body` as a payment method's fields.

    Card data is looked for first, in all that was sent: what is found is named by its place and not repeated.

    Raises: ValidationFailed, MalformedBody.
    """
    try:
        found = card_data(body)
    except RecursionError:
        raise MalformedBody("The body is nested too deeply.") from None
    if found:
        raise ValidationFailed(found)
    return read_document(PaymentMethodFields, body)


def list_payment_methods(user_id: str) -> list[dict[str, Any]]:
    return [_represent(owned) for owned in PAYMENT_METHODS.list_all(user_id)]


def add_payment_method(
    user_id: str, fields: dict[str, Any], request: IdempotentRequest | None
) -> tuple[dict[str, Any], bool]:
    """The new payment method, and whether it is the replay of an earlier answer.

    Raises: ValidationFailed when it has expired or there are 20, IdempotencyKeyReused, Unauthorized when
    the account is gone.
    """
    now = clock.now()
    if (fields["expiryYear"], fields["expiryMonth"]) < (now.year, now.month):
        raise ValidationFailed([FieldError("/expiryYear", "is over: the card has expired")])
    item = {
        "id": new_id("pay"),
        "token": fields["token"],
        **{name: fields[name] for name in _SHOWN},
        "version": 1,
        "createdAt": clock.timestamp(now),
    }
    answer = _represent(Owned(item, default=fields["default"]))
    try:
        PAYMENT_METHODS.add(user_id, item, default=fields["default"], request=request, answer=answer)
    except Replayed as replayed:
        if request is None:
            raise
        return request.replay(replayed.record), True
    except Full:
        rule = f"is one too many: delete one of your {MOST} payment methods first"
        raise ValidationFailed([FieldError("", rule)]) from None
    except NoAccount:
        raise Unauthorized("This account does not exist any more.") from None
    return answer, False


def make_default(user_id: str, payment_method_id: str, versions: Versions) -> None:
    """Raises: NotFound, VersionConflict."""
    try:
        PAYMENT_METHODS.make_default(user_id, _known(payment_method_id), versions)
    except Stale as stale:
        raise _refusal(stale) from None


def delete_payment_method(user_id: str, payment_method_id: str, versions: Versions) -> None:
    """Raises: NotFound, VersionConflict."""
    try:
        PAYMENT_METHODS.delete(user_id, _known(payment_method_id), versions)
    except Stale as stale:
        raise _refusal(stale) from None


def _represent(owned: Owned) -> dict[str, Any]:
    item = owned.item
    return {
        "id": item["id"],
        **{name: item[name] for name in _SHOWN},
        "default": owned.default,
        **{name: item[name] for name in ("version", "createdAt")},
    }


def _refusal(stale: Stale) -> ShopError:
    if stale.item is None:
        return _absent()
    return VersionConflict("The payment method has another version. Read it again, then repeat the change.")


def _known(payment_method_id: str) -> str:
    if not is_id(payment_method_id, "pay"):
        raise _absent()
    return payment_method_id


def _absent() -> NotFound:
    return NotFound("You have no payment method with this id.")
