"""A client that signs one POST, sends it once over a kept-alive connection, and parses the answer."""

import json
import select
import socket
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, Final
from urllib.parse import urlsplit

from httptools import HttpParserError

from bodega.aws.credentials import credentials
from bodega.aws.endpoints import endpoint, region
from bodega.aws.http import Answer, connect
from bodega.aws.services import Service, ServiceError, TransportError
from bodega.aws.sigv4 import sign

_HTTP_OK: Final = 200


class Client:
    """A service in the function's region. Connections are kept alive between calls. Timeouts are in seconds.

    Threads may share a client: a connection leaves the list of idle ones while it is in use.
    """

    def __init__(self, service: Service, *, connect_timeout: float, read_timeout: float) -> None:
        self.service = service
        self._connect_timeout = connect_timeout
        self._read_timeout = read_timeout
        self._idle: list[socket.socket] = []

    def call(self, operation: str, request: Mapping[str, Any]) -> dict[str, Any]:
        """Send one request and return the answer.

        Raises: ServiceError, TransportError.
        """
        body = _json().dumps(request)
        try:
            return self._exchange(self._connection(), operation, body if isinstance(body, bytes) else body.encode())
        except (OSError, HttpParserError, ValueError) as error:
            raise TransportError(type(error).__name__) from error

    def close(self) -> None:
        while self._idle:
            self._idle.pop().close()

    def _connection(self) -> socket.socket:
        """Return an idle connection that the service has not closed, or a new one. Raises: OSError."""
        with suppress(IndexError):
            while True:
                connection = self._idle.pop()
                # No request is under way, so a readable socket means that the service closed the connection.
                if not select.select([connection], [], [], 0)[0]:
                    return connection
                connection.close()
        connection = connect(urlsplit(endpoint(self.service)), self._connect_timeout)
        connection.settimeout(self._read_timeout)
        return connection

    def _exchange(self, connection: socket.socket, operation: str, body: bytes) -> dict[str, Any]:
        """Raises: ServiceError; OSError, HttpParserError; ValueError if the answer is not a JSON object."""
        headers = {
            "Content-Type": self.service.content_type,
            "Host": urlsplit(endpoint(self.service)).netloc,
            "X-Amz-Date": time.strftime("%Y%m%dT%H%M%SZ", time.gmtime()),
        }
        if self.service.target:
            headers["X-Amz-Target"] = f"{self.service.target}.{operation}"
        try:
            signed = sign(self.service.path, headers, body, self.service.name, region(), credentials())
            lines = [f"POST {self.service.path} HTTP/1.1", *(f"{name}: {value}" for name, value in signed.items())]
            connection.sendall("\r\n".join([*lines, f"Content-Length: {len(body)}\r\n\r\n"]).encode() + body)
            answer = Answer(connection)
            document = _json().loads(answer.body)
        except Exception:
            connection.close()
            raise
        if answer.keep_alive:
            self._idle.append(connection)
        else:
            connection.close()
        if not isinstance(document, dict):
            raise ValueError("not an object")  # noqa: TRY004  # the service's answer is wrong, not an argument
        if answer.status != _HTTP_OK:
            # The code comes after a namespace and `#`, and before `:` and a URL.
            code = (answer.error_type or str(document.get("__type", ""))).partition(":")[0].rpartition("#")[2]
            raise ServiceError(answer.status, code, document)
        return document


def _json() -> Any:
    """Return orjson if the function has imported it, else json. The authorizer has not: it would start more slowly."""
    return sys.modules.get("orjson", json)
