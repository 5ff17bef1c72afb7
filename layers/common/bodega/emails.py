"""Email addresses: whether one can be an address, and when two are the same one."""

import unicodedata
from typing import Annotated

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

_LONGEST = 254  # RFC 5321 §4.5.3.1.3, less the angle brackets


def normalise(email: str) -> str:
    """`email` as accounts are told apart: NFKC, case-folded, trimmed.

    To the letter, domains alone are without case; nobody runs a server where it matters before the @.
    """
    folded = unicodedata.normalize("NFKC", email).casefold()
    return unicodedata.normalize("NFKC", folded).strip()


def _check(value: str) -> str:
    from email_validator import EmailNotValidError, validate_email  # noqa: PLC0415  # 20 ms, for two routes

    # What keyboards write in full width is what it stands for: no mail would arrive at `ａｄａ＠shop.example`.
    email = unicodedata.normalize("NFKC", value).strip()
    try:
        validate_email(normalise(email), strict=True, check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        # The library's own words repeat parts of the address.
        raise PydanticCustomError("email", "must be an email address") from None
    return email


# The length is that of what was typed: spaces around it are not counted against anybody.
Email = Annotated[str, Field(min_length=3, max_length=_LONGEST + 10), AfterValidator(_check)]
"""An address that mail can go to, in NFKC, trimmed and otherwise as typed. Its syntax is judged; no DNS is asked."""


def _check_typed(value: str) -> str:
    # NFKC may turn one character into eighteen, and a key of the table holds 2,048 bytes.
    if len(normalise(value)) > _LONGEST:
        raise PydanticCustomError("email_too_long", "is too long for an email address")
    return value


TypedEmail = Annotated[str, Field(min_length=1, max_length=_LONGEST + 10), AfterValidator(_check_typed)]
"""What someone types to be recognised by. Whatever has no account is no error in form."""
