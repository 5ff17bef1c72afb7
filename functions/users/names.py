"""The rule that a person has a name: one is enough, and it can be the first or the last name."""

from bodega.errors import FieldError, ValidationFailed

NAMES = frozenset({"firstName", "lastName"})


def require_name(first_name: str, last_name: str) -> None:
    """Raises: ValidationFailed if both names are empty."""
    if not (first_name or last_name):
        raise ValidationFailed([FieldError("/firstName", "must not be blank if lastName is blank too")])
