"""How routes describe themselves in the API document.

Descriptions are plain data that names schemas by reference. The models behind those names are
built when the document is made, not at a cold start: `ShopApi.schemas` holds how.
"""

from collections.abc import Mapping
from typing import Any

from bodega.api.problems import MEDIA_TYPE as PROBLEM
from bodega.api.problems import PROBLEMS
from bodega.api.responses import MEDIA_TYPE as JSON

Responses = dict[int, Any]

ETAG = {"ETag": {"description": "Names this version", "schema": {"type": "string"}}}
LOCATION = {"Location": {"description": "Where the new thing is", "schema": {"type": "string"}}}
REPLAYED = {
    "Idempotency-Replayed": {
        "description": "`true` on a repeated request's stored answer",
        "schema": {"type": "string"},
    }
}


def reference(schema: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{schema}"}


def succeeds(
    status: int, description: str, schema: str, example: Any, headers: Mapping[str, Any] | None = None
) -> Responses:
    content = {JSON: {"schema": reference(schema), "examples": {"example": {"value": example}}}}
    return {status: {"description": description, "content": content, "headers": dict(headers or {})}}


def empty(status: int, description: str) -> Responses:
    return {status: {"description": description}}


def fails(*codes: str) -> Responses:
    """The problems that a route may answer with, besides those that every route may."""
    responses: Responses = {}
    for code in (*codes, "internal_error", "storage_unavailable"):
        status, title = PROBLEMS[code]
        described = responses.setdefault(
            status,
            {"description": "", "content": {PROBLEM: {"schema": reference("Problem"), "examples": {}}}},
        )
        described["description"] = " · ".join(filter(None, [described["description"], f"`{code}`: {title.lower()}"]))
        described["content"][PROBLEM]["examples"][code] = {"value": problem_example(code)}
    return responses


def problem_example(code: str) -> dict[str, Any]:
    status, title = PROBLEMS[code]
    document: dict[str, Any] = {
        "type": f"urn:bodega:problem:{code}",
        "title": title,
        "status": status,
        "detail": "What happened to this request, and what to do about it.",
        "instance": "0b1a5c1e-6f0e-4b3e-9d52-6a3f5f0f8a11",
        "code": code,
    }
    if code == "validation_failed":
        document["errors"] = [{"pointer": "/price/amount", "detail": "should be a valid integer"}]
    if code == "in_use":
        document["dependants"] = [example_id("cus")]
    return document


def example_id(prefix: str) -> str:
    return f"{prefix}_01JD4W0Q8V5E2M7T9X3K6B1ZCN"
