"""Email addresses: their syntax, the form in which they are stored, and the form in which they are compared.

Two spellings are one email if mail to both reaches the same mailbox. Domains are compared in the form that DNS looks
up: A-labels by UTS 46, non-transitional (`bücher.example` is `xn--bcher-kva.example`, `faß.example` is not
`fass.example`).
"""

import unicodedata

from bodega.text import nfkc_casefold, remove_invisible

_LONGEST = 254  # RFC 5321 §4.5.3.1.3, less the angle brackets

LONGEST_TYPED = _LONGEST + 10
"""The most characters of an email in a request. The limit leaves room for spaces around it, which are trimmed."""


def normalise(email: str) -> str:
    """Return the form in which emails are compared: the part before the @ case-folded, the domain as A-labels.

    Any text has such a form, also one that is no email. The standard makes only the domain case-insensitive, but no
    mail provider distinguishes case before the @.
    """
    if email.isascii():
        return email.strip().lower()
    local_part, domain = _parts(email)
    return f"{nfkc_casefold(local_part)}@{_ascii_domain(domain) or domain.casefold()}"


def check_email(value: str) -> str:
    """Return the address as it is stored: the part before the @ as typed in NFKC, the domain as A-labels.

    Only the syntax is checked; DNS is not queried.

    Raises: ValueError, with the broken rule as text.
    """
    from email_validator import EmailNotValidError, validate_email  # takes 20 ms and only two routes need it

    # NFKC turns full-width letters into plain ones: no mail would arrive at `ａｄａ＠shop.example`.
    local_part, domain = _parts(value)
    email = f"{local_part}@{_ascii_domain(domain) or ''}"
    try:
        validate_email(email, strict=True, check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        # The library's message repeats parts of the address.
        raise ValueError("must be an email address, for example ada@example.com") from None
    if not local_part.isascii():
        raise ValueError(
            "must have only letters from a to z, digits and signs before the @: the mail service cannot send to others"
        )
    return email


def check_typed_email(value: str) -> str:
    """Return `value`, which identifies an account. A wrong syntax is no error: no account has such an email.

    Raises: ValueError, with the broken rule as text.
    """
    # NFKC can expand one character to eighteen, and a partition key holds at most 2,048 bytes.
    if len(normalise(value)) > _LONGEST:
        raise ValueError("is too long for an email address")
    return value


def _parts(email: str) -> tuple[str, str]:
    """Return what stands before the last @, without invisible characters, and the domain, which UTS 46 maps."""
    local_part, _, domain = unicodedata.normalize("NFKC", email).strip().rpartition("@")
    return remove_invisible(local_part).strip(), domain


def _ascii_domain(domain: str) -> str | None:
    """Return the domain in lower case, with A-labels for labels that are not ASCII; None if there is no such form."""
    if domain.isascii():
        return domain.lower()
    import idna  # few domains need it

    try:
        return idna.encode(domain, uts46=True).decode("ascii")
    except ValueError:  # of which the errors of the package are subclasses
        return None
