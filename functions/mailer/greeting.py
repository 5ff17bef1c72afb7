"""The greeting of a mail. It contains the customer's name only if nothing in it can pass for a lure.

Anyone can register a stranger's address with any name, so a name could carry a link or a telephone number into the
stranger's mailbox. The rule lists what a name may contain and leaves out everything else. A name that is left out
costs little: the mail starts with "Hello,".
"""

import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import Final

from bodega.text import remove_invisible

_LONGEST_NAME = 50
_MOST_DIGITS = 2  # `Ada 2nd`; three digits are enough for a short telephone number
_MOST_NUMERALS = 3  # letters can be numbers, too: 一二三
_LONGEST_ABBREVIATION = 4  # `Prof. Ada`, `Chr. Andersen`

_APOSTROPHES: Final = "'’‘ʼʻʾʿ`׳״"
_HYPHENS: Final = "-‐‒–־"
_MIDDLE_DOTS: Final = "·・"
_SIGNS: Final = frozenset(f" .,&/{_APOSTROPHES}{_HYPHENS}{_MIDDLE_DOTS}")
# Letters that look like punctuation are modifier letters, for example ː and ꓸ. These are part of real names.
_MODIFIER_LETTERS: Final = frozenset("々〻ーゝゞヽヾๆໆـ")

# Overrides and isolates of the text direction, which make a text read otherwise than it is stored.
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
# UTS 46 maps these to a dot. NFKC maps its other dots to one of them.
_DOTS = re.compile("[.。]")
_DOT = re.compile(r"([^\W\d_]*)\.(?=(\s*)([^\W\d_]*))")  # the letters before, the space and the letters after
_SPELLED_OUT = re.compile(r"\b(?:www|https?|com|net|org|info)\b|\w\W+dot\W+\w|,\S")
_PARENTAGE = re.compile(r"(?<!\S)(?:a/[klp]|[sdw]/o)(?!\S)")  # `Kumar A/L Muthu`, `Ravi s/o Krishnan`
_CATALAN_DOT = re.compile("(?<=l)·(?=l)")
_INITIAL_OR_TITLE = re.compile(r"\w|dr|fr|jr|md|mohd|mr|mrs|ms|mx|ph|prof|rev|smt|sr|sri|st|ste|дж")

# Japanese and Korean names mix these. Other scripts do not mix in one name, but look-alikes of letters do.
_EAST_ASIAN: Final = frozenset(
    {"BOPOMOFO", "CJK", "HANGUL", "HIRAGANA", "IDEOGRAPHIC", "KATAKANA", "KATAKANA-HIRAGANA"}
)


def greet(name: str) -> str:
    """Return the first line of a mail. `name`: without control characters; can be empty."""
    return f"Hello {name}," if _is_harmless(name) else "Hello,"


def _is_harmless(name: str) -> bool:
    # Judged in the form in which a mail program and a reader might take it.
    plain = _DOTS.sub(".", remove_invisible(unicodedata.normalize("NFKC", name)))
    folded = _without_marks(plain.casefold())
    return (
        bool(plain.strip())
        and len(name) <= _LONGEST_NAME
        and not _BIDI.search(name)
        and _has_only_letters_and_signs(plain)
        and _has_few_digits(plain)
        and _has_one_script(plain)
        and "--" not in plain  # `xn--p1ai`, a domain in ASCII
        and "/" not in _PARENTAGE.sub("", folded)
        and not _SPELLED_OUT.search(folded)
        and all(map(_ends_an_initial, _DOT.finditer(folded)))
        and not _joins_latin_words(folded)
    )


def _has_only_letters_and_signs(text: str) -> bool:
    before = ""
    for character in text:
        match unicodedata.category(character):
            case "Lu" | "Ll" | "Lt" | "Lo":
                allowed = True
            case "Nd":
                allowed = character.isascii()  # the Arabic zero looks like a dot
            case "Lm":
                allowed = character in _MODIFIER_LETTERS or character in _APOSTROPHES
            case "Mn" | "Mc":
                allowed = before != "" and before not in _SIGNS  # a mark below a space looks like a dot
            case _:
                allowed = character in _SIGNS
        if not allowed:
            return False
        before = character
    return True


def _has_few_digits(text: str) -> bool:
    numerals = [character for character in text if unicodedata.numeric(character, None) is not None]
    return len(numerals) <= _MOST_NUMERALS and sum(map(str.isdecimal, numerals)) <= _MOST_DIGITS


def _has_one_script(text: str) -> bool:
    letters = {character for character in text if character.isalpha() and character not in _APOSTROPHES}
    scripts = {unicodedata.name(letter, "").partition(" ")[0] for letter in letters}
    return len(scripts) <= 1 or scripts <= _EAST_ASIAN


def _ends_an_initial(dot: re.Match[str]) -> bool:
    """Return whether the dot ends an initial, a title or a short abbreviation, and starts no top-level domain.

    Without a space after the dot, only an initial or a title is accepted: `M.K.Stalin` and `St.John`, but not
    `win.prizes`.
    """
    before, gap, after = dot.groups()
    if not before or after in _top_level_domains():
        return False
    if _INITIAL_OR_TITLE.fullmatch(before):
        return True
    ends_a_word = gap or dot.end() == len(dot.string)
    return bool(ends_a_word) and len(before) <= _LONGEST_ABBREVIATION


def _joins_latin_words(folded: str) -> bool:
    """Return whether a middle dot stands between Latin letters, where it looks like a dot. Catalan has `l·l`."""
    rest = _CATALAN_DOT.sub("", folded)
    return any(dot in rest for dot in _MIDDLE_DOTS) and re.search("[a-z]", rest) is not None


@cache
def _top_level_domains() -> frozenset[str]:
    """Return the names in the root zone of October 2026, without accents. Mail programs make links of what ends in one.

    The file has the top-level domains of the ICANN section of the Public Suffix List. A missing one does little harm,
    because few texts with a dot are accepted anyway.
    """
    names = Path(__file__).with_name("top_level_domains.txt").read_text(encoding="utf-8").split()
    return frozenset(map(_without_marks, names))


def _without_marks(text: str) -> str:
    """Return the text without accents and vowel signs, which are no letters to regular expressions."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(character for character in decomposed if not unicodedata.category(character).startswith("M"))
