"""The event that a function gets for a request."""

import base64
import json
from typing import Any

import pytest

from local.gateway.events import authorizer_event, proxy_event
from local.gateway.routing import Match
from local.template.resources import Route
from tests.unit.local.gateway.api_requests import request

ROUTE = Route("GET", "/products/{id}", "Products", None)


def event(parameters: dict[str, str] | None = None, binary: tuple[str, ...] = (), **fields: Any) -> dict[str, Any]:
    authorizer = fields.pop("authorizer", None)
    made = proxy_event(request(**fields), Match(ROUTE, parameters or {}), authorizer, binary)
    assert json.loads(json.dumps(made)) == made
    return made


def test_path_parameters_stay_percent_encoded() -> None:
    made = event({"id": "caf%C3%A9"}, path="/products/caf%C3%A9")
    assert made["pathParameters"] == {"id": "caf%C3%A9"}
    assert (made["path"], made["resource"]) == ("/products/caf%C3%A9", "/products/{id}")


def test_the_stage_is_in_the_context_s_path_only() -> None:
    made = event(path="/products/prd_1")
    assert (made["path"], made["requestContext"]["path"]) == ("/products/prd_1", "/v1/products/prd_1")


def test_a_query_is_decoded_and_the_last_of_several_values_wins() -> None:
    made = event(query="name=a%20b+c&name=%C3%A9&flag=")
    assert made["queryStringParameters"] == {"name": "é", "flag": ""}
    assert made["multiValueQueryStringParameters"] == {"name": ["a b c", "é"], "flag": [""]}


@pytest.mark.parametrize(
    "field",
    ["queryStringParameters", "multiValueQueryStringParameters", "pathParameters", "stageVariables", "body"],
)
def test_a_missing_part_of_a_request_is_null(field: str) -> None:
    assert event()[field] is None


def test_headers_keep_their_case_and_the_last_of_several_wins() -> None:
    made = event(headers=(("X-Tag", "1"), ("if-match", '"3"'), ("X-Tag", "2")))
    assert (made["headers"]["X-Tag"], made["headers"]["if-match"]) == ("2", '"3"')
    assert made["multiValueHeaders"]["X-Tag"] == ["1", "2"]


def test_headers_about_the_connection_are_removed() -> None:
    made = event(headers=(("Connection", "close"), ("Content-Length", "5"), ("Accept", "*/*")))
    assert {"Connection", "Content-Length"}.isdisjoint(made["headers"])
    assert made["headers"]["Accept"] == "*/*"


def test_a_client_cannot_choose_its_ip_address() -> None:
    made = event(headers=(("X-Forwarded-For", "203.0.113.9"),))
    assert made["requestContext"]["identity"]["sourceIp"] == "127.0.0.1"
    assert made["headers"]["X-Forwarded-For"] == "203.0.113.9, 127.0.0.1"


def test_the_context_has_the_time_and_id_of_the_request() -> None:
    context = event()["requestContext"]
    assert context["requestTime"] == "09/Apr/2026:12:34:56 +0000"
    assert context["requestTimeEpoch"] == 1775738096000
    assert context["requestId"] == "9a822e1a-4fb4-4ee1-aae4-758e13aa7403"
    assert (context["resourcePath"], context["stage"], context["httpMethod"]) == ("/products/{id}", "v1", "GET")


def test_only_a_request_with_an_authorizer_has_its_context() -> None:
    assert "authorizer" not in event()["requestContext"]
    made = event(authorizer={"principalId": "usr_1", "role": "admin"})
    assert made["requestContext"]["authorizer"] == {"principalId": "usr_1", "role": "admin"}


def test_an_undecodable_body_becomes_text() -> None:
    made = event(body=b'{"a": "\xc3\xa9\xff"}')
    assert (made["body"], made["isBase64Encoded"]) == ('{"a": "é\ufffd"}', False)


def test_a_body_of_a_binary_media_type_is_base64() -> None:
    headers = (("Content-Type", "image/png; x=y"),)
    made = event(binary=("image/png",), headers=headers, body=b"\x89PNG")
    assert (base64.b64decode(made["body"]), made["isBase64Encoded"]) == (b"\x89PNG", True)


def test_an_authorizer_gets_the_arn_of_method_and_path() -> None:
    made = authorizer_event(request(method="PUT", path="/products/prd_1/stock"), "Bearer x")
    assert made == {
        "type": "TOKEN",
        "methodArn": "arn:aws:execute-api:us-east-1:123456789012:local/v1/PUT/products/prd_1/stock",
        "authorizationToken": "Bearer x",
    }
