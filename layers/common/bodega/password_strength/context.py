"""Words that an attacker would try first for one account, and how much of a password they make up.

A word is found in any case, without accents, backwards, and with figures in place of letters (`l0ve1ace`).
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from bodega.password_strength.words import without_marks
from bodega.text import nfkc_casefold

# Shorter parts of names are in too many words. Two characters of other scripts can be a whole name: 太郎.
_SHORTEST: Final = 3
_SHORTEST_NOT_ASCII: Final = 2

# One letter stands for those that share a figure: 1 can be i or l.
_SHAPES: Final = str.maketrans("l013456789@$!|+2", "ioieasgtbgasiitz")
_SEPARATORS: Final = re.compile(r"[\W_]+")


class Cut(NamedTuple):
    """A password without the words of the context. `share`: the part of its characters that were cut out, 0 to 1."""

    rest: str
    share: float


def cut_out(password: str, context: Iterable[str]) -> Cut:
    """Return the password without the words of the context, with a space in place of each."""
    text = _folded(password)
    if not text:  # nothing but accents
        return Cut("", 0)
    shape = text.translate(_SHAPES)
    found = bytearray(len(text))
    for word in {form for text_of_context in context for form in _forms(text_of_context)}:
        for start in _places(word, shape):
            found[start : start + len(word)] = b"\1" * len(word)
    rest = "".join(" " if is_found else character for character, is_found in zip(text, found, strict=True))
    return Cut(re.sub(" +", " ", rest), sum(found) / len(text))


def _forms(text: str) -> Iterator[str]:
    """Yield the shapes of the text and its parts, also backwards. The domain of an email is not a part."""
    folded = _folded(text).strip()
    name = folded.partition("@")[0]
    for word in {folded, name, _SEPARATORS.sub("", name), *_SEPARATORS.split(name)}:
        if len(word) >= (_SHORTEST if word.isascii() else _SHORTEST_NOT_ASCII):
            shape = word.translate(_SHAPES)
            yield shape
            yield shape[::-1]


def _places(word: str, text: str) -> Iterator[int]:
    start = text.find(word)
    while start >= 0:
        yield start
        start = text.find(word, start + 1)


def _folded(text: str) -> str:
    return without_marks(nfkc_casefold(text))
