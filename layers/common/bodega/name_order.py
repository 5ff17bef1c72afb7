"""The order of names: a text for each name, so that the order of code points is the order that people expect.

`Äpfel, Apple, Éclair, Œuf, Zebra`: accents and ligatures are read as letters. `2 pack, 10 pack`: numbers are in the
order of their values. Signs come first. This follows the default order of Unicode (UCA, DUCET) without its tables,
because the forms are stored: they must be the same in every version of Python (docs/decisions/0060-order-of-names.md).
"""

import re
import unicodedata
from typing import Final

# What a letter is read as. Letters with marks are not listed: they are decomposed, and lose the mark.
_READ_AS: Final = {
    "æ": "ae", "œ": "oe", "ð": "d", "đ": "d", "ø": "o", "ł": "l", "ħ": "h", "ŧ": "t", "ı": "i", "ȷ": "j", "ŋ": "n",
    "ə": "e", "ɛ": "e", "ɔ": "o", "ɓ": "b", "ɖ": "d", "ɗ": "d", "ƒ": "f", "ɠ": "g", "ǥ": "g", "ɣ": "g", "ɨ": "i",
    "ƙ": "k", "ɲ": "n", "ƥ": "p", "ƭ": "t", "ʉ": "u", "ʋ": "v", "ƴ": "y", "ĸ": "k",
    "ך": "כ", "ם": "מ", "ן": "נ", "ף": "פ", "ץ": "צ",
    "ک": "ك", "ی": "ي", "ى": "ي", "\u0640": "",
    "\u0e47": "", "\u0e4c": "", "\u0e4e": "",
    "‐": "-", "–": "-", "—": "-", "−": "-", "‘": "'", "’": "'", "ʻ": "'", "ʼ": "'", "“": '"', "”": '"', "„": '"',
    "«": '"', "»": '"',
    **dict(zip("ぁぃぅぇぉっゃゅょゎゕゖ", "あいうえおつやゆよわかけ", strict=True)),
}  # fmt: skip

# Alphabets whose code points are not in their order. Each letter takes the code point at its place.
_ALPHABETS: Final = (
    "аәбвгґғдђѓеєжҗзѕиіїйјкқлљмнңњоөпрстћќуўүұфхһцчџшщъыьэюя",
    "ءابپةتٹثجچحخدڈذرڑزژسشصضطظعغفقكگلمنںهھہوۃيے",
)

# Combining classes of marks that make no other letter: accents, Hebrew and Arabic points, the dots of kana, the nukta,
# tones of Thai and Lao. Vowel signs and the virama have other classes and stay.
_ACCENTS: Final = frozenset({7, 8, *range(10, 37), 107, 122, *range(200, 241)})

# Signs get a slash before them, so that they come after the other signs of ASCII and before digits and letters. They
# are a fixed list of blocks, because the categories of characters can change.
_SYMBOLS: Final = re.compile(
    "[/{-~\u00a1-\u00bf\u00d7\u00f7\u2010-\u2bff\u2e00-\u2e7f\u3001-\u3004\u3008-\u3030\u303d\u30fb\U0001f000-\U0001fbff]"
)
_KATAKANA: Final = range(0x30A1, 0x30F7)
_TO_HIRAGANA: Final = 0x60
_HANGUL: Final = range(0xAC00, 0xD7A4)
# A long vowel (ー) is read as the vowel before it: コーヒー as こおひい.
_VOWELS: Final = {
    kana: row[0]
    for row in (
        "あかさたなはまやらわ",
        "いきしちにひみりゐ",
        "うくすつぬふむゆる",
        "えけせてねへめれゑ",
        "おこそとのほもよろを",
    )
    for kana in row
}
_LONG_VOWEL: Final = re.compile(f"([{''.join(_VOWELS)}])(ー+)")
# Thai and Lao write these vowels before the consonant after which they are spoken, and sorted.
_VOWEL_FIRST: Final = re.compile("([\u0e40-\u0e44\u0ec0-\u0ec4])([\u0e01-\u0e2e\u0e81-\u0eae])")
_MOVES_VOWELS: Final = re.compile("[\u0e01-\u0e2e\u0e81-\u0eae]")
_LAST_VOWELS: Final = re.compile("[\u0e40-\u0e44\u0e4d\u0ec0-\u0ec4\u0ecd]+$")
_NUMBER: Final = re.compile("([0-9]+)([.,][0-9]+)?")
_LONGEST_SHORT_NUMBER: Final = 8
_MOST_LETTERS: Final = 2_000  # the process keeps in memory


