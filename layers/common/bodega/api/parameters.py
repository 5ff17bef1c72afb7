"""Query parameters, headers and path parameters that mean the same on every route."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Header, Path, Query

Limit = Annotated[int, Query(ge=1, le=100, description="Items per page")]
Cursor = Annotated[str | None, Query(max_length=4096, description="`nextCursor` of the previous page")]
IfMatch = Annotated[str | None, Header(alias="If-Match", description="The `ETag` of the version to change")]
IfNoneMatch = Annotated[str | None, Header(alias="If-None-Match", description="The `ETag` of your copy")]
IdempotencyKey = Annotated[
    str | None, Header(alias="Idempotency-Key", description="Any unique text, for example a UUID, to make retries safe")
]
Id = Annotated[str, Path(description="The ID")]
