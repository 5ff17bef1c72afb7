"""Records the calls that the deployed functions make to DynamoDB, between each function and the emulator."""

import http.client
import json
import threading
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, NamedTuple, Self

_TARGET = "DynamoDB_20120810."
_HOP_BY_HOP = {"connection", "transfer-encoding", "content-length", "keep-alive"}


class Call(NamedTuple):
    function: str
    operation: str
    request: dict[str, Any]


class Recorder:
    """A port per function, whose requests go on to the emulator unchanged, so that their signatures stay valid."""

    def __init__(self, functions: list[str], port: int) -> None:
        self.calls: list[Call] = []
        self._servers = {name: ThreadingHTTPServer(("127.0.0.1", 0), self._handler(name, port)) for name in functions}

    @property
    def endpoints(self) -> Mapping[str, str]:
        """The URL of DynamoDB for each function."""
        return {name: f"http://127.0.0.1:{server.server_port}" for name, server in self._servers.items()}

    def __enter__(self) -> Self:
        for server in self._servers.values():
            threading.Thread(target=server.serve_forever, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for server in self._servers.values():
            server.shutdown()
            server.server_close()

    def _handler(self, function: str, port: int) -> type[BaseHTTPRequestHandler]:
        calls = self.calls

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                calls.append(Call(function, self.headers["X-Amz-Target"].removeprefix(_TARGET), json.loads(body)))
                emulator = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
                try:
                    emulator.request("POST", self.path, body, dict(self.headers))
                    answer = emulator.getresponse()
                    content = answer.read()
                finally:
                    emulator.close()
                self.send_response(answer.status)
                for name, value in answer.getheaders():
                    if name.lower() not in _HOP_BY_HOP:
                        self.send_header(name, value)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *_: object) -> None:
                """Log nothing."""

        return Handler
