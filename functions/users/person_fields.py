"""People's names, as mail greets them by."""

import re
from typing import Annotated

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from bodega.text import Name

# Whoever registers a stranger's email shall not have the shop send them a link of theirs.
_LINK = re.compile(r"[/\\<>@]|\w\.\w{2,}")


def _check_person(value: str) -> str:
    if _LINK.search(value):
        raise PydanticCustomError("person_name", "must not contain an address or a link")
    return value.strip()


PersonName = Annotated[Name, Field(max_length=80), AfterValidator(_check_person)]
"""A first or last name: 1 to 80 characters."""
