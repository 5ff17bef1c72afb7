"""Detection of card numbers and security codes in request bodies. The shop must never store them (PCI DSS 3.3, 3.5)."""

import re
from collections.abc import Iterator
from typing import Any

from bodega.errors import FieldError, pointer

_SHORTEST, _LONGEST = 13, 19  # ISO/IEC 7812-1 allows fewer digits, but no card has fewer
# Digits in any script, in groups as people write them, with a space, a dash or a similar character between two groups.
_DIGITS = re.compile(r"\d+(?:[\s.\-_/\u00b7\u200b-\u200d\u2010-\u2015\u2060\u2212\ufeff]{1,3}\d+)*")
_GROUP = re.compile(r"\d+")
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

_NUMBER = "looks like a card number; send the token that the payment provider gives for it"
_CODE = "is not for the shop to know; send the token that the payment provider gives for the card"


def find_card_data(body: dict[str, Any]) -> list[FieldError]:
    """Return an error for each value and name, known or unknown, that looks like a card number or a security code.

    A pointer stops before a name that can itself contain card data, so that the error does not repeat it.
    """
    return list(_search(body, ()))


def _search(value: Any, path: tuple[str | int, ...]) -> Iterator[FieldError]:
    if isinstance(value, dict):
        for name, member in value.items():
            place = (*path, name) if _harmless(name) else path
            if _holds_card_number(name):
                yield FieldError(pointer(path), f"has a member whose name {_NUMBER}")
            if _names_card_data(name):
                yield FieldError(pointer(place), _CODE)
            yield from _search(member, place)
    elif isinstance(value, list):
        for position, element in enumerate(value):
            yield from _search(element, (*path, position))
    elif _holds_card_number(value if isinstance(value, str) else _written_out(value)):
        yield FieldError(pointer(path), _NUMBER)


def _written_out(value: float | None) -> str:
    """Return the digits of a JSON number, also of `4.2e15`."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _holds_card_number(text: str) -> bool:
    """Return whether any sequence of whole groups of digits is a card number, also between other digits."""
    for run in _DIGITS.finditer(text):
        groups = _GROUP.findall(run[0])
        for first in range(len(groups)):
            digits = ""
            for group in groups[first:]:
                digits += group
                if len(digits) > _LONGEST:
                    break
                if len(digits) >= _SHORTEST and _passes_luhn(digits):
                    return True
    return False


def _passes_luhn(digits: str) -> bool:
    """Return whether the check digit is right (ISO/IEC 7812-1, annex B)."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        number = int(digit) * (1 + place % 2)
        total += number - 9 if number > 9 else number  # noqa: PLR2004  # the sum of two digits
    return total % 10 == 0


def _names_card_data(name: str) -> bool:
    plain = _NOT_A_LETTER.sub("", name.casefold())
    return plain in _NAMES or any(part in plain for part in _NAME_PARTS)


def _harmless(name: str) -> bool:
    return sum(character.isdigit() for character in name) <= _MOST_DIGITS_OF_A_NAME
