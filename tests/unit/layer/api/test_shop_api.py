"""The resolver: routes, callers and failures get the responses that the API document defines."""

import logging
from collections.abc import Iterator
from typing import Any

import pytest

from bodega import deadline
from bodega.observability import logger
from harness.shop.events import api_event
from tests.unit.layer.api.sample_api import ORIGIN, answered, call


@pytest.fixture
def logged() -> Iterator[list[logging.LogRecord]]:
    records: list[logging.LogRecord] = []

    class Keep(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            records.append(record)

    keep = Keep()
    logging.getLogger(logger.service).addHandler(keep)
    yield records
    logging.getLogger(logger.service).removeHandler(keep)


class TestRoutes:
    @pytest.mark.parametrize(
        "url", ["/", "/nothing", "/things/a/b", "/things/a/errors/x", "/v1/things", "/things/%2F/x"]
    )
    @pytest.mark.parametrize("method", ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
    def test_an_unknown_path_is_404_for_every_method(self, method: str, url: str) -> None:
        assert (call(method, url).status, call(method, url).code) == (404, "not_found")

    @pytest.mark.parametrize(
        ("method", "url", "allowed"),
        [
            ("DELETE", "/things", "GET, HEAD, OPTIONS, POST"),
            ("PATCH", "/things/a", "GET, HEAD, OPTIONS, PUT"),
            ("POST", "/things/a/errors", "GET, HEAD, OPTIONS"),
            ("GET", "/things/a/colour", "OPTIONS, PUT"),
        ],
    )
    def test_a_wrong_method_is_405_with_the_allowed_ones(self, method: str, url: str, allowed: str) -> None:
        answer = call(method, url, role="admin")

        assert (answer.status, answer.code) == (405, "method_not_allowed")
        assert answer.headers["Allow"] == allowed

    @pytest.mark.parametrize(
        ("url", "allowed"), [("/things", "GET, HEAD, OPTIONS, POST"), ("/things/a", "GET, HEAD, OPTIONS, PUT")]
    )
    def test_a_preflight_needs_no_token_and_gets_the_methods(self, url: str, allowed: str) -> None:
        answer = call("OPTIONS", url, headers={**ORIGIN, "Access-Control-Request-Method": "PUT"})

        assert answer.status == 200
        assert answer.headers["Allow"] == allowed
        assert answer.headers["Access-Control-Allow-Origin"] == ORIGIN["Origin"]
        assert not answer.body

    @pytest.mark.parametrize(
        ("url", "status"),
        [
            ("/things/a", 200),
            ("/things?limit=x", 422),
            ("/things/forbidden/errors", 403),
            ("/nothing", 404),
            ("/things/a/colour", 405),
            ("/things/bug/errors", 500),
        ],
    )
    def test_a_head_has_the_status_and_the_headers_of_a_get_and_no_body(self, url: str, status: int) -> None:
        head, get = call("HEAD", url, headers=ORIGIN), call("GET", url, headers=ORIGIN)

        assert (head.status, head.body) == (get.status, None) == (status, None)
        assert head.headers == get.headers

    def test_every_request_has_its_own_budget(self) -> None:
        for _ in range(2):
            assert deadline.BUDGET - 1 < call("GET", "/things").json["budget"] <= deadline.BUDGET


class TestCallers:
    @pytest.mark.parametrize(("role", "status"), [("nobody", 401), ("customer", 403), ("admin", 201)])
    def test_a_function_checks_the_role_again(self, role: str, status: int) -> None:
        assert call("POST", "/things", role, body={"name": "x"}).status == status

    @pytest.mark.parametrize(("role", "status"), [("nobody", 401), ("customer", 403), ("admin", 422)])
    def test_the_role_is_checked_before_the_body(self, role: str, status: int) -> None:
        assert call("POST", "/things", role, body={"name": 1}).status == status

    def test_no_header_or_body_makes_the_caller_an_admin(self) -> None:
        said = {"role": "admin", "userId": "usr_1", "Authorization": "Bearer x", "X-Role": "admin"}

        assert call("POST", "/things?role=admin&userId=usr_1", headers=said, body={"name": "x"}).status == 401

    @pytest.mark.parametrize(
        "authorizer",
        [
            None,
            {},
            {"role": "admin"},
            {"userId": "usr_1"},
            {"userId": "", "role": "admin"},
            {"userId": "usr_1", "role": ""},
        ],
        ids=str,
    )
    def test_an_incomplete_identity_is_rejected(self, authorizer: Any) -> None:
        event = api_event("POST", "/things", body={"name": "x"})
        event["requestContext"]["authorizer"] = authorizer

        assert answered(event).code == "unauthorized"

    @pytest.mark.parametrize("role", ["Admin", "admin ", "administrator", "owner"])
    def test_no_other_role_is_an_admin(self, role: str) -> None:
        event = api_event(
            "POST", "/things", body={"name": "x"}, caller={"userId": "usr_1", "role": role, "sessionId": "ses_1"}
        )

        assert answered(event).code == "forbidden"


class TestFailures:
    @pytest.mark.parametrize(
        ("what", "status", "code", "worth_a_log"),
        [("forbidden", 403, "forbidden", []), ("storage", 503, "storage_unavailable", ["Storage unavailable"])],
    )
    def test_a_domain_error_is_a_problem_and_is_logged_if_an_operator_can_act(
        self, what: str, status: int, code: str, worth_a_log: list[str], logged: list[logging.LogRecord]
    ) -> None:
        answer = call("GET", f"/things/{what}/errors", headers=ORIGIN)

        assert (answer.status, answer.code) == (status, code)
        assert answer.json["instance"] == "11111111-2222-4333-8444-555555555555"
        assert answer.headers["Access-Control-Allow-Origin"] == ORIGIN["Origin"]
        assert [record.getMessage() for record in logged] == worth_a_log

    @pytest.mark.parametrize("url", ["/things/bug/errors", "/unwritable"])
    def test_an_internal_error_is_a_500_without_details_and_is_logged_once(
        self, url: str, logged: list[logging.LogRecord]
    ) -> None:
        answer = call("GET", url, headers=ORIGIN)

        assert (answer.status, answer.code) == (500, "internal_error")
        assert answer.json["instance"] == "11111111-2222-4333-8444-555555555555"
        assert answer.headers["Access-Control-Allow-Origin"] == ORIGIN["Origin"]
        assert not [
            word for word in ("m4rk3d", "arn:", "KeyError", "TypeError", "Traceback") if word in str(answer.body)
        ]
        (record,) = logged
        assert record.levelno == logging.ERROR
        assert record.exc_info

    @pytest.mark.parametrize(
        ("raw_body", "status", "code"),
        [
            ("{", 400, "malformed_body"),
            ("[]", 400, "malformed_body"),
            ('{"name": NaN}', 400, "malformed_body"),
            ("[" * 100_000, 400, "malformed_body"),
            ('{"name": ' + "[" * 100_000, 400, "malformed_body"),
            ('{"name": "\\ud800"}', 400, "malformed_body"),
            ("", 400, "malformed_body"),
            (None, 400, "malformed_body"),
            ("x" * 300_000, 413, "payload_too_large"),
            ('{"name": 1}', 422, "validation_failed"),
            ('{"name": ' + "[" * 31 + "]" * 31 + "}", 422, "validation_failed"),
            ('{"name": ' + "[" * 32 + "]" * 32 + "}", 400, "malformed_body"),
            ('{"name": 1e99}', 422, "validation_failed"),
            ('{"name": 1e100}', 400, "malformed_body"),
            ('{"name": "x", "more": 1}', 422, "validation_failed"),
        ],
        ids=lambda value: str(value)[:20],
    )
    def test_a_wrong_body_is_a_client_error(self, raw_body: str | None, status: int, code: str) -> None:
        answer = call("POST", "/things", "admin", raw_body=raw_body)

        assert (answer.status, answer.code) == (status, code)

    def test_another_media_type_is_415(self) -> None:
        answer = call("POST", "/things", "admin", raw_body="name=x", headers={"Content-Type": "text/plain"})

        assert (answer.status, answer.code) == (415, "unsupported_media_type")

    @pytest.mark.parametrize("limit", ["0", "10", "x", "", "1.5"])
    def test_a_wrong_parameter_is_named_and_not_echoed(self, limit: str) -> None:
        answer = call("GET", f"/things?limit={limit}")

        assert (answer.status, answer.code) == (422, "validation_failed")
        assert [error["parameter"] for error in answer.json["errors"]] == ["limit"]


class TestConditions:
    @pytest.mark.parametrize("method", ["GET", "HEAD"])
    @pytest.mark.parametrize(
        ("headers", "status"),
        [
            ({"If-Match": '"1"'}, 200),
            ({"If-Match": '"1"', "If-None-Match": '"1"'}, 304),
            ({"If-Match": '"2"', "If-None-Match": '"1"'}, 412),
            ({"If-Match": "1"}, 422),
            ({"If-Modified-Since": "Sat, 31 Jan 2026 09:30:00 GMT"}, 200),  # no answer has a date of its last change
        ],
        ids=str,
    )
    def test_of_a_read_are_checked_in_the_order_of_the_standard(
        self, method: str, headers: dict[str, str], status: int
    ) -> None:
        assert call(method, "/things/a", headers=headers).status == status

    @pytest.mark.parametrize("headers", [{"If-Match": "x"}, {"If-Match": '"x"'}, {"If-None-Match": "*"}], ids=str)
    def test_are_ignored_where_the_answer_is_an_error_without_them(self, headers: dict[str, str]) -> None:
        assert call("GET", "/things/forbidden/errors", headers=headers).status == 403
        assert call("PUT", "/things/a", "customer", body={}, headers=headers).status == 403
        assert call("DELETE", "/things/a", headers=headers).status == 405
        assert call("GET", "/nothing", headers=headers).status == 404

    @pytest.mark.parametrize(
        ("headers", "put", "untagged", "added", "posted"),
        [
            ({"If-Match": "*"}, 200, 200, 201, 200),
            ({"If-Match": '"1"'}, 200, 412, 412, 200),
            ({"If-Match": '"2"'}, 412, 412, 412, 200),
            ({"If-Match": "1"}, 422, 422, 422, 200),
            ({"If-None-Match": "*"}, 412, 412, 412, 200),
            ({"If-None-Match": '"1"'}, 412, 200, 201, 200),
            ({"If-None-Match": '"2"'}, 200, 200, 201, 200),
            ({"If-None-Match": f'"{"a" * 32}"'}, 200, 200, 412, 200),
        ],
        ids=str,
    )
    def test_of_a_change_are_checked_where_there_is_something_to_compare(
        self, headers: dict[str, str], put: int, untagged: int, added: int, posted: int
    ) -> None:
        assert call("PUT", "/things/a", "admin", body={}, headers=headers).status == put
        assert call("PUT", "/things/a/colour", "admin", headers=headers).status == untagged
        assert call("POST", "/things", "admin", body={"name": "x"}, headers=headers).status == added
        assert call("POST", "/things/counts", "admin", headers=headers).status == posted


class TestResponses:
    @pytest.mark.parametrize("known", ['"1"', 'W/"1"', "*"])
    def test_a_known_etag_is_304_without_a_body(self, known: str) -> None:
        answer = call("GET", "/things/a", headers={"If-None-Match": known})

        assert (answer.status, answer.body or "", answer.headers["ETag"]) == (304, "", '"1"')

    def test_public_responses_are_cacheable_and_authorized_ones_are_revalidated(self) -> None:
        assert call("GET", "/things/a").headers["Cache-Control"] == "public, max-age=30"
        for name in ("Authorization", "authorization"):
            assert call("GET", "/things/a", headers={name: "Bearer x"}).headers["Cache-Control"] == "private, no-cache"

    @pytest.mark.parametrize("url", ["/things", "/things/a", "/nothing", "/things/bug/errors"])
    def test_every_response_varies_by_origin_and_an_unknown_origin_may_not_read_it(self, url: str) -> None:
        answer = call("GET", url, headers={"Origin": "https://evil.example"})

        assert {"Accept-Encoding", "Origin"} <= set(answer.headers["Vary"].split(", "))
        assert "Access-Control-Allow-Origin" not in answer.headers
