"""Query parameters, headers and path parameters that mean the same on every route."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Header, Path, Query

Limit = Annotated[int, Query(ge=1, le=100, description="Items per page")]
Cursor = Annotated[str | None, Query(max_length=4096, description="`nextCursor` of the page before")]
IfMatch = Annotated[
    str | None, Header(alias="If-Match", description="The ETag that the change builds on; 412 if stale")
]
IfNoneMatch = Annotated[
    str | None, Header(alias="If-None-Match", description="An ETag that is known; 304 if it still holds")
]
IdempotencyKey = Annotated[
    str | None, Header(alias="Idempotency-Key", description="Makes repeating safe for 24 hours; a UUID is a good one")
]
Id = Annotated[str, Path(description="The id")]
