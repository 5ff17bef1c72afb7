"""Texts: which characters they may contain, and the form in which names are compared."""

import re
import unicodedata
from functools import lru_cache

LONGEST_NAME = 120
"""The most characters of a name."""

# Case folding can triple the bytes of a character, and NFKC can expand one to eighteen (U+FDFA). A sort key holds at
# most 1,024 bytes. The first letters of the sort form and the item's id need the rest.
_COMPARED_BYTES = 960

# Unicode's property Default_Ignorable_Code_Point. `re` compiles and caches the pattern when it is first used.
_INVISIBLE = (
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
# Symbols and letters whose shape is empty: Braille without dots, Egyptian blanks, a note without a head.
_BLANKS = "[\u2800\U00013441\U00013442\U0001d159]"
_EMPTY = f"{_INVISIBLE}|{_BLANKS}"
# Categories that show nothing by themselves: control and format characters, marks without a letter, spaces.
_NOTHING = frozenset({"Cc", "Cf", "Mc", "Me", "Mn", "Zl", "Zp", "Zs"})


def nfkc_casefold(text: str) -> str:
    """Return Unicode's NFKC_Casefold of the text: without case, width, ligatures and invisible characters.

    It is toNFKC_Casefold(NFD(text)) of the standard (3.13, R5 and D147): each character is mapped, then NFC. Applied
    again, it changes nothing. A later version of Unicode changes it only for characters that are not assigned in this
    one.
    """
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFC", "".join(map(_folded, unicodedata.normalize("NFD", text))))


@lru_cache(maxsize=512)
def _folded(character: str) -> str:
    """Return NFKC_Casefold of one character."""
    visible = unicodedata.normalize("NFKC", remove_invisible(character))
    return unicodedata.normalize("NFKC", visible.casefold())


@lru_cache(maxsize=64)
def fold_name(name: str) -> str:
    """Return the form in which names are compared: NFKC_Casefold with single spaces (`CAFÉ  Noir ` is `café noir`)."""
    if name.isascii():
        return " ".join(name.lower().split())
    return " ".join(nfkc_casefold(re.sub(_BLANKS, " ", name)).split())


def remove_invisible(text: str) -> str:
    """Return the text without the characters that are not displayed: joiners, direction marks, fillers, selectors."""
    return re.sub(_INVISIBLE, "", text)


def is_visible(text: str) -> bool:
    """Return whether the text shows anything: a letter, a digit or a sign."""
    if text.isascii():
        return not text.isspace() and text != ""
    return any(
        unicodedata.category(character) not in _NOTHING and not re.match(_EMPTY, character) for character in text
    )


def refuse_control_characters(value: str, allowed: str = "") -> None:
    """Raises: ValueError, with the broken rule as text."""
    if value.isprintable():
        return
    if any(unicodedata.category(character) == "Cc" and character not in allowed for character in value):
        others = (
            "control characters other than line breaks and tabs" if allowed else "line breaks or control characters"
        )
        raise ValueError(f"must not contain {others}")


def check_name(value: str) -> str:
    """Return `value`. Raises: ValueError, with the broken rule as text."""
    refuse_control_characters(value)
    if not is_visible(value):
        raise ValueError("must not be blank")
    if not value.isascii() and len(fold_name(value).encode()) > _COMPARED_BYTES:
        raise ValueError("is too long: some of its characters stand for several others")
    return value


def check_prose(value: str) -> str:
    """Return `value`. Raises: ValueError, with the broken rule as text."""
    refuse_control_characters(value, allowed="\n\r\t")
    return value
