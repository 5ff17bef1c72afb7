"""Email addresses: their syntax, and the form in which they are compared."""

import unicodedata
from typing import Annotated

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

_LONGEST = 254  # RFC 5321 §4.5.3.1.3, less the angle brackets


def normalise(email: str) -> str:
    """Return the form in which emails are compared: NFKC, case-folded, trimmed.

    The standard makes only the domain case-insensitive, but no mail provider distinguishes case before the @.
    """
    folded = unicodedata.normalize("NFKC", email).casefold()
    return unicodedata.normalize("NFKC", folded).strip()


def _check(value: str) -> str:
    from email_validator import EmailNotValidError, validate_email  # takes 20 ms and only two routes need it

    # NFKC turns full-width letters into plain ones: no mail would arrive at `ａｄａ＠shop.example`.
    email = unicodedata.normalize("NFKC", value).strip()
    try:
        validate_email(normalise(email), strict=True, check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        # The library's message repeats parts of the address.
        raise PydanticCustomError("email", "must be an email address") from None
    return email


# The limit leaves room for spaces around the address, which are trimmed.
Email = Annotated[str, Field(min_length=3, max_length=_LONGEST + 10), AfterValidator(_check)]
"""A deliverable address: NFKC, trimmed, otherwise as typed. Only the syntax is checked; DNS is not queried."""


def _check_typed(value: str) -> str:
    # NFKC can expand one character to eighteen, and a partition key holds at most 2,048 bytes.
    if len(normalise(value)) > _LONGEST:
        raise PydanticCustomError("email_too_long", "is too long for an email address")
    return value


TypedEmail = Annotated[str, Field(min_length=1, max_length=_LONGEST + 10), AfterValidator(_check_typed)]
"""An email that identifies an account, at log-in for example. A wrong syntax is no error: no account has it."""
