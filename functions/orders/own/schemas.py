"""Request bodies of the routes of one's own orders."""

from pydantic import Field

from bodega.models import Document


class TrackFields(Document):
    token: str = Field(
        min_length=1,
        max_length=100,
        description="The token of the link in a mail about the order",
        examples=["q2Ao1l8nCz0X3m7QjYg4Vw9kTe6rBs5uHd1fPiLxNyE"],
    )
