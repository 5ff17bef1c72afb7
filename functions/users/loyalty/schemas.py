"""Request bodies of the loyalty routes."""

from typing import Annotated

from pydantic import Field

from bodega.field_types import Name
from bodega.models import Document

MOST_POINTS = 1_000_000


class PointsFields(Document):
    points: int = Field(ge=1, le=MOST_POINTS, description="Number of points", examples=[50])
    reason: Annotated[Name, Field(description="Shown to the user", examples=["Free coffee"])]
