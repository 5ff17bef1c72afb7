"""Credentials: from the environment, or from the endpoint that Lambda SnapStart provides."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bodega.aws import TransportError, credentials
from bodega.aws.sigv4 import Credentials
from harness.shop.variables import ENVIRONMENT
from tests.support.aws.scripted_server import Listening, answer, dripping, serving

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
CENTURY = 100 * 365 * 24 * 60  # minutes
SECRETS = ("the-secret", "the-token", "the-proof")


def served(key_id: str = "first", minutes: float = 360) -> dict[str, Any]:
    """An answer of the endpoint, with credentials that expire some minutes after noon."""
    expiration = (NOON + timedelta(minutes=minutes)).strftime("%Y-%m-%dT%H:%M:%SZ")
    return {"AccessKeyId": key_id, "SecretAccessKey": "the-secret", "Token": "the-token", "Expiration": expiration}


class WallClock:
    """A fake clock. It is noon until a test says otherwise; the monotonic clock stands still."""

    def __init__(self) -> None:
        self.minutes = 0.0

    def time(self) -> float:
        return (NOON + timedelta(minutes=self.minutes)).timestamp()


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> WallClock:
    found = WallClock()
    monkeypatch.setattr(credentials, "time", found)
    return found


@pytest.fixture
def endpoint(clock: WallClock, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Listening], None]]:
    """Makes a server the credential endpoint."""

    def use(server: Listening) -> None:
        url = f"http://127.0.0.1:{server.port}/2021-04-23/credentials?v=1"
        monkeypatch.setenv("AWS_CONTAINER_CREDENTIALS_FULL_URI", url)

    monkeypatch.setenv("AWS_CONTAINER_AUTHORIZATION_TOKEN", "the-proof")
    credentials.forget()
    yield use
    credentials.forget()


Use = Callable[[Listening], None]


def key_id() -> str:
    return credentials.credentials().key_id


class TestEnvironment:
    def test_has_the_credentials_without_an_endpoint(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("AWS_ACCESS_KEY_ID", "id")
        monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
        monkeypatch.setenv("AWS_SESSION_TOKEN", "token")

        assert credentials.credentials() == Credentials("id", "secret", "token")

    @pytest.mark.parametrize("missing", ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"])
    def test_must_have_them(self, missing: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv(missing)

        with pytest.raises(KeyError, match=missing):
            credentials.credentials()


class TestEndpoint:
    def test_provides_all_parts_for_the_token_of_the_environment(self, endpoint: Use) -> None:
        with serving([answer(served())]) as server:
            endpoint(server)
            assert credentials.credentials() == Credentials("first", "the-secret", "the-token")

        head = server.requests[0][1].decode()
        assert head.startswith("GET /2021-04-23/credentials?v=1 HTTP/1.1\r\n")
        assert f"\r\nHost: 127.0.0.1:{server.port}\r\n" in head
        assert "\r\nAuthorization: the-proof\r\n" in head

    def test_is_asked_without_a_token_if_there_is_none(self, endpoint: Use, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("AWS_CONTAINER_AUTHORIZATION_TOKEN")
        with serving([answer(served())]) as server:
            endpoint(server)
            key_id()

        assert b"Authorization" not in server.requests[0][1]

    def test_gets_the_token_that_its_file_has_at_each_renewal(
        self, endpoint: Use, clock: WallClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        file = tmp_path / "token"
        monkeypatch.setenv("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", str(file))
        with serving([answer(served("first", 60))], [answer(served("second"))]) as server:
            endpoint(server)
            file.write_text("one\n")
            key_id()
            file.write_text("two\n")
            clock.minutes = 58
            assert key_id() == "second"

        first, second = (request for _, request in server.requests)
        assert b"\r\nAuthorization: one\r\n" in first
        assert b"\r\nAuthorization: two\r\n" in second

    @pytest.mark.parametrize("token", ["the-proof\r\nX: y", "the-proof\nX: y"])
    def test_gets_no_token_that_is_more_than_a_header(
        self, endpoint: Use, token: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("AWS_CONTAINER_AUTHORIZATION_TOKEN", token)
        with serving([answer(served())]) as server:
            endpoint(server)
            with pytest.raises(TransportError, match="credential endpoint: ValueError"):
                key_id()

        assert server.requests == []

    def test_a_token_file_that_is_missing_is_a_transport_error(
        self, endpoint: Use, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", str(tmp_path / "missing"))
        with serving([answer(served())]) as server:
            endpoint(server)
            with pytest.raises(TransportError, match="credential endpoint: FileNotFoundError"):
                key_id()


class TestRenewal:
    def test_comes_five_minutes_before_the_credentials_expire(self, endpoint: Use, clock: WallClock) -> None:
        with serving([answer(served("first", 60))], [answer(served("second"))]) as server:
            endpoint(server)
            found = []
            for clock.minutes in (0, 30, 54.99, 55, 56):
                found.append(key_id())

        assert found == ["first", "first", "first", "second", "second"]

    def test_of_credentials_without_an_expiration_comes_after_four_minutes(
        self, endpoint: Use, clock: WallClock
    ) -> None:
        """Lambda's endpoint provides credentials that are valid for at least five minutes."""
        endless = {name: value for name, value in served().items() if name != "Expiration"}
        with serving([answer(endless)], [answer(served("second"))]) as server:
            endpoint(server)
            found = []
            for clock.minutes in (0, 3.99, 4):
                found.append(key_id())

        assert found == ["first", "first", "second"]

    def test_that_brings_no_newer_ones_is_tried_again_half_a_minute_later(
        self, endpoint: Use, clock: WallClock
    ) -> None:
        with serving([answer(served("first", 3))], [answer(served("same", 3))], [answer(served("second"))]) as server:
            endpoint(server)
            found = []
            for clock.minutes in (0, 0.49, 0.5, 0.99, 1):
                found.append(key_id())

        assert found == ["first", "first", "same", "same", "second"]

    def test_that_fails_leaves_the_old_ones_in_use_until_they_expire(self, endpoint: Use, clock: WallClock) -> None:
        failure = answer({"code": "x"}, "500 Internal Server Error")
        with serving(
            [answer(served("first", 60))], [failure], [failure], [failure], [answer(served("second"))]
        ) as server:
            endpoint(server)
            found = []
            for clock.minutes in (0, 57, 57.4, 59.8):
                found.append(key_id())
            assert found == ["first"] * 4
            assert len(server.requests) == 3
            clock.minutes = 60
            with pytest.raises(TransportError):
                key_id()
            assert key_id() == "second"

    def test_of_several_threads_gives_each_valid_ones(self, endpoint: Use) -> None:
        with serving(*[[answer(served(f"id-{number}"))] for number in range(8)]) as server:
            endpoint(server)
            with ThreadPoolExecutor(8) as threads:
                found = list(threads.map(lambda _: key_id(), range(40)))

        assert all(each.startswith("id-") for each in found)
        assert len(set(found[-8:])) <= 8


