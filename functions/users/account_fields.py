"""What people tell the shop of themselves, in the forms in which it is taken."""

from typing import Annotated

from pydantic import Field

Phone = Annotated[str, Field(pattern=r"^\+[1-9][0-9]{6,14}$", examples=["+15145550123"])]
"""A telephone number as ITU-T E.164 writes it: `+`, country code, number, nothing between."""
