"""Documentation of the shop's health."""

from typing import Literal

from pydantic import Field

from bodega.models import Document
from bodega.openapi.operations import Operation, reads


class Health(Document):
    """What is deployed, when it can serve requests."""

    status: Literal["ok"] = Field(description="Always `ok`: a shop that cannot serve requests answers 503")
    version: str = Field(description="Version of Bodega", examples=["0.1.0"])
    release: str | None = Field(
        description="Hash of the deployed code and parameters. Null in a shop that `make deploy` did not deploy.",
        examples=["9f86d081884c7d65"],
    )


OPERATIONS = {
    "getHealth": Operation(
        "Get the health",
        "Returns the version and the release, after one read from the database. The answer is 503 if the database does "
        "not respond within 4 seconds. Use it for monitoring.",
        "health",
        reads(
            "The shop can serve requests", Health, {"status": "ok", "version": "0.1.0", "release": "9f86d081884c7d65"}
        ),
    ),
}
