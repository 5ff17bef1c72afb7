"""The rules for new passwords: long, not common, and not easy to guess (NIST SP 800-63B-4 §3.1.1.2).

There are no rules about kinds of characters, because those lead to worse passwords.
"""

from collections.abc import Iterable

from bodega.errors import FieldError, ValidationFailed
from bodega.passwords import normalise_password

SHORTEST = 12
LONGEST = 128


def require_strong(password: str, pointer: str, context: Iterable[str]) -> None:
    """Refuse a weak password. It takes at most three estimates, of which the slowest takes about 20 ms.

    `context`: words that an attacker would try first for this account: email, names, the shop's name. They count if
    they make up at least half of the password, or if the rest alone is easy to guess.

    Raises: ValidationFailed with the reason, at `pointer`.
    """
    reason = _weakness(normalise_password(password), context)
    if reason:
        raise ValidationFailed([FieldError(pointer, reason)])


def _weakness(password: str, context: Iterable[str]) -> str | None:
    if not SHORTEST <= len(password) <= LONGEST:
        return f"must have {SHORTEST} to {LONGEST} characters"
    # zxcvbn has 94,000 words, and only three routes need them.
    from bodega.password_strength.context import cut_out
    from bodega.password_strength.estimate import is_common, is_easy_to_guess

    if is_common(password):
        return "is one of the most common passwords"
    without_context = cut_out(password, context)
    mostly_context = without_context.share >= 1 / 2
    if not mostly_context and is_easy_to_guess(password):
        return "is too easy to guess; several words that have nothing to do with each other are a good password"
    if mostly_context or (without_context.share > 0 and is_easy_to_guess(without_context.rest)):
        return "must not consist mostly of your email, your name or the shop's name"
    return None
