"""Text fields: which characters they may contain, and the form in which names are compared and sorted."""

import unicodedata
from typing import Annotated

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

# Case folding can triple the bytes of a character, and NFKC can expand one to eighteen (U+FDFA). A sort key holds at
# most 1,024 bytes, and the item's id follows the name in it.
_SORT_NAME_BYTES = 960


def sort_name(name: str) -> str:
    """Return the form in which names are compared and sorted: NFKC, case-folded, trimmed (`CAFÉ ` is `café`)."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return unicodedata.normalize("NFKC", folded).strip()


def _refuse_control_characters(value: str, allowed: str) -> None:
    if any(unicodedata.category(character) == "Cc" and character not in allowed for character in value):
        raise PydanticCustomError("control_character", "must not contain control characters")


def _check_name(value: str) -> str:
    _refuse_control_characters(value, allowed="")
    key = sort_name(value)
    # Format characters (Cf) are invisible: a name of nothing else looks empty.
    if all(unicodedata.category(character) == "Cf" or character.isspace() for character in key):
        raise PydanticCustomError("blank", "must not be blank")
    if len(key.encode()) > _SORT_NAME_BYTES:
        raise PydanticCustomError("name_too_long", "is too long once its characters are normalised (NFKC)")
    return value


def _check_prose(value: str) -> str:
    _refuse_control_characters(value, allowed="\n\r\t")
    return value


Name = Annotated[str, Field(min_length=1, max_length=120), AfterValidator(_check_name)]
"""A thing's name: 1 to 120 characters, kept as typed, compared by `sort_name`."""

Prose = Annotated[str, Field(max_length=2000), AfterValidator(_check_prose)]
"""Text to read: up to 2,000 characters; line breaks and tabs are the only control characters."""
