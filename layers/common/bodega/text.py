"""Texts: which characters they may contain, and the form in which names are compared and sorted."""

import re
import unicodedata

LONGEST_NAME = 120
"""The most characters of a name."""

# Case folding can triple the bytes of a character, and NFKC can expand one to eighteen (U+FDFA). A sort key holds at
# most 1,024 bytes, and the item's id follows the name in it.
_SORT_NAME_BYTES = 960

# Unicode's property Default_Ignorable_Code_Point. `re` compiles and caches the pattern when it is first used.
_INVISIBLE = (
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)


def sort_name(name: str) -> str:
    """Return the form in which names are compared and sorted: NFKC, case-folded, trimmed (`CAFÉ ` is `café`)."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return unicodedata.normalize("NFKC", folded).strip()


def remove_invisible(text: str) -> str:
    """Return the text without the characters that are not displayed: joiners, direction marks, fillers, selectors."""
    return re.sub(_INVISIBLE, "", text)


def refuse_control_characters(value: str, allowed: str = "") -> None:
    """Raises: ValueError, with the broken rule as text."""
    if any(unicodedata.category(character) == "Cc" and character not in allowed for character in value):
        raise ValueError("must not contain control characters")


def check_name(value: str) -> str:
    """Return `value`. Raises: ValueError, with the broken rule as text."""
    refuse_control_characters(value)
    key = sort_name(value)
    # Format characters (Cf) are invisible: a name of nothing else looks empty.
    if all(unicodedata.category(character) == "Cf" or character.isspace() for character in key):
        raise ValueError("must not be blank")
    if len(key.encode()) > _SORT_NAME_BYTES:
        raise ValueError("is too long once its characters are normalised (NFKC)")
    return value


def check_prose(value: str) -> str:
    """Return `value`. Raises: ValueError, with the broken rule as text."""
    refuse_control_characters(value, allowed="\n\r\t")
    return value
