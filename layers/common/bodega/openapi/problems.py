"""Problem documents (RFC 9457) in the API document: one schema per code, and which codes an operation can answer with.

Most codes follow from the form of an operation, such as `invalid_cursor` from a parameter `cursor`. An operation lists
only the others.
"""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, Field

from bodega.api.problems import MEDIA_TYPE, PROBLEMS, InternalError
from bodega.errors import (
    AccountFrozen,
    EmailTaken,
    InsufficientStock,
    InvalidCredentials,
    MenuTooLarge,
    OneTimeTokenInvalid,
    PreconditionFailed,
    SessionEnded,
    StockNotCounted,
    StorageUnavailable,
    ValidationFailed,
)
from bodega.openapi.operations import HEADERS
from bodega.openapi.schemas import WHEN, Schema, component_schemas, example_id, reference

# code -> the `detail` that the API gives if an operation names no other, and what a client does about the problem.
_DETAILS: Mapping[str, tuple[str, str]] = {
    "malformed_body": (
        "The body is not valid JSON: a value is missing or misspelt at character 9.",
        "Send one JSON object. `detail` says where parsing stopped.",
    ),
    "invalid_cursor": (
        "Take the cursor from nextCursor as it is, with the same filters; or start without one.",
        "Start the list again without a cursor.",
    ),
    "invalid_token": (OneTimeTokenInvalid().detail, "Offer to send another mail."),
    "unauthorized": (
        "Send a valid token as Authorization: Bearer <token>.",
        "Refresh the tokens, or ask the user to log in.",
    ),
    "invalid_credentials": (InvalidCredentials().detail, "Let the user try again, or reset the password."),
    "session_ended": (SessionEnded().detail, "Ask the user to log in. Do not repeat the request."),
    "forbidden": ("This account may not do this.", "Use the token of an account that may do this."),
    "account_frozen": (AccountFrozen().detail, "Offer a password reset."),
    "not_found": ("There is no such route.", "Check the id."),
    "name_taken": (
        "Another item has this name. Case and invisible characters make no difference.",
        "Choose another name.",
    ),
    "email_taken": (EmailTaken().detail, "Offer to log in or to reset the password."),
    "in_use": (
        "This item is still used by those in dependants; take it out there first.",
        "Remove the id from the items in `dependants` first.",
    ),
    "insufficient_points": ("There are fewer points than that on the account.", "Redeem fewer points."),
    "insufficient_stock": (InsufficientStock(3).detail, "Take at most `available` pieces."),
    "stock_not_counted": (StockNotCounted().detail, "Set `quantity` with `PUT /products/{id}/stock`."),
    "not_orderable": (
        "The order cannot be placed; see problems.",
        "Show the `problems`, each at the part of the cart that its `pointer` names. Nothing was ordered.",
    ),
    "price_changed": (
        "The order has another total now. Show the quote, and send its total as expectedTotal.",
        "Show the new `quote`, and ask the customer again. Nothing was ordered.",
    ),
    "last_admin": (
        "This is the last active admin. Make somebody else an admin first.",
        "Make another user an admin first.",
    ),
    "version_conflict": (
        "The item has another version now. Read it again, then repeat the change.",
        "Read the current version, apply the change to it, and send it with the new `ETag`.",
    ),
    "precondition_failed": (
        PreconditionFailed().detail,
        "Read the resource, and leave out the condition or send another one.",
    ),
    "payload_too_large": ("A body holds at most 256 KB.", "Send a smaller body."),
    "unsupported_media_type": (
        "Send JSON, with Content-Type: application/json.",
        "Set `Content-Type: application/json`.",
    ),
    "validation_failed": (ValidationFailed([]).detail, "Correct the fields in `errors`."),
    "idempotency_key_reused": (
        "This Idempotency-Key came with another body before. Use a new key.",
        "Use a new key for a new request.",
    ),
    "too_many_changes": (
        "One request adds or removes at most 90 references, this one 120. Do it in several.",
        "Split the change into several requests.",
    ),
    "menu_too_large": (MenuTooLarge().detail, "Request `shape=flat`, or read the products category by category."),
    "too_many_requests": ("Too many requests. Try again in a moment.", "Wait `Retry-After` seconds."),
    "internal_error": (InternalError().detail, "Give the `instance` to the shop's support."),
    "bad_gateway": ("Try again in a moment.", "Check the result of a change before you repeat it."),
    "storage_unavailable": (
        StorageUnavailable().detail,
        "Retry after `Retry-After` seconds. Nothing was written in part.",
    ),
    "gateway_timeout": (
        "Read again what became of the request before repeating it.",
        "Check the result of a change before you repeat it.",
    ),
}
_OF_EVERY_OPERATION = (
    "validation_failed",
    "too_many_requests",
    "internal_error",
    "bad_gateway",
    "storage_unavailable",
    "gateway_timeout",
)
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
    for code in _DETAILS:
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
    for member, schema in _MEMBERS.get(code, {}).items():
        properties[member] = schema
        required.append(member)
    advice = _DETAILS[code][1]
    return {"type": "object", "description": f"{title}. {advice}", "properties": properties, "required": required}


