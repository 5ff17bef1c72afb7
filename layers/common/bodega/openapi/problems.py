"""Problem documents (RFC 9457) in the API document: one schema per code, and which codes an operation can answer with.

Most codes follow from the form of an operation, such as `invalid_cursor` from a parameter `cursor`. An operation lists
only the others.
"""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, Field

from bodega.api.problems import MEDIA_TYPE, PROBLEMS
from bodega.openapi.operations import HEADERS
from bodega.openapi.problem_details import DETAILS, EXAMPLES, MEMBERS
from bodega.openapi.schemas import Schema, component_schemas, reference

_OF_EVERY_OPERATION = (
    "validation_failed",
    "too_many_requests",
    "internal_error",
    "bad_gateway",
    "storage_unavailable",
    "gateway_timeout",
)
_WAITS = "payment_in_progress"
_HEADERS = {401: ("WWW-Authenticate",), 429: ("Retry-After",), 503: ("Retry-After",)}


class FieldProblem(BaseModel):
    """One broken rule. `pointer`, `parameter` or `header` names the place."""

    detail: str = Field(description="The rule", examples=["is required"])
    pointer: str | None = Field(None, description="JSON pointer (RFC 6901) into the body", examples=["/price/amount"])
    parameter: str | None = Field(None, description="Name of a query parameter", examples=["limit"])
    header: str | None = Field(None, description="Name of a header", examples=["Idempotency-Key"])


class Problem(BaseModel):
    """The members of every problem document."""

    type: str = Field(description="URI of the kind of problem", json_schema_extra={"format": "uri"})
    title: str = Field(description="Short text for the kind of problem")
    status: int = Field(description="The HTTP status")
    detail: str = Field(description="What happened, for people to read")
    instance: str = Field(description="The ID of the request. Name it when you ask for help.")
    code: str = Field(description="Stable name of the kind of problem. Branch on it.")


def problem_schemas() -> dict[str, Schema]:
    """Return the schema of each code's problem document, and the schemas that they refer to."""
    schemas = component_schemas([Problem, FieldProblem], "validation")
    # Absent or a string, never null.
    for name, schema in schemas["FieldProblem"]["properties"].items():
        if name != "detail":
            schema.update(schema.pop("anyOf")[0])
            del schema["default"]
    common = schemas.pop("Problem")
    for code in DETAILS:
        schemas[schema_name(code)] = _schema_of(code, common)
    return schemas


def schema_name(code: str) -> str:
    return f"{_pascal(code)}Problem"


def _schema_of(code: str, common: Schema) -> Schema:
    status, title = PROBLEMS[code]
    said = common["properties"]
    properties = {
        **said,
        "type": {**said["type"], "enum": [_urn(code)]},
        "status": {**said["status"], "enum": [status]},
        "code": {**said["code"], "enum": [code]},
    }
    required = list(common["required"])
    for member, schema in MEMBERS.get(code, {}).items():
        properties[member] = schema
        required.append(member)
    advice = DETAILS[code][1]
    return {"type": "object", "description": f"{title}. {advice}", "properties": properties, "required": required}


def codes_of_form(*, secured: bool, own: bool, has_body: bool, has_id: bool, parameters: set[str]) -> tuple[str, ...]:
    """Return the codes that follow from an operation's form.

    `own`: whether it is about the caller's own account. `parameters`: the names of its parameters.
    """
    codes = list(_OF_EVERY_OPERATION)
    if secured:
        codes += ["unauthorized", "forbidden"]
    if own:
        codes.append("session_ended")
    if has_body:
        codes += ["malformed_body", "payload_too_large", "unsupported_media_type"]
    if has_id:
        codes.append("not_found")
    for parameter, code in _OF_PARAMETER.items():
        if parameter in parameters:
            codes.append(code)
    return tuple(codes)


_OF_PARAMETER = {
    "cursor": "invalid_cursor",
    "Idempotency-Key": "idempotency_key_reused",
}


def problem_responses(
    codes: tuple[str, ...], details: Mapping[str, str], errors: list[dict[str, str]]
) -> dict[str, Schema]:
    """Return an operation's responses that are problems, by status.

    `details`: the operation's own, by code. `errors`: the example of `validation_failed`'s member.
    """
    by_status: dict[int, list[str]] = {}
    for code in PROBLEMS:  # the order of the table is the order in the document
        if code in codes or code in details:
            by_status.setdefault(PROBLEMS[code][0], []).append(code)
    return {
        str(status): _shared(found[0])
        if len(found) == 1 and found[0] not in details and found[0] not in MEMBERS
        else _response(found, details, errors)
        for status, found in by_status.items()
    }


def shared_responses() -> dict[str, Schema]:
    """Return the responses that many operations refer to, by name."""
    return {_pascal(code): _response([code], {}, []) for code in DETAILS if code not in MEMBERS}


def _shared(code: str) -> Schema:
    return {"$ref": f"#/components/responses/{_pascal(code)}"}


def _response(codes: list[str], details: Mapping[str, str], errors: list[dict[str, str]]) -> Schema:
    status = PROBLEMS[codes[0]][0]
    names = [schema_name(code) for code in codes]
    schema = reference(names[0])
    if len(names) > 1:
        mapping = {code: reference(name)["$ref"] for code, name in zip(codes, names, strict=True)}
        schema = {
            "oneOf": [reference(name) for name in names],
            "discriminator": {"propertyName": "code", "mapping": mapping},
        }
    examples = {code: {"value": _example(code, details.get(code), errors)} for code in codes}
    said = [f"`{code}`: {PROBLEMS[code][1]}. {DETAILS[code][1]}" for code in codes]
    response: Schema = {
        "description": said[0] if len(said) == 1 else "\n".join(f"- {line}" for line in said),
        "content": {MEDIA_TYPE: {"schema": schema, "examples": examples}},
    }
    if status in _HEADERS:
        response["headers"] = {name: HEADERS[name] for name in _HEADERS[status]}
    elif _WAITS in codes:
        header = {name: value for name, value in HEADERS["Retry-After"].items() if name != "required"}
        response["headers"] = {"Retry-After": {**header, "description": f"{header['description']}, with `{_WAITS}`"}}
    return response


def _example(code: str, detail: str | None, errors: list[dict[str, str]]) -> dict[str, Any]:
    status, title = PROBLEMS[code]
    example: dict[str, Any] = {
        "type": _urn(code),
        "title": title,
        "status": status,
        "detail": detail or DETAILS[code][0],
        "instance": "0b1a5c1e-6f0e-4b3e-9d52-6a3f5f0f8a11",
        "code": code,
    }
    if code == "validation_failed":
        example["errors"] = errors
    return {**example, **EXAMPLES.get(code, {})}


def _urn(code: str) -> str:
    return f"urn:bodega:problem:{code}"


def _pascal(code: str) -> str:
    return "".join(part.capitalize() for part in code.split("_"))
