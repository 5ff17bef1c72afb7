"""Connections, and the HTTP answers that they carry."""

import os
import socket
import ssl
import time
from binascii import crc32
from typing import Final
from urllib.parse import SplitResult

from httptools import HttpResponseParser

# The certificate authorities of AWS's endpoints. The layer's build selects them: loading all 140 takes 15 ms more.
_SELECTED: Final = __file__.replace("http.py", "roots.pem")
# None stands for the system's store.
_roots: str | None = _SELECTED if os.path.exists(_SELECTED) else None


def connect(url: SplitResult, timeout: float) -> socket.socket:
    """Return a new connection. Raises: OSError.

    A certificate of an authority that the layer did not select is checked again with the system's store. The process
    uses this store from then on. AWS_CA_BUNDLE names the only authorities that an operator trusts.
    """
    if url.scheme != "https":
        return _open(url, timeout)
    configured = os.environ.get("AWS_CA_BUNDLE")
    try:
        return _encrypted(url, timeout, configured or _roots)
    except ssl.SSLCertVerificationError as error:
        if configured or _roots is None:
            raise
        connection = _encrypted(url, timeout, None)
        _use_the_systems_store(url, error)
        return connection


def _open(url: SplitResult, timeout: float) -> socket.socket:
    connection = socket.create_connection((url.hostname, url.port or (443 if url.scheme == "https" else 80)), timeout)
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return connection


def _encrypted(url: SplitResult, timeout: float, roots: str | None) -> socket.socket:
    context = ssl.create_default_context(cafile=roots)
    return context.wrap_socket(_open(url, timeout), server_hostname=url.hostname)


def _use_the_systems_store(url: SplitResult, error: ssl.SSLCertVerificationError) -> None:
    global _roots
    from bodega.log_lines import log

    log("WARNING", "The layer lacks a certificate authority", host=str(url.hostname), reason=error.verify_message)
    _roots = None


class Answer:
    """An HTTP answer, read from a connection within the connection's timeout. The parser calls the methods `on_…`.

    Raises: OSError, HttpParserError; ValueError if the body does not have the checksum that the service names.
    """

    def __init__(self, connection: socket.socket) -> None:
        self.body, self.error_type, self.status, self.keep_alive = bytearray(), "", 0, False
        self._checksum: int | None = None
        self._parser = HttpResponseParser(self)
        limit = connection.gettimeout() or 0
        end = time.monotonic() + limit
        self._parser.feed_data(_receive(connection))
        if not self.status:
            self._read_rest(connection, end)
            connection.settimeout(limit)
        if self._checksum is not None and self._checksum != crc32(self.body):
            raise ValueError("x-amz-crc32")

    def _read_rest(self, connection: socket.socket, end: float) -> None:
        """Read all other parts, until the time `end`."""
        while not self.status:
            left = end - time.monotonic()
            if left <= 0:
                raise TimeoutError("the end of the answer is late")
            connection.settimeout(left)
            self._parser.feed_data(_receive(connection))

    def on_header(self, name: bytes, value: bytes) -> None:
        name = name.lower()
        if name == b"x-amzn-errortype":
            self.error_type = value.decode()
        elif name == b"x-amz-crc32":
            self._checksum = int(value)

    def on_body(self, part: bytes) -> None:
        self.body += part

    def on_message_complete(self) -> None:
        self.status, self.keep_alive = self._parser.get_status_code(), self._parser.should_keep_alive()


def _receive(connection: socket.socket) -> bytes:
    received = connection.recv(65_536)
    if not received:
        raise ConnectionError("the connection was closed before the end of the answer")
    return received
