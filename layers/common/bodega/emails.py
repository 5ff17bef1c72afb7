"""Email addresses: their syntax, and the form in which they are compared."""

import unicodedata

_LONGEST = 254  # RFC 5321 §4.5.3.1.3, less the angle brackets

LONGEST_TYPED = _LONGEST + 10
"""The most characters of an email in a request. The limit leaves room for spaces around it, which are trimmed."""


def normalise(email: str) -> str:
    """Return the form in which emails are compared: NFKC, case-folded, trimmed.

    The standard makes only the domain case-insensitive, but no mail provider distinguishes case before the @.
    """
    folded = unicodedata.normalize("NFKC", email).casefold()
    return unicodedata.normalize("NFKC", folded).strip()


def check_email(value: str) -> str:
    """Return the address: NFKC, trimmed, otherwise as typed. Only the syntax is checked; DNS is not queried.

    Raises: ValueError, with the broken rule as text.
    """
    from email_validator import EmailNotValidError, validate_email  # takes 20 ms and only two routes need it

    # NFKC turns full-width letters into plain ones: no mail would arrive at `ａｄａ＠shop.example`.
    email = unicodedata.normalize("NFKC", value).strip()
    try:
        validate_email(normalise(email), strict=True, check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        # The library's message repeats parts of the address.
        raise ValueError("must be an email address") from None
    return email


def check_typed_email(value: str) -> str:
    """Return `value`, which identifies an account. A wrong syntax is no error: no account has such an email.

    Raises: ValueError, with the broken rule as text.
    """
    # NFKC can expand one character to eighteen, and a partition key holds at most 2,048 bytes.
    if len(normalise(value)) > _LONGEST:
        raise ValueError("is too long for an email address")
    return value
