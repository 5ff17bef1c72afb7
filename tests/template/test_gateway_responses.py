"""API Gateway's own responses: problem documents like the functions', readable by a page in a browser."""

import json
import re
from typing import Any

import pytest

from bodega.api.problems import CHALLENGE, PROBLEMS
from scripts.template import TEMPLATE

RESPONSES: dict[str, Any] = TEMPLATE.properties("Api")["GatewayResponses"]

# Every response type of API Gateway, with the status and code that callers get.
CODES = {
    "ACCESS_DENIED": (403, "forbidden"),
    "API_CONFIGURATION_ERROR": (500, "internal_error"),
    "AUTHORIZER_CONFIGURATION_ERROR": (500, "internal_error"),
    "AUTHORIZER_FAILURE": (503, "storage_unavailable"),
    "BAD_REQUEST_BODY": (400, "malformed_body"),
    "BAD_REQUEST_PARAMETERS": (400, "malformed_body"),
    "DEFAULT_4XX": (404, "not_found"),
    "DEFAULT_5XX": (500, "internal_error"),
    "EXPIRED_TOKEN": (401, "unauthorized"),
    "INTEGRATION_FAILURE": (502, "bad_gateway"),
    "INTEGRATION_TIMEOUT": (504, "gateway_timeout"),
    "INVALID_API_KEY": (403, "forbidden"),
    "INVALID_SIGNATURE": (404, "not_found"),
    "MISSING_AUTHENTICATION_TOKEN": (404, "not_found"),
    "QUOTA_EXCEEDED": (429, "too_many_requests"),
    "REQUEST_TOO_LARGE": (413, "payload_too_large"),
    "RESOURCE_NOT_FOUND": (404, "not_found"),
    "THROTTLED": (429, "too_many_requests"),
    "UNAUTHORIZED": (401, "unauthorized"),
    "UNSUPPORTED_MEDIA_TYPE": (415, "unsupported_media_type"),
    "WAF_FILTERED": (403, "forbidden"),
}


def headers(kind: str) -> dict[str, Any]:
    found: dict[str, Any] = RESPONSES[kind]["ResponseParameters"]["Headers"]
    return found


def resolved(value: Any, origins: list[str]) -> Any:
    """Resolve the intrinsic functions in `value`, with `origins` as AllowedOrigins."""
    match value:
        case {"Ref": "AllowedOrigins"}:
            return origins
        case {"Fn::If": [condition, then, otherwise]}:
            holds = resolved(TEMPLATE.document["Conditions"][condition], origins)
            return resolved(then if holds else otherwise, origins)
        case {"Fn::Equals": [left, right]}:
            return resolved(left, origins) == resolved(right, origins)
        case {"Fn::Join": [separator, parts]}:
            return separator.join(resolved(part, origins) for part in resolved(parts, origins))
        case {"Fn::Select": [position, parts]}:
            return resolved(parts, origins)[position]
        case _:
            return value


def test_every_response_type_has_a_response_of_ours() -> None:
    assert set(RESPONSES) == set(CODES)


@pytest.mark.parametrize("kind", CODES)
def test_the_body_is_a_problem_document(kind: str) -> None:
    status, code = CODES[kind]
    ((content_type, template),) = RESPONSES[kind]["ResponseTemplates"].items()
    assert content_type == "application/json"  # the only one that API Gateway uses for every Accept header
    body = json.loads(template.replace("$context.requestId", "request-1"))
    assert "$" not in json.dumps(body)
    assert (status, body.pop("title")) == PROBLEMS[code]
    assert body.pop("detail").endswith(".")
    assert body == {"type": f"urn:bodega:problem:{code}", "status": status, "instance": "request-1", "code": code}
    assert RESPONSES[kind]["StatusCode"] == status


@pytest.mark.parametrize("kind", CODES)
def test_the_headers_give_the_content_type_and_forbid_caching(kind: str) -> None:
    assert headers(kind)["Content-Type"] == "'application/problem+json'"
    assert headers(kind)["Cache-Control"] == "'no-store'"


@pytest.mark.parametrize("kind", CODES)
@pytest.mark.parametrize(
    ("origins", "allowed"),
    [
        (["*"], "'*'"),
        (["https://shop.example"], "'https://shop.example'"),
        # A gateway response cannot choose from a list.
        (["https://shop.example", "https://admin.example"], "'*'"),
    ],
)
def test_a_page_of_an_allowed_origin_can_read_it(kind: str, origins: list[str], allowed: str) -> None:
    assert resolved(headers(kind)["Access-Control-Allow-Origin"], origins) == allowed
    assert "x-amzn-RequestId" in headers(kind)["Access-Control-Expose-Headers"]
    assert headers(kind)["Vary"] == "'Origin'"
    assert "Access-Control-Allow-Credentials" not in headers(kind)


@pytest.mark.parametrize("kind", CODES)
def test_no_header_repeats_what_the_caller_sent(kind: str) -> None:
    """Otherwise a foreign page could be allowed by its own header."""
    assert "method.request" not in json.dumps(headers(kind))


@pytest.mark.parametrize("kind", [kind for kind, (status, _) in CODES.items() if status == 401])
def test_a_401_has_a_challenge(kind: str) -> None:
    assert headers(kind)["WWW-Authenticate"] == f"'{CHALLENGE}'"
    assert "WWW-Authenticate" in headers(kind)["Access-Control-Expose-Headers"]


@pytest.mark.parametrize("kind", [kind for kind, (status, _) in CODES.items() if status in {429, 503}])
def test_a_temporary_error_has_retry_after(kind: str) -> None:
    assert re.fullmatch(r"'[1-9]\d*'", headers(kind)["Retry-After"])
    assert "Retry-After" in headers(kind)["Access-Control-Expose-Headers"]
