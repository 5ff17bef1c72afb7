"""A client that signs one POST, sends it once over a kept-alive connection, and parses the answer."""

import json
import os
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
from bodega.aws.sigv4 import Credentials, sign
from bodega.snapstart import after_restore

_HTTP_OK: Final = 200
# CloudTrail shows this beside each call: the function's version, and the Python that runs it.
_USER_AGENT: Final = (
    f"User-Agent: Bodega/{os.environ.get('AWS_LAMBDA_FUNCTION_VERSION', 'local')} lang/python#{sys.version.split()[0]}"
)


class Client:
    """A service in the function's region. Connections are kept alive between calls. Timeouts are in seconds.

    Threads may share a client: a connection leaves the list of idle ones while it is in use.
    """

    def __init__(self, service: Service, *, connect_timeout: float, read_timeout: float) -> None:
        self.service = service
        self._connect_timeout = connect_timeout
        self._read_timeout = read_timeout
        self._idle: list[socket.socket] = []
        after_restore(self.close)

    def call(self, operation: str, request: Mapping[str, Any]) -> dict[str, Any]:
        """Send one request and return the answer.

        Raises: ServiceError, TransportError.
        """
        text = _json().dumps(request)
        body = text if isinstance(text, bytes) else text.encode()
        role = credentials()
        try:
            return self._exchange(self._connection(), operation, body, role)
        except (OSError, HttpParserError, ValueError) as error:
            raise TransportError(type(error).__name__) from error

    def close(self) -> None:
        idle, self._idle = self._idle, []
        for connection in idle:
            connection.close()

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

    def _exchange(self, connection: socket.socket, operation: str, body: bytes, role: Credentials) -> dict[str, Any]:
        """Raises: ServiceError; OSError, HttpParserError; ValueError if the answer is not a JSON object."""
        headers = {
            "Content-Type": self.service.content_type,
            "Host": urlsplit(endpoint(self.service)).netloc,
            "X-Amz-Date": time.strftime("%Y%m%dT%H%M%SZ", time.gmtime()),
        }
        if self.service.target:
            headers["X-Amz-Target"] = f"{self.service.target}.{operation}"
        try:
            signed = sign(self.service.path, headers, body, self.service.name, region(), role)
            lines = [f"{name}: {value}" for name, value in signed.items()]
            head = "\r\n".join([f"POST {self.service.path} HTTP/1.1", *lines, *_unsigned(body), "\r\n"])
            connection.sendall(head.encode() + body)
            answer = Answer(connection)
            document = _json().loads(answer.body)
        except Exception:
            connection.close()
            # Idle connections are as old as this one. Each that is broken too would cost an attempt.
            self.close()
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


def _unsigned(body: bytes) -> list[str]:
    """Return the lines of the headers that are not part of the signature. The SDK does not sign them either."""
    lines = [f"Content-Length: {len(body)}", _USER_AGENT]
    trace = os.environ.get("_X_AMZN_TRACE_ID")  # Lambda sets it for each invocation
    if trace and trace.isascii() and trace.isprintable():
        lines.append(f"X-Amzn-Trace-Id: {trace}")
    return lines


def _json() -> Any:
    """Return orjson if the function has imported it, else json. The authorizer has not: it would start more slowly."""
    return sys.modules.get("orjson", json)
