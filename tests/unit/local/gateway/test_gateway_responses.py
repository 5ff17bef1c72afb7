"""Gateway responses, default and customised."""

import json

from local.gateway.responses import Rendered, render
from local.template.resources import GatewayResponse
from tests.unit.local.gateway.api_requests import request

REQUEST = request(headers=(("Origin", "https://shop.example"),))


def custom(
    status: int | None = None, headers: dict[str, str] | None = None, body: str | None = None
) -> GatewayResponse:
    return GatewayResponse(status, headers or {}, {"application/json": body} if body else {})


def headers_of(response: Rendered) -> dict[str, str]:
    return dict(response.headers)


def test_without_customisation_the_response_is_the_default_of_aws() -> None:
    response = render("UNAUTHORIZED", REQUEST, {})
    assert (response.status, response.body) == (401, b'{"message":"Unauthorized"}')
    headers = headers_of(response)
    assert headers["Content-Type"] == "application/json"
    assert headers["x-amzn-ErrorType"] == "UnauthorizedException"
    assert headers["x-amzn-RequestId"] == REQUEST.id


def test_status_body_and_headers_come_from_the_template() -> None:
    responses = {
        "MISSING_AUTHENTICATION_TOKEN": custom(
            404,
            {"Content-Type": "'application/problem+json'", "Access-Control-Allow-Origin": "'*'"},
            '{"code":"not_found","instance":"$context.requestId","path":"$context.path","kind":"$context.error.responseType"}',
        )
    }
    response = render("MISSING_AUTHENTICATION_TOKEN", REQUEST, responses)
    assert response.status == 404
    assert json.loads(response.body) == {
        "code": "not_found",
        "instance": REQUEST.id,
        "path": "/v1/products",
        "kind": "MISSING_AUTHENTICATION_TOKEN",
    }
    assert headers_of(response)["Content-Type"] == "application/problem+json"
    assert headers_of(response)["Access-Control-Allow-Origin"] == "*"


def test_a_header_can_echo_a_header_of_the_request() -> None:
    responses = {"UNAUTHORIZED": custom(headers={"Access-Control-Allow-Origin": "method.request.header.Origin"})}
    assert (
        headers_of(render("UNAUTHORIZED", REQUEST, responses))["Access-Control-Allow-Origin"] == "https://shop.example"
    )


def test_a_header_without_a_source_is_left_out() -> None:
    responses = {"UNAUTHORIZED": custom(headers={"Access-Control-Allow-Origin": "method.request.header.Origin"})}
    assert "Access-Control-Allow-Origin" not in headers_of(render("UNAUTHORIZED", request(), responses))


def test_a_kind_without_customisation_uses_the_default_of_its_class() -> None:
    responses = {"DEFAULT_4XX": custom(headers={"X-Class": "'4'"}), "DEFAULT_5XX": custom(headers={"X-Class": "'5'"})}
    for kind, status, of_class in (("ACCESS_DENIED", 403, "4"), ("INTEGRATION_TIMEOUT", 504, "5")):
        response = render(kind, REQUEST, responses)
        assert (response.status, headers_of(response)["X-Class"]) == (status, of_class)


def test_a_message_is_quoted_where_the_template_asks_for_a_string() -> None:
    response = render("ACCESS_DENIED", REQUEST, {}, message='not "you"')
    assert json.loads(response.body) == {"message": 'not "you"'}


def test_the_authorizer_s_context_can_be_shown() -> None:
    responses = {"ACCESS_DENIED": custom(body='{"role":"$context.authorizer.role","none":"$context.authorizer.other"}')}
    response = render("ACCESS_DENIED", REQUEST, responses, context={"authorizer": {"role": "customer"}})
    assert json.loads(response.body) == {"role": "customer", "none": ""}
