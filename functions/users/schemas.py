"""Types of fields that several request bodies have: people's names and telephone numbers."""

import re
from typing import Annotated

from pydantic import AfterValidator, Field

from bodega.field_types import Name

# Names appear in mail. A name with a link in it would let an attacker mail that link to a stranger's address.
_LINK = re.compile(r"[/\\<>@]|\w\.\w{2,}")


def _check_person(value: str) -> str:
    if _LINK.search(value):
        raise ValueError("must not contain an address or a link")
    return value.strip()


PersonName = Annotated[Name, Field(max_length=80), AfterValidator(_check_person)]
"""A first or last name: 1 to 80 characters."""

Phone = Annotated[str, Field(pattern=r"^\+[1-9][0-9]{6,14}$", examples=["+15145550123"])]
"""A telephone number in ITU-T E.164 form: `+`, country code, number, without separators."""
