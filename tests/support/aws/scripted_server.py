"""Servers that send scripted answers, for cases that a real service cannot produce."""

import json
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Protocol


class Listening(Protocol):
    """A server on this machine."""

    @property
    def port(self) -> int: ...


def answer(document: object = None, status: str = "200 OK", extra: str = "") -> bytes:
    body = json.dumps({} if document is None else document).encode()
    return f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\n{extra}\r\n".encode() + body


class ScriptedServer:
    """Gives each connection the answers of its script, one per request, then closes it. `requests`: all requests."""

    def __init__(self, *scripts: list[bytes], context: ssl.SSLContext | None = None) -> None:
        self.scripts = list(scripts)
        self.context = context
        self.requests: list[tuple[int, bytes]] = []
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port: int = self.socket.getsockname()[1]
        self.thread = threading.Thread(target=self._run)

    def _run(self) -> None:
        for number, script in enumerate(self.scripts):
            connection, _ = self.socket.accept()
            connection.settimeout(5)
            try:
                if self.context is not None:
                    connection = self.context.wrap_socket(connection, server_side=True)
                for one in script:
                    self.requests.append((number, _read_request(connection)))
                    connection.sendall(one)
            except OSError:
                pass  # the client has closed the connection
            finally:
                connection.close()


def _read_request(connection: socket.socket) -> bytes:
    received = b""
    while b"\r\n\r\n" not in received:
        received += _receive(connection)
    head, _, body = received.partition(b"\r\n\r\n")
    lengths = [line.split(b":")[1] for line in head.lower().split(b"\r\n") if line.startswith(b"content-length")]
    while len(body) < sum(map(int, lengths)):
        body += _receive(connection)
    return head + b"\r\n\r\n" + body


def _receive(connection: socket.socket) -> bytes:
    received = connection.recv(65536)
    if not received:
        raise ConnectionError("the client has closed the connection")
    return received


@contextmanager
def serving(*scripts: list[bytes], context: ssl.SSLContext | None = None) -> Iterator[ScriptedServer]:
    server = ScriptedServer(*scripts, context=context)
    server.thread.start()
    try:
        yield server
    finally:
        # Connect once for every unused script, so that the thread ends.
        for _ in server.scripts:
            with socket.socket() as last:
                last.connect_ex(("127.0.0.1", server.port))
        server.thread.join()
        server.socket.close()


@contextmanager
def dripping(sent: bytes, pause: float) -> Iterator[Listening]:
    """Answers one request byte by byte, with a pause of some seconds after each byte, until the client gives up."""
    server, ended = ScriptedServer(), threading.Event()

    def run() -> None:
        connection, _ = server.socket.accept()
        with connection, suppress(OSError):
            _read_request(connection)
            for number in range(len(sent)):
                connection.sendall(sent[number : number + 1])
                if ended.wait(pause):
                    break

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield server
    finally:
        ended.set()
        thread.join()
        server.socket.close()


class _EchoServer(ThreadingHTTPServer):
    daemon_threads = True

    @property
    def port(self) -> int:
        return self.server_port


class _Echo(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_POST(self) -> None:  # the name that http.server calls
        body = self.rfile.read(int(self.headers["Content-Length"]))
        time.sleep(0.001)  # so that other requests run in between
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Silent."""


@contextmanager
def echoing() -> Iterator[_EchoServer]:
    """Answers every request with its own body."""
    with _EchoServer(("127.0.0.1", 0), _Echo) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
