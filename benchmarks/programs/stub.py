"""A stub of DynamoDB, Secrets Manager and the payment provider: fixed responses over keep-alive HTTP/1.1 on 127.0.0.1.

It does as little as possible, so that a measurement shows the program and not the database.
"""

import json
import zlib
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

from benchmarks.programs.sample_data import PAGE, SECRET, SECRET_VERSION, Item, account, product, products, user

Prepared = Mapping[tuple[str, str], Any]
"""Documents that answer an operation whose request contains a text, the first that fits."""
Received = deque[tuple[str, bytes]]
"""The last requests: operations and bodies."""

_REQUEST_ID = "8J9VQ4C1K5R7N2T3M6P0S8D4A1VV4KQNSO5AEMVJF66Q9ASUAAJG"


def http_response(document: Any, status: str = "200 OK") -> bytes:
    """Return headers and body as DynamoDB sends them, with the body's checksum."""
    body = json.dumps(document, separators=(",", ":")).encode()
    head = (
        f"HTTP/1.1 {status}\r\n"
        "Server: Server\r\n"
        "Date: Sat, 31 Jan 2026 09:30:00 GMT\r\n"
        "Content-Type: application/x-amz-json-1.0\r\n"
        f"Content-Length: {len(body)}\r\n"
        "Connection: keep-alive\r\n"
        f"x-amzn-RequestId: {_REQUEST_ID}\r\n"
        f"x-amz-crc32: {zlib.crc32(body)}\r\n"
        "\r\n"
    )
    return head.encode() + body


def _error(kind: str, message: str) -> bytes:
    return http_response({"__type": kind, "message": message}, "400 Bad Request")


def _page(size: int) -> bytes:
    items = products(PAGE + 1)[:size]
    last = {name: items[-1][name] for name in ("pk", "sk", "nameKey")}
    return http_response({"Items": items, "Count": size, "ScannedCount": size, "LastEvaluatedKey": last})


class StubResponses:
    """Responses by operation. A BatchGetItem returns its items under `accounts_table`.

    `stored` are items by sort key that a GetItem finds, besides a product and a user. `prepared` comes before all
    other responses.
    """

    def __init__(
        self, accounts_table: str, stored: Mapping[str, Item] | None = None, prepared: Prepared | None = None
    ) -> None:
        self._prepared = [
            (operation, text.encode(), http_response(document))
            for (operation, text), document in (prepared or {}).items()
        ]
        self._page, self._longer_page = _page(PAGE), _page(PAGE + 1)
        self._no_secret = _error("ResourceNotFoundException", "Secrets Manager can't find that staging label")
        self._unknown = _error("com.amazon.coral.service#UnknownOperationException", "Unknown operation")
        secret = {
            "ARN": "arn:aws:secretsmanager:us-east-1:123456789012:secret:stub-a1b2c3",
            "Name": "stub",
            "VersionId": SECRET_VERSION,
            "SecretString": SECRET,
            "VersionStages": ["AWSCURRENT"],
            "CreatedDate": 1767225600.0,
        }
        documents = {
            "PutItem": {},
            "UpdateItem": {"Attributes": product(0)},
            "TransactWriteItems": {},
            "BatchGetItem": {"Responses": {accounts_table: account()}, "UnprocessedKeys": {}},
            "GetSecretValue": secret,
        }
        self._fixed = {operation: http_response(document) for operation, document in documents.items()}
        items = {
            '"PRODUCT"': product(0),
            '"USER#': user(),
            **{f'"{key}"': item for key, item in (stored or {}).items()},
        }
        self._items = {key.encode(): http_response({"Item": item}) for key, item in items.items()}
        self._no_item = http_response({})

    def choose(self, operation: str, body: bytes) -> bytes:
        """Return the response to an operation, named as in X-Amz-Target after the dot.

        A Query returns 25 products, or 26 if its limit is 26. A GetItem finds a product, a user, or a stored item. A
        secret has only its current version, as before the first rotation.
        """
        for prepared, text, response in self._prepared:
            if prepared == operation and text in body:
                return response
        if operation == "GetItem":
            return next((item for key, item in self._items.items() if key in body), self._no_item)
        if operation == "Query":
            return self._longer_page if b'"Limit":26' in body.replace(b" ", b"") else self._page
        if operation == "GetSecretValue" and b"AWSPREVIOUS" in body:
            return self._no_secret
        return self._fixed.get(operation, self._unknown)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    stub: StubResponses
    received: Received

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        # Calls to AWS name their operation in a header. The payment provider has a path for each.
        operation = self.headers.get("X-Amz-Target", self.path).rpartition(".")[2]
        self.received.append((operation, body))
        # Headers and body in one write: the client's number of reads, and so its instructions, must not vary.
        self.wfile.write(self.stub.choose(operation, body))

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def running_stub(responses: StubResponses, received: Received | None = None) -> Iterator[str]:
    """Yield the URL of a stub that runs until the block ends. It appends each request to `received`."""
    handler = type(
        "Handler", (_Handler,), {"stub": responses, "received": deque(maxlen=0) if received is None else received}
    )
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
