"""HTTP responses made of a function's answer."""

import base64
import gzip
import json
from typing import Any

import pytest

from local.gateway.answers import compress, http_response
from local.gateway.responses import GatewayError, Rendered
from tests.unit.local.gateway.api_requests import request

GZIP = request(headers=(("Accept-Encoding", "br, gzip;q=0.8"),))


def answer(document: Any, binary: tuple[str, ...] = (), **fields: Any) -> Rendered:
    return http_response(json.dumps(document).encode(), request(**fields), binary)


def test_status_headers_and_body_are_passed_on() -> None:
    response = answer({"statusCode": 201, "headers": {"ETag": '"1"', "X-Count": 3}, "body": '{"é":1}'})
    assert (response.status, response.body) == (201, '{"é":1}'.encode())
    assert {("ETag", '"1"'), ("X-Count", "3"), ("Content-Type", "application/json")} <= set(response.headers)


def test_multi_value_headers_are_sent_one_by_one_and_win() -> None:
    response = answer(
        {"statusCode": 200, "headers": {"vary": "x"}, "multiValueHeaders": {"Vary": ["Origin", "Accept"]}}
    )
    assert [pair for pair in response.headers if pair[0].lower() == "vary"] == [("Vary", "Origin"), ("Vary", "Accept")]


def test_headers_that_belong_to_the_gateway_are_renamed() -> None:
    response = answer({"statusCode": 401, "headers": {"WWW-Authenticate": "Bearer", "Content-Length": "9"}})
    assert {("x-amzn-Remapped-WWW-Authenticate", "Bearer"), ("x-amzn-Remapped-Content-Length", "9")} <= set(
        response.headers
    )


@pytest.mark.parametrize(
    "document",
    [
        None,
        [],
        "text",
        {},
        {"statusCode": None},
        {"statusCode": True},
        {"statusCode": 99},
        {"statusCode": "ok"},
        {"statusCode": 200, "body": {"a": 1}},
        {"statusCode": 200, "cookies": []},
        {"statusCode": 200, "headers": []},
        {"statusCode": 200, "headers": {"X": {}}},
        {"statusCode": 200, "headers": {"X": "a\r\nSet-Cookie: b"}},
        {"statusCode": 200, "multiValueHeaders": {"X": "a"}},
    ],
)
def test_a_malformed_answer_is_a_bad_gateway(document: Any) -> None:
    with pytest.raises(GatewayError) as caught:
        answer(document)
    assert caught.value.kind == "INTEGRATION_FAILURE"
    assert "Malformed" in str(caught.value.explanation)


def test_base64_is_decoded_for_binary_media_types_only() -> None:
    document = {"statusCode": 200, "body": base64.b64encode(b"\x89PNG").decode(), "isBase64Encoded": True}
    accept = {"headers": (("Accept", "image/png"),)}
    assert answer(document, ("image/png",), **accept).body == b"\x89PNG"
    assert answer(document, (), **accept).body == document["body"].encode()


class TestCompression:
    RESPONSE = Rendered(200, [("ETag", '"1"')], b"x" * 2000)

    def test_a_large_answer_is_gzipped_for_clients_that_accept_it(self) -> None:
        response = compress(self.RESPONSE, GZIP, 1024)
        assert ("Content-Encoding", "gzip") in response.headers
        assert gzip.decompress(response.body) == self.RESPONSE.body

    @pytest.mark.parametrize("accept", [None, "br", "gzip;q=0", "identity"])
    def test_other_clients_get_it_unchanged(self, accept: str | None) -> None:
        headers = (("Accept-Encoding", accept),) if accept else ()
        assert compress(self.RESPONSE, request(headers=headers), 1024) == self.RESPONSE

    @pytest.mark.parametrize("minimum", [None, 2001])
    def test_a_small_answer_is_unchanged(self, minimum: int | None) -> None:
        assert compress(self.RESPONSE, GZIP, minimum) == self.RESPONSE

    def test_an_encoded_answer_is_not_encoded_again(self) -> None:
        response = Rendered(200, [("content-encoding", "br")], b"x" * 2000)
        assert compress(response, GZIP, 0) == response
