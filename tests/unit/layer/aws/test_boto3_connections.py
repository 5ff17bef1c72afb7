"""The client that uses the AWS SDK: connections, and credentials, also after a snapshot."""

import os
import select
import ssl
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from bodega.attributes import to_attributes
from bodega.aws import TransportError
from bodega.aws.boto3_client import Boto3Client
from tests.support.aws.scripted_server import answer, echoing, serving

ASKED = {"TableName": "catalog", "Key": to_attributes({"pk": "ADDON", "sk": "1"})}

Make = Callable[..., Any]


class TestConnections:
    def test_are_reused_for_several_calls(self, make: Make) -> None:
        with serving([answer({"n": 1}), answer({"n": 2})]) as server:
            client = make(Boto3Client, server)
            assert [client.call("GetItem", ASKED)["n"] for _ in range(2)] == [1, 2]

        assert [number for number, _ in server.requests] == [0, 0]

    def test_that_were_closed_while_idle_are_replaced(self, make: Make) -> None:
        """Connections may be closed while a function is frozen between calls."""
        with serving([answer({"n": 1})], [answer({"n": 2})]) as server:
            client = make(Boto3Client, server)
            assert client.call("GetItem", ASKED) == {"n": 1}
            (pool,) = client._client._endpoint.http_session._manager.pools._container.values()
            select.select([pool.pool.queue[-1].sock], [], [])  # until the server has closed the connection
            assert client.call("GetItem", ASKED) == {"n": 2}

    def test_are_made_with_the_first_call(self, make: Make) -> None:
        """With SnapStart, that is after the snapshot, which so has no credentials."""
        with serving([answer()]) as server:
            client = make(Boto3Client, server)
            assert client._client is None
            client.call("GetItem", ASKED)

    def test_of_a_closed_client_are_made_anew(self, make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
        with serving([answer({"n": 1})]) as first, serving([answer({"n": 2})]) as second:
            client = make(Boto3Client, first)
            client.call("GetItem", ASKED)
            client.close()
            client.close()
            monkeypatch.setenv("AWS_ENDPOINT_URL_DYNAMODB", f"http://127.0.0.1:{second.port}")
            assert client.call("GetItem", ASKED) == {"n": 2}

    def test_serve_threads_that_begin_at_the_same_time(self, make: Make) -> None:
        with echoing() as server, ThreadPoolExecutor(8) as threads:
            client = make(Boto3Client, server)

            def heard(thread: int) -> list[Any]:
                keys = [to_attributes({"thread": thread, "call": call}) for call in range(20)]
                return [client.call("GetItem", {"TableName": "t", "Key": key})["Key"] for key in keys]

            said = [[to_attributes({"thread": thread, "call": call}) for call in range(20)] for thread in range(8)]
            assert list(threads.map(heard, range(8))) == said
            client.close()


class TestEncryption:
    @pytest.mark.real_time
    def test_of_a_trusted_server_is_accepted(
        self, make: Make, authority: tuple[ssl.SSLContext, Path], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        context, roots = authority
        monkeypatch.setenv("AWS_CA_BUNDLE", str(roots))
        with serving([answer({"n": 1})], context=context) as server:
            client = make(Boto3Client, server)
            monkeypatch.setenv("AWS_ENDPOINT_URL_DYNAMODB", f"https://127.0.0.1:{server.port}")
            assert client.call("GetItem", ASKED) == {"n": 1}
            client.close()

    def test_of_another_server_is_refused_before_the_request(
        self, make: Make, authority: tuple[ssl.SSLContext, Path], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        context, _ = authority
        with serving([answer()], context=context) as server:
            client = make(Boto3Client, server)
            monkeypatch.setenv("AWS_ENDPOINT_URL_DYNAMODB", f"https://127.0.0.1:{server.port}")
            with pytest.raises(TransportError, match="SSLError"):
                client.call("GetItem", ASKED)

        assert server.requests == []


class TestCredentials:
    def test_of_a_snapshots_function_come_from_the_container_endpoint(
        self, make: Make, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        handed = {"AccessKeyId": "served", "SecretAccessKey": "s", "Token": "t", "Expiration": "2099-01-01T00:00:00Z"}
        for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
            monkeypatch.delenv(name)
        monkeypatch.setenv("AWS_CONTAINER_AUTHORIZATION_TOKEN", "the-proof")
        with serving([answer(handed)]) as endpoint, serving([answer(), answer()]) as server:
            url = f"http://127.0.0.1:{endpoint.port}/2021-04-23/credentials"
            monkeypatch.setenv("AWS_CONTAINER_CREDENTIALS_FULL_URI", url)
            client = make(Boto3Client, server)
            client.call("GetItem", ASKED)
            client.call("GetItem", ASKED)

        assert b"authorization: the-proof" in endpoint.requests[0][1].lower()
        assert all(b"Credential=served/" in request for _, request in server.requests)

    def test_of_a_snapshot_are_not_used_after_its_restore(self) -> None:
        """The process reads a secret while it is initialised, which the shop does not. Then it is restored."""
        keys = {"SecretAccessKey": "s", "Token": "t", "Expiration": "2099-01-01T00:00:00Z"}
        served = [[answer({"AccessKeyId": key_id, **keys})] for key_id in ("first", "second")]
        version = answer({"SecretString": "{}", "VersionId": "v"})
        with serving(*served) as endpoint, serving([version, version], [version]) as secrets:
            environment = {
                "PYTHONPATH": os.pathsep.join(sys.path),
                "AWS_CLIENT": "boto3",
                "AWS_REGION": "us-east-1",
                "AWS_LAMBDA_INITIALIZATION_TYPE": "snap-start",
                "AWS_CONTAINER_CREDENTIALS_FULL_URI": f"http://127.0.0.1:{endpoint.port}/",
                "AWS_ENDPOINT_URL_SECRETS_MANAGER": f"http://127.0.0.1:{secrets.port}",
            }
            subprocess.run([sys.executable, "-c", RESTORED], env=environment, check=True)

        signers = [request.partition(b"Credential=")[2].partition(b"/")[0] for _, request in secrets.requests]
        assert signers == [b"first", b"second"]
        assert [connection for connection, _ in secrets.requests] == [0, 1]

    def test_that_the_endpoint_refuses_are_a_transport_error(self, make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
        for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
            monkeypatch.delenv(name)
        monkeypatch.setattr("time.sleep", lambda _: None)
        refusal = answer({"message": "no"}, "500 X", "Connection: close\r\n")
        with serving([refusal], [refusal], [refusal]) as endpoint, serving([answer()]) as server:
            monkeypatch.setenv("AWS_CONTAINER_CREDENTIALS_FULL_URI", f"http://127.0.0.1:{endpoint.port}/")
            with pytest.raises(TransportError, match="CredentialRetrievalError"):
                make(Boto3Client, server).call("GetItem", ASKED)

        assert server.requests == []


RESTORED = """
from bodega.secret_values import read_secret
read_secret("key")
import snapshot_restore_py
for hook, args, kwargs in snapshot_restore_py.get_after_restore():
    hook(*args, **kwargs)
read_secret("key")
"""
