"""The client of AWS services: reused connections, and every kind of transport error."""

import json
import re
import select
import sys
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace
from typing import Any
from zlib import crc32

import orjson
import pytest

from bodega.aws import (
    DYNAMODB,
    SECRETS_MANAGER,
    SES,
    Service,
    ServiceError,
    TransportError,
    credentials,
    http,
)
from tests.support.aws.broken_answers import BROKEN
from tests.support.aws.scripted_server import answer, dripping, echoing, serving
from tests.unit.layer.aws.conftest import Ask

ASKED = {"TableName": "catalog"}
UNMEASURED = {
    "length too short": b'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{"n": 1000}',
    "length too long": b'HTTP/1.1 200 OK\r\nContent-Length: 12\r\n\r\n{"n": 1000}',
    "no length": b"HTTP/1.1 200 OK\r\n\r\n{}",
}


@pytest.fixture(autouse=True, params=["json", "orjson"])
def library(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run each test as in a function that has not imported orjson, such as the authorizer, and as in one that has."""
    if request.param == "orjson":
        monkeypatch.setitem(sys.modules, "orjson", orjson)
    else:
        monkeypatch.delitem(sys.modules, "orjson", raising=False)


class TestConnections:
    def test_one_is_reused_for_several_calls(self, ask: Ask) -> None:
        with serving([answer({"n": 1}), answer({"n": 2})]) as server:
            client = ask(server)
            assert [client.call("Query", ASKED)["n"] for _ in range(2)] == [1, 2]

        assert [number for number, _ in server.requests] == [0, 0]

    def test_one_that_was_closed_while_idle_is_replaced(self, ask: Ask) -> None:
        """Connections may be closed while a function is frozen between calls."""
        with serving([answer({"n": 1})], [answer({"n": 2})]) as server:
            client = ask(server)
            assert client.call("Query", ASKED) == {"n": 1}
            select.select([client._idle[0]], [], [])  # until the server has closed the connection
            assert client.call("Query", ASKED) == {"n": 2}

    def test_one_that_breaks_during_a_call_is_a_transport_error_without_a_repeat(self, ask: Ask) -> None:
        with serving([answer({"n": 1}), b"HTTP/1.1 200"], [answer({"n": 3})]) as server:
            client = ask(server)
            client.call("Query", ASKED)
            with pytest.raises(TransportError):
                client.call("Query", ASKED)
            assert client.call("Query", ASKED) == {"n": 3}

        assert [number for number, _ in server.requests] == [0, 0, 1]

    def test_one_that_breaks_takes_all_idle_ones_with_it(self, ask: Ask) -> None:
        """They are as old. Each that is broken too would cost one of the four attempts of a call."""
        with serving([answer({"n": 1})], [answer({"n": 2}), b"HTTP/1.1 200"], [answer({"n": 3})]) as server:
            client = ask(server)
            client.call("Query", ASKED)
            kept = client._idle.pop()
            client.call("Query", ASKED)
            client._idle.insert(0, kept)
            with pytest.raises(TransportError):
                client.call("Query", ASKED)
            assert client.call("Query", ASKED) == {"n": 3}

        assert [number for number, _ in server.requests] == [0, 1, 1, 2]

    def test_one_with_connection_close_is_not_reused(self, ask: Ask) -> None:
        with serving([answer({"n": 1}, extra="Connection: close\r\n")], [answer({"n": 2})]) as server:
            client = ask(server)
            assert [client.call("Query", ASKED)["n"] for _ in range(2)] == [1, 2]

    def test_threads_do_not_read_each_others_answers(self, ask: Ask) -> None:
        with echoing() as server, ThreadPoolExecutor(8) as threads:
            client = ask(server)

            def heard(thread: int) -> list[dict[str, Any]]:
                return [client.call("Query", {"thread": thread, "call": call}) for call in range(20)]

            said = [[{"thread": thread, "call": call} for call in range(20)] for thread in range(8)]
            assert list(threads.map(heard, range(8))) == said
            client.close()

    def test_a_new_one_that_is_closed_is_a_transport_error(self, ask: Ask) -> None:
        with serving([]) as server, pytest.raises(TransportError):
            ask(server).call("Query", ASKED)

    def test_after_a_failure_the_next_call_opens_a_new_one(self, ask: Ask) -> None:
        # The next call would read the rest of a partial response on the old connection.
        with serving([answer({"n": 1})[:-3]], [answer({"n": 2})]) as server:
            client = ask(server)
            with pytest.raises(TransportError):
                client.call("Query", ASKED)
            assert client.call("Query", ASKED) == {"n": 2}


class TestResponses:
    @pytest.mark.parametrize("sent", [*BROKEN.values(), *UNMEASURED.values()], ids=[*BROKEN, *UNMEASURED])
    def test_an_unreadable_response_is_a_transport_error(self, ask: Ask, sent: bytes) -> None:
        with serving([sent]) as server, pytest.raises(TransportError):
            ask(server).call("GetItem", ASKED)

    def test_a_response_in_chunks_is_read_whole(self, ask: Ask) -> None:
        chunked = b'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\n{"n"\r\n3\r\n: 1\r\n1\r\n}\r\n0\r\n\r\n'
        with serving([chunked, answer({"n": 2})]) as server:
            client = ask(server)
            assert [client.call("Query", ASKED)["n"] for _ in range(2)] == [1, 2]

        assert [number for number, _ in server.requests] == [0, 0]

    @pytest.mark.parametrize("text", ["{}", '{"Item": {"pk": {"S": "é😀"}}}'])
    def test_a_response_has_the_checksum_that_dynamodb_names(self, ask: Ask, text: str) -> None:
        body = text.encode()
        head = f"HTTP/1.1 200 OK\r\nContent-Length: {len(body)}\r\nx-amz-crc32: {crc32(body)}\r\n\r\n"
        with serving([head.encode() + body]) as server:
            assert ask(server).call("GetItem", ASKED) == json.loads(body)

    @pytest.mark.parametrize("checksum", [str(crc32(b'{"n": 1}') + 1), "0", "none"])
    @pytest.mark.parametrize("status", ["200 OK", "400 Bad Request"])
    def test_a_response_with_another_checksum_is_a_transport_error(self, ask: Ask, checksum: str, status: str) -> None:
        changed = answer({"n": 1}, status, f"X-Amz-Crc32: {checksum}\r\n")
        with serving([changed], [answer({"n": 2})]) as server:
            client = ask(server)
            with pytest.raises(TransportError):
                client.call("GetItem", ASKED)
            assert client.call("Query", ASKED) == {"n": 2}

    def test_a_response_that_comes_byte_by_byte_has_the_same_time_as_any_other(self, ask: Ask) -> None:
        with dripping(answer({"n": 1}), pause=0.04) as server:
            client = ask(server, read_timeout=0.1)
            with pytest.raises(TransportError, match="TimeoutError"):
                client.call("Query", ASKED)

    def test_the_first_part_of_a_response_counts_towards_its_time(self, monkeypatch: pytest.MonkeyPatch) -> None:
        parts = iter([(1.5, b"HTTP/1.1 200 OK\r\n"), (0.0625, b"Content-Length: 2\r\n"), (0.0625, b"\r\n{}")])
        clock = SimpleNamespace(now=0.0, monotonic=lambda: clock.now)
        limits: list[float] = []

        def receive(_: int) -> bytes:
            seconds, part = next(parts)
            clock.now += seconds
            return part

        connection: Any = SimpleNamespace(gettimeout=lambda: 1.5625, settimeout=limits.append, recv=receive)
        monkeypatch.setattr(http, "time", clock)

        with pytest.raises(TimeoutError):
            http.Answer(connection)
        assert limits == [0.0625]

    def test_after_a_response_in_pieces_the_next_one_has_the_whole_time(self, ask: Ask) -> None:
        large = {"n": "x" * 500_000}
        with serving([answer(large)]) as server:
            client = ask(server, read_timeout=2)
            assert client.call("Query", ASKED) == large
            assert client._idle[0].gettimeout() == 2

    def test_a_late_response_is_a_transport_error(self, ask: Ask) -> None:
        with serving([b""]) as server:
            client = ask(server, read_timeout=0.05)
            server.scripts[0].append(answer())  # the connection stays open, waiting for another request
            with pytest.raises(TransportError, match="TimeoutError"):
                client.call("Query", ASKED)
            client.close()

    @pytest.mark.parametrize("kind", ["com.amazonaws.dynamodb.v20120810#ThrottlingException", "ThrottlingException"])
    def test_a_service_error_has_its_name(self, ask: Ask, kind: str) -> None:
        document = {"__type": kind, "message": "of Ada's", "Item": {"pk": {"S": "x"}}}
        with serving([answer(document, "400 Bad Request"), answer({"n": 2})]) as server:
            client = ask(server)
            with pytest.raises(ServiceError) as error:
                client.call("PutItem", ASKED)
            assert client.call("Query", ASKED) == {"n": 2}, "the connection is still good"

        assert (error.value.status, error.value.code) == (400, "ThrottlingException")
        assert error.value.document == document
        assert "Ada" not in str(error.value)

    @pytest.mark.parametrize("said", ["MessageRejected", "MessageRejected:http://internal.amazon.com/coral/"])
    def test_a_service_with_paths_names_its_errors_in_a_header(self, ask: Ask, said: str) -> None:
        refusal = answer({"message": "no"}, "400 Bad Request", f"X-Amzn-ErrorType: {said}\r\n")
        with serving([refusal]) as server, pytest.raises(ServiceError) as error:
            ask(server, service=SES).call("SendEmail", {})

        assert error.value.code == "MessageRejected"
        assert server.requests[0][1].startswith(b"POST /v2/email/outbound-emails HTTP/1.1\r\n")
        assert b"X-Amz-Target" not in server.requests[0][1]


class TestRequest:
    @pytest.mark.parametrize(
        ("service", "target", "version"),
        [(DYNAMODB, b"DynamoDB_20120810.Query", b"1.0"), (SECRETS_MANAGER, b"secretsmanager.Query", b"1.1")],
    )
    def test_is_a_signed_post(self, ask: Ask, service: Service, target: bytes, version: bytes) -> None:
        with serving([answer()]) as server:
            ask(server, service=service).call("Query", {"é": "😀"})

        ((_, request),) = server.requests
        head, _, body = request.partition(b"\r\n\r\n")
        assert head.startswith(b"POST / HTTP/1.1\r\n")
        assert f"Host: 127.0.0.1:{server.port}".encode() in head
        assert b"X-Amz-Target: " + target in head
        assert b"Content-Type: application/x-amz-json-" + version in head
        assert b"Authorization: AWS4-HMAC-SHA256 Credential=test/" in head
        assert json.loads(body) == {"é": "😀"}

    def test_names_the_shop_and_the_trace_outside_of_the_signature(
        self, ask: Ask, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        trace = "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1;Lineage=1:a87bd80c:0"
        monkeypatch.setenv("_X_AMZN_TRACE_ID", trace)
        with serving([answer()]) as server:
            ask(server).call("Query", ASKED)

        head = server.requests[0][1].partition(b"\r\n\r\n")[0].decode()
        assert f"\r\nX-Amzn-Trace-Id: {trace}\r\n" in f"{head}\r\n"
        assert re.search(r"\r\nUser-Agent: Bodega/local lang/python#3\.\d+\.\d+\r\n", head)
        signed = re.findall(r"SignedHeaders=([^,]+)", head)
        assert signed == ["content-type;host;x-amz-date;x-amz-target"]

    @pytest.mark.parametrize("trace", [None, "", "Root=1\r\nHost: x", "Root=é"])
    def test_has_no_trace_that_is_not_the_value_of_a_header(
        self, ask: Ask, trace: str | None, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.delenv("_X_AMZN_TRACE_ID", raising=False)
        if trace is not None:
            monkeypatch.setenv("_X_AMZN_TRACE_ID", trace)
        with serving([answer()]) as server:
            ask(server).call("Query", ASKED)

        assert b"trace" not in server.requests[0][1].lower()


class TestCredentials:
    def test_are_read_from_the_environment_at_each_call(self, ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
        with serving([answer(), answer()]) as server:
            client = ask(server)
            client.call("Query", ASKED)
            monkeypatch.setenv("AWS_ACCESS_KEY_ID", "another")
            monkeypatch.setenv("AWS_SESSION_TOKEN", "a-token")
            client.call("Query", ASKED)

        first, second = (request for _, request in server.requests)
        assert b"X-Amz-Security-Token" not in first
        assert b"Credential=another/" in second
        assert b"X-Amz-Security-Token: a-token\r\n" in second

    def test_come_from_the_endpoint_with_snapstart(self, ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
        handed = {"AccessKeyId": "served", "SecretAccessKey": "s", "Token": "t", "Expiration": "2999-01-01T00:00:00Z"}
        credentials.forget()
        with serving([answer(handed)]) as endpoint, serving([answer(), answer()]) as server:
            monkeypatch.setenv("AWS_CONTAINER_CREDENTIALS_FULL_URI", f"http://127.0.0.1:{endpoint.port}/")
            client = ask(server)
            client.call("Query", ASKED)
            client.call("Query", ASKED)
        credentials.forget()

        assert len(endpoint.requests) == 1
        assert all(b"Credential=served/" in request for _, request in server.requests)
        assert all(b"X-Amz-Security-Token: t\r\n" in request for _, request in server.requests)

    def test_that_cannot_be_had_are_a_transport_error(self, ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
        credentials.forget()
        with serving([answer({"code": "x"}, "500 Oops")]) as endpoint, serving([answer()]) as server:
            monkeypatch.setenv("AWS_CONTAINER_CREDENTIALS_FULL_URI", f"http://127.0.0.1:{endpoint.port}/")
            with pytest.raises(TransportError, match="credential endpoint: HTTP 500"):
                ask(server).call("Query", ASKED)

        assert server.requests == []

    def test_are_required_before_any_request(self, ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
        with serving([answer()]) as server, pytest.raises(KeyError, match="AWS_SECRET_ACCESS_KEY"):
            ask(server).call("Query", ASKED)
