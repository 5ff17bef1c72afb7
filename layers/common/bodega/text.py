"""Texts: which characters they may contain, and the form in which names are compared and sorted."""

import unicodedata

LONGEST_NAME = 120
"""The most characters of a name."""

# Case folding can triple the bytes of a character, and NFKC can expand one to eighteen (U+FDFA). A sort key holds at
# most 1,024 bytes, and the item's id follows the name in it.
_SORT_NAME_BYTES = 960


def sort_name(name: str) -> str:
    """Return the form in which names are compared and sorted: NFKC, case-folded, trimmed (`CAFÉ ` is `café`)."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return unicodedata.normalize("NFKC", folded).strip()


def _refuse_control_characters(value: str, allowed: str) -> None:
    if any(unicodedata.category(character) == "Cc" and character not in allowed for character in value):
        raise ValueError("must not contain control characters")


def check_name(value: str) -> str:
    """Return `value`. Raises: ValueError, with the broken rule as text."""
    _refuse_control_characters(value, allowed="")
    key = sort_name(value)
    # Format characters (Cf) are invisible: a name of nothing else looks empty.
    if all(unicodedata.category(character) == "Cf" or character.isspace() for character in key):
        raise ValueError("must not be blank")
    if len(key.encode()) > _SORT_NAME_BYTES:
        raise ValueError("is too long once its characters are normalised (NFKC)")
    return value


def check_prose(value: str) -> str:
    """Return `value`. Raises: ValueError, with the broken rule as text."""
    _refuse_control_characters(value, allowed="\n\r\t")
    return value
