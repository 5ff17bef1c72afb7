"""The fault proxy: a test can wait for calls that the shop has given up on."""

import socket
import struct
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from harness.aws.dynamodb_proxy import Proxy

CALL = b"POST / HTTP/1.1\r\nX-Amz-Target: DynamoDB_20120810.PutItem\r\nContent-Length: 2\r\n\r\n{}"


class SlowDatabase(ThreadingHTTPServer):
    """Carries out a call when the test allows it."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Call)
        self.allowed = threading.Event()
        self.done = 0


class _Call(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: SlowDatabase

    def do_POST(self) -> None:
        self.server.allowed.wait()
        self.server.done += 1
        self.send_response(200)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, format: str, *args: object) -> None:
        """Write no log."""


@pytest.fixture
def database() -> Iterator[SlowDatabase]:
    server = SlowDatabase()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.allowed.set()
    server.shutdown()
    thread.join()
    server.server_close()


def test_settle_waits_for_the_calls_of_clients_that_gave_up(database: SlowDatabase) -> None:
    with Proxy(database.server_port).running() as proxy:
        for _ in range(20):
            with socket.create_connection(("127.0.0.1", proxy.server_port)) as client:
                client.sendall(CALL)
        threading.Timer(0.05, database.allowed.set).start()

        proxy.settle()

        assert database.done == 20


def test_settle_does_not_wait_for_idle_connections(database: SlowDatabase) -> None:
    database.allowed.set()
    with (
        Proxy(database.server_port).running() as proxy,
        socket.create_connection(("127.0.0.1", proxy.server_port)) as client,
    ):
        client.sendall(CALL)
        assert client.recv(4096)

        proxy.settle()

        assert database.done == 1


def test_a_failure_of_the_tests_own_code_is_kept(database: SlowDatabase) -> None:
    def fail(operation: str, document: object) -> None:
        raise AssertionError(operation)

    database.allowed.set()
    with Proxy(database.server_port).running() as proxy:
        proxy.recording.rewrite = fail
        with socket.create_connection(("127.0.0.1", proxy.server_port)) as client:
            client.sendall(CALL)
            assert client.recv(1) == b"", "the call got an answer"

        assert [str(error) for error in proxy.errors] == ["PutItem"]


def test_a_client_that_closes_its_connection_is_no_failure(database: SlowDatabase) -> None:
    with Proxy(database.server_port).running() as proxy:
        with socket.create_connection(("127.0.0.1", proxy.server_port)) as client:
            client.sendall(CALL)
            client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        database.allowed.set()
        proxy.settle()

        assert proxy.errors == []