class TestFailures:
    """Each is retryable, says that the credential endpoint failed, and shows no secret."""

    @pytest.mark.parametrize(
        ("sent", "message"),
        [
            pytest.param(answer({"code": "the-token"}, "500 Oops"), "HTTP 500", id="error"),
            pytest.param(answer({"message": "no"}, "403 Forbidden"), "HTTP 403", id="refusal"),
            pytest.param(answer(served(), "302 Found"), "HTTP 302", id="redirect"),
            pytest.param(answer({"code": "the-token"}), "KeyError", id="error with status 200"),
            pytest.param(answer(["the-token"]), "TypeError", id="no object"),
            pytest.param(answer(served() | {"Token": None}), "a part of the credentials is missing", id="null"),
            pytest.param(answer(served() | {"Token": "the-token\r\nX: y"}), "a part of the", id="more than a header"),
            pytest.param(
                answer(served() | {"SecretAccessKey": ""}), "a part of the credentials is missing", id="empty"
            ),
            pytest.param(answer(served() | {"Expiration": "soon"}), "ValueError", id="unreadable expiration"),
            pytest.param(answer(served() | {"Expiration": 5}), "TypeError", id="expiration of another type"),
            pytest.param(answer(served(minutes=0)), "the credentials have expired", id="expired"),
            pytest.param(answer(served())[:-9], "ConnectionError", id="cut off"),
            pytest.param(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", "JSONDecodeError", id="empty body"),
            pytest.param(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nthe-token", "JSONDecodeError", id="no JSON"),
            pytest.param(b"the-token\r\n\r\n", "HttpParserInvalidStatusError|HttpParserError", id="no HTTP"),
        ],
    )
    def test_an_answer_without_credentials_is_a_transport_error(self, endpoint: Use, sent: bytes, message: str) -> None:
        with serving([sent], [answer(served("second"))]) as server:
            endpoint(server)
            with pytest.raises(TransportError, match=f"^credential endpoint: ({message})") as error:
                key_id()
            assert key_id() == "second", "a failure is not cached"

        shown = f"{error.value!r} {error.value.__cause__!r}"
        assert not [secret for secret in SECRETS if secret in shown]
        assert error.value.__suppress_context__ or error.value.__context__ is None

    @pytest.mark.parametrize("pause", [0.04, 10], ids=["a byte at a time", "silent"])
    def test_a_slow_endpoint_is_a_transport_error(
        self, endpoint: Use, pause: float, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(credentials, "_TIMEOUT", 0.1)
        with dripping(answer(served()), pause) as server:
            endpoint(server)
            with pytest.raises(TransportError, match="credential endpoint: TimeoutError"):
                key_id()

    def test_an_unreachable_endpoint_is_a_transport_error(
        self, endpoint: Use, closed_port: int, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("AWS_CONTAINER_CREDENTIALS_FULL_URI", f"http://127.0.0.1:{closed_port}/")

        with pytest.raises(TransportError, match="credential endpoint: ConnectionRefusedError"):
            key_id()


class TestSnapshot:
    """A function with SnapStart starts from a snapshot, in which the monotonic clock stands still."""

    def test_no_credentials_secret_or_connection_survives_it(self) -> None:
        """The process reads a secret while it is initialised, which the shop does not. Then it is restored."""
        version = {"SecretString": "{}", "VersionId": "v"}
        with (
            serving([answer(served("first", CENTURY))], [answer(served("second", CENTURY))]) as endpoint,
            serving([answer(version), answer(version)], [answer(version)]) as secrets,
        ):
            environment = {
                **ENVIRONMENT,
                "PYTHONPATH": os.pathsep.join(sys.path),
                "AWS_LAMBDA_INITIALIZATION_TYPE": "snap-start",
                "AWS_CONTAINER_CREDENTIALS_FULL_URI": f"http://127.0.0.1:{endpoint.port}/",
                "AWS_ENDPOINT_URL_SECRETS_MANAGER": f"http://127.0.0.1:{secrets.port}",
            }
            subprocess.run([sys.executable, "-c", RESTORED], env=environment, check=True)

        assert [signer(request) for _, request in secrets.requests] == ["first", "second"]
        assert [connection for connection, _ in secrets.requests] == [0, 1]


RESTORED = """
from bodega.secret_values import read_secret
read_secret("key")
import snapshot_restore_py
for hook, args, kwargs in snapshot_restore_py.get_after_restore():
    hook(*args, **kwargs)
read_secret("key")
"""


def signer(request: bytes) -> str:
    """Return the access key ID that a request is signed with."""
    return request.partition(b"Credential=")[2].partition(b"/")[0].decode()
