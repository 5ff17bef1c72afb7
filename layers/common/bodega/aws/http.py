"""Connections, and the HTTP answers that they carry."""

import os
import socket
import ssl
from typing import Final
from urllib.parse import SplitResult

from httptools import HttpResponseParser

# The certificate authorities of AWS's endpoints. The layer's build selects them: loading all 140 takes 15 ms more.
_ROOTS: Final = __file__.replace("http.py", "roots.pem")


def connect(url: SplitResult, timeout: float) -> socket.socket:
    connection = socket.create_connection((url.hostname, url.port or (443 if url.scheme == "https" else 80)), timeout)
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    if url.scheme != "https":
        return connection
    roots = os.environ.get("AWS_CA_BUNDLE") or (_ROOTS if os.path.exists(_ROOTS) else None)  # noqa: PTH110  # pathlib takes longer to import
    return ssl.create_default_context(cafile=roots).wrap_socket(connection, server_hostname=url.hostname)


class Answer:
    """An HTTP answer, read from a connection. The parser calls the methods `on_…`.

    Raises: OSError, HttpParserError.
    """

    def __init__(self, connection: socket.socket) -> None:
        self.body, self.error_type, self.status, self.keep_alive = bytearray(), "", 0, False
        self._parser = HttpResponseParser(self)
        while not self.status:
            if not (received := connection.recv(65_536)):
                raise ConnectionError
            self._parser.feed_data(received)

    def on_header(self, name: bytes, value: bytes) -> None:
        if name.lower() == b"x-amzn-errortype":
            self.error_type = value.decode()

    def on_body(self, part: bytes) -> None:
        self.body += part

    def on_message_complete(self) -> None:
        self.status, self.keep_alive = self._parser.get_status_code(), self._parser.should_keep_alive()
