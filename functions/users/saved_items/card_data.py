"""Card numbers and security codes, which the shop must never hold (PCI DSS 3.3 and 3.5), found in what people send."""

import re
from collections.abc import Iterator
from typing import Any

from bodega.errors import FieldError
from bodega.validation import pointer

_SHORTEST, _LONGEST = 13, 19  # ISO/IEC 7812-1 allows fewer, but no card has them
# Digits in any script, in groups as people write them: a space, a dash or the like between two of them.
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
_MOST_DIGITS_OF_A_NAME = 2  # `cvv2` may be repeated to the caller, `cvc 123` not

_NUMBER = "looks like a card number; send the token that the payment provider gives for it"
_CODE = "is not for the shop to know; send the token that the payment provider gives for the card"


def card_data(body: dict[str, Any]) -> list[FieldError]:
    """Where `body` holds what looks like a card number or a security code, in values and in names, known or not.

    The pointers stop before a name that may itself hold one, so that nothing of it is repeated.
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
    """The digits of a JSON number, also of `4.2e15`."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _holds_card_number(text: str) -> bool:
    """Any sequence of whole groups of digits counts, so that a number with other digits beside it is found."""
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
    """The check digit of ISO/IEC 7812-1, annex B."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        number = int(digit) * (1 + place % 2)
        total += number - 9 if number > 9 else number  # noqa: PLR2004  # the sum of its two digits
    return total % 10 == 0


def _names_card_data(name: str) -> bool:
    plain = _NOT_A_LETTER.sub("", name.casefold())
    return plain in _NAMES or any(part in plain for part in _NAME_PARTS)


def _harmless(name: str) -> bool:
    return sum(character.isdigit() for character in name) <= _MOST_DIGITS_OF_A_NAME
