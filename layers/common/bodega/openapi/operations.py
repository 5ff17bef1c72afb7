"""How a function describes its operations: an `openapi` module with `OPERATIONS`, from operation id to `Operation`."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from pydantic import BaseModel

from bodega.api.problems import CHALLENGE
from bodega.api.responses import MEDIA_TYPE as JSON

_VERSION_TAG = {"type": "string", "pattern": '^"[^"]+"$', "examples": ['"3"']}
HEADERS: Mapping[str, dict[str, Any]] = {
    "ETag": {"description": "The version of the response's content", "required": True, "schema": _VERSION_TAG},
    "Location": {
        "description": "The path of the new resource",
        "required": True,
        "schema": {"type": "string", "format": "uri-reference"},
    },
    "Idempotency-Replayed": {
        "description": "`true` if this is the stored response to an earlier request with the same `Idempotency-Key`",
        "schema": {"type": "string", "enum": ["true"]},
    },
    "Retry-After": {
        "description": "Seconds to wait before the next attempt",
        "required": True,
        "schema": {"type": "integer", "minimum": 0, "examples": [2]},
    },
    "WWW-Authenticate": {
        "description": "The scheme to authenticate with",
        "required": True,
        "schema": {"type": "string", "enum": [CHALLENGE]},
    },
    "Set-Cookie": {
        "description": "The refresh token in a cookie, or the end of that cookie. Only with `X-Bodega-Session`",
        "schema": {
            "type": "string",
            "examples": [
                "__Host-Http-bodega-store=rt_01JD4W…; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=2592000"
            ],
        },
    },
    "Content-Disposition": {
        "description": "The file name to save the content under",
        "required": True,
        "schema": {"type": "string"},
    },
}


@dataclass(frozen=True)
class Answer:
    """A successful response. Without a model or a schema it has no body. `headers`: names from `HEADERS`.

    `others`: other models that the body can have, with an example each, by the name of the example.
    """

    description: str
    model: type[BaseModel] | None = None
    example: Any = None
    headers: tuple[str, ...] = ()
    media_type: str = JSON
    schema: Mapping[str, Any] | None = None
    others: Mapping[str, tuple[type[BaseModel], Any]] = field(default_factory=dict)


@dataclass(frozen=True)
class Operation:
    """The documentation of one route.

    `answers`: by status. `problems`: the codes that do not follow from the operation's form (see
    `bodega.openapi.problems`).
    `details`: the operation's own `detail` texts, by code.
    `body`: the example of a request body. `fields`: the body's model, if the route reads the body without one; for
    PATCH, the model whose fields the merge patch changes. `id_prefix`: the prefix of the id in the path. `needs_key`:
    whether the route refuses requests without an `Idempotency-Key`.
    """

    summary: str
    description: str
    tag: str
    answers: Mapping[int, Answer]
    details: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[str, ...] = ()
    body: Mapping[str, Any] | None = None
    fields: type[BaseModel] | None = None
    id_prefix: str | None = None
    needs_key: bool = False


_NOT_MODIFIED = Answer("`If-None-Match` names the current version. There is no body.", headers=("ETag",))


def reads(description: str, model: type[BaseModel], example: Any, *headers: str) -> dict[int, Answer]:
    return {200: Answer(description, model, example, headers)}


def conditional(answers: Mapping[int, Answer]) -> dict[int, Answer]:
    """Return the answers of a GET: the successful one has a tag, and can be replaced by 304."""
    (found,) = answers.values()
    return {200: replace(found, headers=("ETag", *found.headers)), 304: _NOT_MODIFIED}


def changes(description: str, model: type[BaseModel], example: Any) -> dict[int, Answer]:
    """Return the answer of an operation that changes a versioned resource."""
    return {200: Answer(description, model, example, ("ETag",))}


def creates(description: str, model: type[BaseModel], example: Any, *headers: str) -> dict[int, Answer]:
    """Return the answer of an operation that takes an idempotency key."""
    return {201: Answer(description, model, example, (*headers, "Idempotency-Replayed"))}


def no_content(description: str, *headers: str) -> dict[int, Answer]:
    return {204: Answer(description, headers=headers)}


def lists(description: str, model: type[BaseModel], example: Any, *headers: str) -> dict[int, Answer]:
    """`example`: of one item."""
    return {200: Answer(description, model, {"items": [example], "nextCursor": None}, headers)}
