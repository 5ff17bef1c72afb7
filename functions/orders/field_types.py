"""A type of field that request bodies of several concerns have."""

from typing import Annotated

from pydantic import AfterValidator, Field

from bodega.text import check_prose

Note = Annotated[str, Field(max_length=200), AfterValidator(check_prose)]
"""A note to the kitchen or to the staff: up to 200 characters."""
