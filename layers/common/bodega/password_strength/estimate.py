"""How hard a password is to guess: zxcvbn, with the keyboards and the words of many languages.

zxcvbn keeps its user inputs until the next call, so they are the same words for everybody and never one person's.
"""

import re
import unicodedata
from typing import Final

from bodega.password_strength.keyboards import on_qwerty
from bodega.password_strength.words import common_words

# zxcvbn's time grows more than quadratically with the length. A password with a strong start stays strong.
_ESTIMATED = 32
_WEAK = 1  # of zxcvbn's 0 to 4: fewer than a million guesses

# zxcvbn tries each combination of what these characters can stand for, and its time multiplies with each of them.
_SUBSTITUTES: Final = frozenset("0123456789@{[(<|!$+%")
_MOST_SUBSTITUTES = 6
_AS_DIGITS: Final = str.maketrans("@{[<|!$+", "4(((1157")
_YEAR = re.compile(r"20[2-4]\d")
_LATEST_YEAR = "2019"  # that zxcvbn knows


def is_common(password: str) -> bool:
    """Return whether the password is one of zxcvbn's 30,000 common passwords, in any case."""
    from zxcvbn.matching import RANKED_DICTIONARIES  # 94,000 words

    return password.casefold() in RANKED_DICTIONARIES["passwords"]


def is_easy_to_guess(password: str) -> bool:
    """Return whether the first 32 characters can be guessed in a million guesses. `password`: in NFKC.

    It takes at most two estimates of zxcvbn, each a few milliseconds.
    """
    start = _start(password)
    keys = on_qwerty(start)
    return _is_weak(_plain(start)) or (keys is not None and _is_weak(keys))


def _start(password: str) -> str:
    """Return the first 32 characters. Of a repeated text, no part at the end: zxcvbn takes that for something else."""
    start = password[:_ESTIMATED]
    periods = (length for length in range(1, len(start) // 2 + 1) if start[length:] == start[:-length])
    return start[: len(start) // period * period] if (period := next(periods, 0)) else start


def _is_weak(text: str) -> bool:
    from zxcvbn import zxcvbn

    if len(_SUBSTITUTES.intersection(text)) > _MOST_SUBSTITUTES:
        text = text.translate(_AS_DIGITS)
    return bool(zxcvbn(_YEAR.sub(_LATEST_YEAR, text), common_words())["score"] <= _WEAK)


def _plain(text: str) -> str:
    """Return the text with ASCII letters for those that are such a letter with an accent."""
    return "".join(base if (base := unicodedata.normalize("NFKD", letter)[0]).isascii() else letter for letter in text)
