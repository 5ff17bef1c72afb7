"""The rules for new passwords: long, not common, and not easy to guess (NIST SP 800-63B-4 §3.1.1.2).

There are no rules about kinds of characters, because those lead to worse passwords.
"""

from collections.abc import Iterable

from bodega.errors import FieldError, ValidationFailed
from bodega.passwords import normalise_password

SHORTEST = 12
LONGEST = 128
_SHORTEST_WORD = 4  # shorter names such as `Ann` and `Lee` are part of too many words
# zxcvbn's time grows more than quadratically with the length. A password with a strong start stays strong.
_ESTIMATED = 32
_WEAK = 1  # of zxcvbn's 0 to 4: fewer than a million guesses


def require_strong(password: str, pointer: str, context: Iterable[str]) -> None:
    """Refuse a weak password.

    `context`: words that an attacker would try first for this account: email, names, the shop's name.

    Raises: ValidationFailed with the reason, at `pointer`.
    """
    reason = _weakness(normalise_password(password), context)
    if reason:
        raise ValidationFailed([FieldError(pointer, reason)])


def _weakness(password: str, context: Iterable[str]) -> str | None:
    if not SHORTEST <= len(password) <= LONGEST:
        return f"must have {SHORTEST} to {LONGEST} characters"
    folded = password.casefold()
    if any(word in folded for word in _words(context)):
        return "must not contain your email, your name or the shop's name"
    from zxcvbn import zxcvbn  # 94,000 words
    from zxcvbn.matching import RANKED_DICTIONARIES

    if folded in RANKED_DICTIONARIES["passwords"]:
        return "is one of the most common passwords"
    # The context is not passed on: the library would keep its words for the next caller.
    if zxcvbn(password[:_ESTIMATED])["score"] <= _WEAK:
        return "is too easy to guess; several words that have nothing to do with each other are a good password"
    return None


def _words(context: Iterable[str]) -> Iterable[str]:
    for text in context:
        word = normalise_password(text).casefold().strip()
        yield from (part for part in {word, word.partition("@")[0]} if len(part) >= _SHORTEST_WORD)
