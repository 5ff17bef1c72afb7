"""A type of field that several request bodies have: people's names."""

from typing import Annotated

from pydantic import AfterValidator, Field

from bodega.text import is_visible, refuse_control_characters


def _check_person(value: str) -> str:
    refuse_control_characters(value)
    return " ".join(value.split()) if is_visible(value) else ""


PersonName = Annotated[str, Field(max_length=80), AfterValidator(_check_person)]
"""A first or last name of up to 80 characters, with single spaces; "" if nothing of it is visible.

Any name is accepted. Mail leaves out a name that could pass for a link or a telephone number.
"""
