"""Detection of card numbers and security codes in request bodies. The shop must never store them (PCI DSS 3.3, 3.5)."""

import re
from collections.abc import Iterator
from typing import Any

from bodega.card_numbers import holds_card_number, is_card_reference
from bodega.errors import FieldError, pointer

_NOT_A_LETTER = re.compile(r"[^a-z0-9]")

_NAMES = frozenset(
    {
        *("cid", "csc", "cvn", "cav", "cav2", "cardcode", "verificationcode", "verificationvalue"),
        *("pan", "number", "cardno", "ccnumber", "ccno", "accountnumber", "primaryaccountnumber"),
        *("pin", "pinblock", "track", "track1", "track2", "trackdata", "magstripe"),
    }
)
_NAME_PARTS = ("cvc", "cvv", "securitycode", "cardnumber")
_MOST_DIGITS_OF_A_NAME = 2  # errors can repeat the name `cvv2`, but not `cvc 123`

# A token has random digits. Its last digits and those of the card can be the whole number.
_TOKEN = ("token",)

_NUMBER = "looks like a card number; send the token that the payment provider gives for it"
_CODE = "is not for the shop to know; send the token that the payment provider gives for the card"


def find_card_data(body: dict[str, Any]) -> list[FieldError]:
    """Return an error for each value and name, known or unknown, that looks like a card number or a security code.

    A pointer stops before a name that can itself contain card data, so that the error does not repeat it.
    """
    found = list(_search(body, ()))
    if not found and is_card_reference(f"{body.get('token')}{body.get('last4')}"):
        return [FieldError("/token", _NUMBER)]
    return found


def _search(value: Any, path: tuple[str | int, ...]) -> Iterator[FieldError]:
    if isinstance(value, dict):
        for name, member in value.items():
            place = (*path, name) if _harmless(name) else path
            if holds_card_number(name):
                yield FieldError(pointer(path), f"has a member whose name {_NUMBER}")
            if _names_card_data(name):
                yield FieldError(pointer(place), _CODE)
            yield from _search(member, place)
    elif isinstance(value, list):
        for position, element in enumerate(value):
            yield from _search(element, (*path, position))
    else:
        text = value if isinstance(value, str) else _written_out(value)
        if is_card_reference(text) if path == _TOKEN else holds_card_number(text):
            yield FieldError(pointer(path), _NUMBER)


def _written_out(value: float | None) -> str:
    """Return the digits of a JSON number, also of `4.2e15`."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _names_card_data(name: str) -> bool:
    plain = _NOT_A_LETTER.sub("", name.casefold())
    return plain in _NAMES or any(part in plain for part in _NAME_PARTS)


def _harmless(name: str) -> bool:
    return sum(character.isdigit() for character in name) <= _MOST_DIGITS_OF_A_NAME