class _Letters(dict[int, str]):
    """What each character is read as, for `str.translate`. Characters that are not listed are decomposed."""

    def __missing__(self, code: int) -> str:
        found = self._read(chr(code), code)
        if len(self) < _MOST_LETTERS:
            self[code] = found
        return found

    def _read(self, character: str, code: int) -> str:
        if code in _HANGUL:
            return character
        if code in _KATAKANA:
            return self[code - _TO_HIRAGANA]
        if _SYMBOLS.match(character):
            return f"/{character}"
        if character.isdecimal():
            return str(unicodedata.decimal(character))
        parts = unicodedata.normalize("NFD", character)
        if parts == character:
            return "" if unicodedata.combining(character) in _ACCENTS else character
        return parts.translate(self)


def _letters() -> _Letters:
    ordered = {
        ord(letter): code for alphabet in _ALPHABETS for letter, code in zip(alphabet, sorted(alphabet), strict=True)
    }
    letters = {code: letter.translate(ordered) for code, letter in str.maketrans(_READ_AS).items()}
    ascii_letters = {code: chr(code) for code in range(128) if not _SYMBOLS.match(chr(code))}
    return _Letters(ascii_letters | ordered | letters)


_LETTERS: Final = _letters()


def sort_form(folded: str) -> str:
    """Return the form in which names are sorted. `folded`: the name as `fold_name` returns it."""
    return _in_order(spelling(folded))


def spelling(folded: str) -> str:
    """Return the letters and signs of a folded name as they are written, without accents.

    The spelling of the beginning of a name is the beginning of its spelling.
    """
    return _LONG_VOWEL.sub(_with_vowels, folded.translate(_LETTERS))


def prefix_form(spelled: str) -> tuple[str, str]:
    """Return the beginning that the sort forms of all names with a spelled prefix share, and the rest of the prefix.

    There is a rest if the prefix ends with a number, which goes on in some names, or with a vowel that goes behind the
    next consonant.
    """
    start = len(spelled)
    for number in _NUMBER.finditer(spelled):
        if number.end() == len(spelled) and number[2] is None:
            start = number.start()
    if vowels := _LAST_VOWELS.search(spelled):
        start = vowels.start()
    return _in_order(spelled[:start]), spelled[start:]


def moves_vowels(spelled: str) -> bool:
    """Return whether the sort form can have a vowel from before a letter behind it: `เกม` begins like `กาแฟ`."""
    return bool(_MOVES_VOWELS.search(spelled))


def _in_order(spelled: str) -> str:
    if not spelled.isascii():
        spelled = spelled.replace("\u0e4d\u0e32", "\u0e33").replace("\u0ecd\u0eb2", "\u0eb3")
        spelled = _VOWEL_FIRST.sub(r"\2\1", spelled)
    return _NUMBER.sub(_by_value, spelled)


def _by_value(number: re.Match[str]) -> str:
    """Return a number with the count of its digits before it. Decimals stay as they are.

    The count has one digit up to 8. Longer numbers have a 9 and three digits.
    """
    digits = number[1].lstrip("0")
    count = str(len(digits)) if len(digits) <= _LONGEST_SHORT_NUMBER else f"9{len(digits):03d}"
    return f"{count}{digits}{number[2] or ''}"


def _with_vowels(long: re.Match[str]) -> str:
    return long[1] + _VOWELS[long[1]] * len(long[2])