_MEMBERS: Mapping[str, Mapping[str, Schema]] = {
    "validation_failed": {
        "errors": {
            "type": "array",
            "description": "The broken rules and their places",
            "items": reference("FieldProblem"),
            "minItems": 1,
            "maxItems": 50,
        }
    },
    "in_use": {
        "dependants": {
            "type": "array",
            "description": "IDs of the items that refer to it. There may be more than these.",
            "items": {"type": "string"},
            "maxItems": 100,
        }
    },
    "insufficient_stock": {
        "available": {"type": "integer", "description": "The pieces that are left", "minimum": 0},
    },
    "not_orderable": {
        "problems": {
            "type": "array",
            "description": "Everything that prevents the order, as in a quote",
            "items": reference("OrderProblem"),
            "minItems": 1,
        }
    },
    "price_changed": {"quote": {**reference("Quote"), "description": "The new quote"}},
}

_FREE = {"amount": 0, "currency": "CAD"}
_EXAMPLES: Mapping[str, Mapping[str, Any]] = {
    "in_use": {"dependants": [example_id("cus")]},
    "insufficient_stock": {"available": 3},
    "not_orderable": {
        "problems": [
            {
                "code": "out_of_stock",
                "pointer": "/lines/0/quantity",
                "productId": example_id("prd"),
                "available": 1,
                "detail": "Only 1 of Flat white left, but the order has 2.",
            }
        ]
    },
    "price_changed": {
        "quote": {
            "orderable": True,
            "problems": [],
            "lines": [],
            "totals": {
                **dict.fromkeys(("items", "discount", "deliveryFee", "tip", "rounding", "total"), _FREE),
                "taxes": [],
            },
            "fulfilment": {"type": "pickup", "asap": True, "from": WHEN, "to": WHEN},
            "quotedAt": WHEN,
        }
    },
}
"""The other members of the examples, by code."""


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
        if len(found) == 1 and found[0] not in details and found[0] not in _MEMBERS
        else _response(found, details, errors)
        for status, found in by_status.items()
    }


def shared_responses() -> dict[str, Schema]:
    """Return the responses that many operations refer to, by name."""
    return {_pascal(code): _response([code], {}, []) for code in _DETAILS if code not in _MEMBERS}


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
    said = [f"`{code}`: {PROBLEMS[code][1]}. {_DETAILS[code][1]}" for code in codes]
    response: Schema = {
        "description": said[0] if len(said) == 1 else "\n".join(f"- {line}" for line in said),
        "content": {MEDIA_TYPE: {"schema": schema, "examples": examples}},
    }
    if status in _HEADERS:
        response["headers"] = {name: HEADERS[name] for name in _HEADERS[status]}
    return response


def _example(code: str, detail: str | None, errors: list[dict[str, str]]) -> dict[str, Any]:
    status, title = PROBLEMS[code]
    example: dict[str, Any] = {
        "type": _urn(code),
        "title": title,
        "status": status,
        "detail": detail or _DETAILS[code][0],
        "instance": "0b1a5c1e-6f0e-4b3e-9d52-6a3f5f0f8a11",
        "code": code,
    }
    if code == "validation_failed":
        example["errors"] = errors
    return {**example, **_EXAMPLES.get(code, {})}


def _urn(code: str) -> str:
    return f"urn:bodega:problem:{code}"


def _pascal(code: str) -> str:
    return "".join(part.capitalize() for part in code.split("_"))
