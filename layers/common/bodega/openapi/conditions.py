"""Conditional requests in the API document: the headers, the description and the problems of an operation."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bodega.api.conditions import COLLECTION, NOT_CURRENT, UNTAGGED
from bodega.api.parameters import Parameter, header
from bodega.openapi.schemas import Schema

# `*` or a list of entity tags (RFC 9110 §13.1).
ENTITY_TAGS: Schema = {"pattern": r'^(\*|(W/)?"[^"]*"( *, *(W/)?"[^"]*")*)$', "examples": ['"3"']}


@dataclass(frozen=True)
class Conditions:
    """What conditional requests add to an operation. `details`: the problems, by code; "" for the usual detail."""

    parameters: tuple[Parameter, ...] = ()
    description: str = ""
    details: Mapping[str, str] = field(default_factory=dict)


_READ = Conditions(
    (
        header("If-None-Match", "The `ETag` of your copy. While it is current, the response is 304"),
        header("If-Match", "The `ETag` that you expect. Otherwise the response is 412"),
    ),
    "**Caching:** send the `ETag` of your copy as `If-None-Match`. While it is current, the response is 304 without a "
    "body. With an `If-Match` that does not name the current `ETag`, it is 412.\n\n**HEAD** returns the same status "
    "and headers without a body.",
    {"version_conflict": NOT_CURRENT},
)
_CHANGE = Conditions(
    (
        header("If-Match", "The `ETag` of the version to change"),
        header("If-None-Match", "The `ETag` of versions not to change"),
    ),
    "**Concurrent changes:** send the `ETag` that you read as `If-Match`. If someone else was faster, the response is "
    "412 `version_conflict`, and nothing changes. Without `If-Match`, the last write wins.",
    {"version_conflict": "", "precondition_failed": ""},
)
_CHANGE_WITHOUT_VERSIONS = Conditions(details={"precondition_failed": UNTAGGED})
_ADDITION = Conditions(details={"precondition_failed": COLLECTION})
_NONE = Conditions()


def conditions_of(method: str, *, versioned: bool, readable: bool) -> Conditions:
    """Return what the conditions of an operation are.

    `versioned`: whether the route takes expected versions. `readable`: whether its path has a GET.
    """
    if method == "get":
        return _READ
    if versioned:
        return _CHANGE
    if method == "post":
        return _ADDITION if readable else _NONE
    return _CHANGE_WITHOUT_VERSIONS
