"""A proxy in front of the running shop: records requests, and lets the network fail for them."""

import http.client
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Literal, NamedTuple
from urllib.parse import urlsplit

Fault = Literal["lost", "unavailable", "late"]
"""`lost`: the shop executes the request, and its response does not arrive. `unavailable`: 503 instead of the shop.
`late`: the shop executes the request, and the response comes after the client has given up.
"""
_UNAVAILABLE = {
    "type": "urn:bodega:problem:storage_unavailable",
    "title": "The database cannot be reached",
    "status": 503,
    "detail": "The database cannot be reached.",
    "instance": "proxy",
    "code": "storage_unavailable",
}


class Request(NamedTuple):
    """`status`: that of the shop's response, or 0 if the request did not reach the shop."""

    method: str
    path: str
    headers: dict[str, str]
    status: int


class HttpProxy(ThreadingHTTPServer):
    """`fault_of`: returns the fault of a request, which is given without its status, or None."""

    daemon_threads = True

    def __init__(self, url_behind: str) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.behind = urlsplit(url_behind).netloc
        self.requests: list[Request] = []
        self.fault_of: Callable[[Request], Fault | None] = lambda _: None
        self.gave_up = threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Ignore clients that close the connection."""

    @contextmanager
    def running(self) -> Iterator["HttpProxy"]:
        thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self.gave_up.set()
            self.shutdown()
            self.server_close()
            thread.join()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: HttpProxy

    def handle_request(self) -> None:
        self.server.gave_up.set()  # a client sends one request at a time
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        path = self.path.partition("?")[0].removeprefix("/v1")
        request = Request(self.command, path, {name.lower(): value for name, value in self.headers.items()}, 0)
        fault = self.server.fault_of(request)
        if fault == "unavailable":
            self.server.requests.append(request)
            self._answer(503, [("Content-Type", "application/problem+json")], json.dumps(_UNAVAILABLE).encode())
            return
        status, headers, content = self._forward(body)
        self.server.requests.append(request._replace(status=status))
        if fault == "late":
            self.server.gave_up.clear()
            self.server.gave_up.wait()
        if fault:
            self.close_connection = True
            return
        self._answer(status, headers, content)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = handle_request  # noqa: N815  # the names that http.server calls

    def _forward(self, body: bytes) -> tuple[int, list[tuple[str, str]], bytes]:
        connection = http.client.HTTPConnection(self.server.behind, timeout=100)
        try:
            headers = {
                name: value for name, value in self.headers.items() if name.lower() not in {"host", "connection"}
            }
            connection.request(self.command, self.path, body or None, headers)
            response = connection.getresponse()
            kept = [
                (name, value)
                for name, value in response.getheaders()
                if name.lower() not in {"connection", "content-length", "date", "server", "transfer-encoding"}
            ]
            return response.status, kept, response.read()
        finally:
            connection.close()

    def _answer(self, status: int, headers: list[tuple[str, str]], content: bytes) -> None:
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        if status not in {204, 304}:
            self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: Any) -> None:
        """Write no log."""
