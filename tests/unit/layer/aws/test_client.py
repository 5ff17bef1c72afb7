"""The client of AWS services: reused connections, every kind of transport error, and its endpoints."""

import json
import select
import ssl
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address
from pathlib import Path
from typing import Any

import orjson
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from bodega.aws import (
    DYNAMODB,
    SECRETS_MANAGER,
    SES,
    Client,
    Service,
    ServiceError,
    TransportError,
    credentials,
    endpoints,
)
from tests.support.aws.scripted_server import Listening, answer, echoing, serving

ASKED = {"TableName": "catalog"}


@pytest.fixture(autouse=True, params=["json", "orjson"])
def library(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run each test as in a function that has not imported orjson, such as the authorizer, and as in one that has."""
    if request.param == "orjson":
        monkeypatch.setitem(sys.modules, "orjson", orjson)
    else:
        monkeypatch.delitem(sys.modules, "orjson", raising=False)


@pytest.fixture
def ask(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Client]]:
    made: list[Client] = []

    def client(server: Listening, scheme: str = "http", service: Service = DYNAMODB, read_timeout: float = 2) -> Client:
        monkeypatch.setenv(service.endpoint_variable, f"{scheme}://127.0.0.1:{server.port}")
        made.append(Client(service, connect_timeout=2, read_timeout=read_timeout))
        return made[-1]

    yield client
    for each in made:
        each.close()


Ask = Callable[..., Client]


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> tuple[ssl.SSLContext, Path]:
    """A TLS server context for 127.0.0.1, and the file with its authority's certificate."""
    folder = tmp_path_factory.mktemp("authority")
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "An authority of the test's own")])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime.now(UTC) - timedelta(days=1))
        .not_valid_after(datetime.now(UTC) + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(IPv4Address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    roots, pair = folder / "roots.pem", folder / "pair.pem"
    roots.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    pair.write_bytes(roots.read_bytes() + private)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pair)
    return context, roots


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
    @pytest.mark.parametrize(
        "sent",
        [
            pytest.param(answer({"Item": {"pk": {"S": "x"}}})[:-4], id="cut off"),
            pytest.param(b"HTTP/1.1 200 OK\r\nContent-Le", id="cut off in the head"),
            pytest.param(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n<a/>", id="no JSON"),
            pytest.param(b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 4\r\n\r\noops", id="a balancer's page"),
            pytest.param(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n\xff\xff", id="no text"),
            pytest.param(answer([1]), id="no object"),
            pytest.param(b"\r\n\r\n", id="no HTTP"),
            pytest.param(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n", id="no last chunk"),
            pytest.param(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n{}", id="no chunk size"),
        ],
    )
    def test_an_unreadable_response_is_a_transport_error(self, ask: Ask, sent: bytes) -> None:
        with serving([sent]) as server, pytest.raises(TransportError):
            ask(server).call("GetItem", ASKED)

    def test_a_response_in_chunks_is_read_whole(self, ask: Ask) -> None:
        chunked = b'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\n{"n"\r\n3\r\n: 1\r\n1\r\n}\r\n0\r\n\r\n'
        with serving([chunked, answer({"n": 2})]) as server:
            client = ask(server)
            assert [client.call("Query", ASKED)["n"] for _ in range(2)] == [1, 2]

        assert [number for number, _ in server.requests] == [0, 0]

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

    @pytest.mark.parametrize(
        ("environment", "url"),
        [
            ({}, "https://dynamodb.eu-west-1.amazonaws.com"),
            ({"DNS_SUFFIX": "amazonaws.com.cn"}, "https://dynamodb.eu-west-1.amazonaws.com.cn"),
            ({"AWS_USE_FIPS_ENDPOINT": "true"}, "https://dynamodb-fips.eu-west-1.amazonaws.com"),
            ({"AWS_ENDPOINT_URL": "http://all"}, "http://all"),
            ({"AWS_ENDPOINT_URL": "http://all", "AWS_ENDPOINT_URL_DYNAMODB": "http://one"}, "http://one"),
        ],
        ids=str,
    )
    def test_goes_to_the_regions_endpoint(
        self, environment: dict[str, str], url: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.delenv("AWS_ENDPOINT_URL_DYNAMODB", raising=False)
        for name, value in {"AWS_REGION": "eu-west-1", **environment}.items():
            monkeypatch.setenv(name, value)

        assert endpoints.endpoint(DYNAMODB) == url


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

    def test_come_from_the_container_endpoint_after_a_snapshot(self, ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
        """With Lambda SnapStart, the environment has outdated credentials from the time of the snapshot."""
        handed = {"AccessKeyId": "served", "SecretAccessKey": "s", "Token": "t", "Expiration": "2026-01-01T00:00:00Z"}
        now = 1_000.0
        monkeypatch.setattr(credentials.time, "monotonic", lambda: now)
        monkeypatch.setenv("AWS_CONTAINER_AUTHORIZATION_TOKEN", "the-proof")
        credentials._served_credentials.cache_clear()
        again = {**handed, "AccessKeyId": "renewed"}
        with serving([answer(handed)], [answer(again)]) as endpoint, serving([answer()] * 3) as server:
            url = f"http://127.0.0.1:{endpoint.port}/2021-04-23/credentials"
            monkeypatch.setenv("AWS_CONTAINER_CREDENTIALS_FULL_URI", url)
            client = ask(server)
            client.call("Query", ASKED)
            client.call("Query", ASKED)
            now += 240
            client.call("Query", ASKED)
        credentials._served_credentials.cache_clear()

        ids = [request.partition(b"Credential=")[2].partition(b"/")[0] for _, request in server.requests]
        assert ids == [b"served", b"served", b"renewed"]

    def test_are_required_before_any_request(self, ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
        with serving([answer()]) as server, pytest.raises(KeyError, match="AWS_SECRET_ACCESS_KEY"):
            ask(server).call("Query", ASKED)


class TestEncryption:
    def test_a_server_with_a_trusted_certificate_gets_the_request(
        self, ask: Ask, authority: tuple[ssl.SSLContext, Path], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        context, roots = authority
        monkeypatch.setenv("AWS_CA_BUNDLE", str(roots))
        with serving([answer({"n": 1}), answer({"n": 2})], context=context) as server:
            client = ask(server, "https")
            assert [client.call("Query", ASKED)["n"] for _ in range(2)] == [1, 2]
            client.close()

    def test_a_server_with_another_certificate_gets_no_request(
        self, ask: Ask, authority: tuple[ssl.SSLContext, Path]
    ) -> None:
        context, _ = authority
        with (
            serving([answer()], context=context) as server,
            pytest.raises(TransportError, match="SSLCertVerificationError"),
        ):
            ask(server, "https").call("Query", ASKED)

        assert server.requests == []
