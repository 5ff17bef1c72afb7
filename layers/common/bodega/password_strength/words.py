"""Words that people take for passwords, in many languages."""

import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import zip_longest
from pathlib import Path
from typing import Final

from bodega.password_strength.keyboards import typed_on_latin_keys

# Letters that are not composed of a letter and an accent.
_WITHOUT_ACCENT: Final = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "ß": "ss", "þ": "th", "ð": "d"}
)


@cache
def common_words() -> tuple[str, ...]:
    """Return the words of `words.txt`, the most likely ones first.

    Each word is followed by what it becomes without accents, and on a keyboard that is switched to Latin.
    """
    return tuple(dict.fromkeys(form for word in _words() for form in _forms(word)))


def _words() -> Iterator[str]:
    """Yield the first word of each language, then the second of each, and so on; then the next part of the file."""
    parts = Path(__file__).with_name("words.txt").read_text(encoding="utf-8").split("\n\n")
    for part in parts:
        languages = [line.split()[1:] for line in part.splitlines() if not line.startswith("#")]
        for column in zip_longest(*languages):
            yield from filter(None, column)


def _forms(word: str) -> Iterator[str]:
    lower = unicodedata.normalize("NFKC", word.lower())
    yield lower
    yield without_marks(lower).translate(_WITHOUT_ACCENT)
    if not lower.isascii() and (typed := typed_on_latin_keys(lower)) is not None:
        yield typed


def without_marks(text: str) -> str:
    """Return the text without accents and other marks."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(character for character in decomposed if unicodedata.category(character) != "Mn")
