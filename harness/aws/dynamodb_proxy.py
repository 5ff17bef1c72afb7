"""An HTTP proxy in front of DynamoDB Local that records calls and injects faults."""

import http.client
import json
import select
import socket
import struct
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from harness.aws.changed_requests import break_conditions, hold_back


@dataclass(frozen=True)
class Call:
    """A call. `capacity`, `index_capacity`: the units of the table and of its indexes that DynamoDB Local counts."""

    operation: str
    request: dict[str, Any]
    capacity: float
    index_capacity: float


@dataclass
class Fault:
    """A fault of `times` calls of `operation` (any operation if empty), after `skip` calls without a fault.

    The values of `kind`:

    - `error` answers with `status`, `code` and `message`, and with the `reasons` of a cancelled transaction. The call
      does not reach DynamoDB.
    - `refused` closes the connection before the call reaches DynamoDB.
    - `lost` forwards the call and drops the answer.
    - `late` delays the answer by `seconds`.
    - `truncated` cuts the answer in half.
    - `reset` forwards the call, begins the answer and resets the connection.
    - `partial` forwards `share` of the keys of a BatchGetItem and returns the rest as unprocessed.
    - `conflict` lets the condition of each write fail whose key, as `pk|sk`, contains `on`, as if another writer had
      been faster.
    """

    kind: str
    operation: str = ""
    times: int = 1
    status: int = 400
    code: str = ""
    seconds: float = 0.0
    message: str = "injected"
    reasons: tuple[str, ...] = ()
    skip: int = 0
    share: float = 0.5
    on: str = ""

    def document(self) -> dict[str, Any]:
        document: dict[str, Any] = {"__type": f"com.amazonaws.dynamodb.v20120810#{self.code}", "message": self.message}
        if self.reasons:
            document["CancellationReasons"] = [{"Code": reason} for reason in self.reasons]
        return document


@dataclass
class Recording:
    calls: list[Call] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    rewrite: Callable[[str, dict[str, Any]], None] | None = None
    """Gets the operation and the answer of each call, and may change the answer."""
    choose: Callable[[str], Fault | None] | None = None
    """Chooses the fault of each operation, instead of `faults`."""
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def operations(self) -> list[str]:
        return [call.operation for call in self.calls]

    @property
    def capacities(self) -> list[tuple[str, float, float]]:
        """Operation, units of the table, units of the indexes, call by call."""
        return [(call.operation, call.capacity, call.index_capacity) for call in self.calls]

    def take_fault(self, operation: str) -> Fault | None:
        with self.lock:
            if self.choose:
                return self.choose(operation)
            for fault in self.faults:
                if fault.times and fault.operation in {"", operation}:
                    if fault.skip:
                        fault.skip -= 1
                        continue
                    fault.times -= 1
                    return fault
        return None


class _Phase(Enum):
    """What the proxy does for a connection."""

    WAITING = "waits for a call"
    FORWARDING = "reads a call and forwards it"
    ANSWERING = "answers a call"


class Proxy(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, port_behind: int) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.port_behind = port_behind
        self.recording = Recording()
        self.errors: list[BaseException | None] = []
        """What `rewrite`, `choose` or the proxy itself raised. The client sees a closed connection, and tries again."""
        self.phases: dict[socket.socket, _Phase] = {}
        self._accepting = threading.Lock()

    def get_request(self) -> tuple[socket.socket, Any]:
        with self._accepting:
            connection, address = super().get_request()
            self.phases[connection] = _Phase.WAITING
        return connection, address

    def shutdown_request(self, request: Any) -> None:
        self.phases.pop(request, None)
        super().shutdown_request(request)

    def settle(self) -> None:
        """Wait until DynamoDB has carried out all calls, also those whose clients gave up on them."""
        end = time.monotonic() + _PATIENCE
        while self._has_calls():
            if time.monotonic() > end:
                raise TimeoutError(f"a call takes longer than {_PATIENCE:.0f} s")
            time.sleep(0.001)

    def _has_calls(self) -> bool:
        with self._accepting:
            phases = dict(self.phases)
            waiting = [connection for connection, phase in phases.items() if phase is _Phase.WAITING]
            try:
                # Readable: a new connection, a call that is not read yet, or the end of a connection.
                return _Phase.FORWARDING in phases.values() or bool(
                    select.select([self.socket, *waiting], [], [], 0)[0]
                )
            except (OSError, ValueError):  # a connection was closed in the meantime
                return True

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def handle_error(self, *_: Any) -> None:
        """Keep the error for the test, if it is not one of a connection that was closed."""
        error = sys.exception()
        if not isinstance(error, OSError):
            self.errors.append(error)

    @contextmanager
    def running(self) -> Iterator["Proxy"]:
        thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self.shutdown()
            self.server_close()
            thread.join()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: Proxy

    def setup(self) -> None:
        super().setup()
        self.behind = http.client.HTTPConnection("127.0.0.1", self.server.port_behind)

    def finish(self) -> None:
        self.behind.close()
        super().finish()

    def handle_one_request(self) -> None:
        self.server.phases[self.connection] = _Phase.WAITING
        select.select([self.connection], [], [])
        self.server.phases[self.connection] = _Phase.FORWARDING
        super().handle_one_request()

    def do_POST(self) -> None:  # the name that http.server calls
        recording = self.server.recording
        operation = self.headers.get("X-Amz-Target", "").rpartition(".")[2]
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        fault = recording.take_fault(operation)
        if fault and fault.kind == "error":
            self._answer(fault.status, json.dumps(fault.document()).encode())
            return
        if fault and fault.kind == "refused":
            self.close_connection = True
            return
        if fault and fault.kind == "conflict":
            break_conditions(request, fault.on)
        partial = fault and fault.kind == "partial" and operation == "BatchGetItem"
        held_back = hold_back(request, fault.share) if fault and partial else {}
        status, body = self._forward(operation, request)
        self.server.phases[self.connection] = _Phase.ANSWERING
        if held_back:
            body = json.dumps({**json.loads(body), "UnprocessedKeys": held_back}).encode()
        if fault and fault.kind == "late":
            time.sleep(fault.seconds)
        if fault and fault.kind == "lost":
            self.close_connection = True
            return
        if fault and fault.kind == "reset":
            self._reset()
            return
        if fault and fault.kind == "truncated":
            self._answer(status, body, cut=True)
            return
        self._answer(status, body)

    def _forward(self, operation: str, request: dict[str, Any]) -> tuple[int, bytes]:
        headers = {
            name: value for name, value in self.headers.items() if name.lower() not in {"host", "content-length"}
        }
        body = json.dumps({**request, "ReturnConsumedCapacity": "INDEXES"} if operation in _COUNTED else request)
        # No answer is due, so a readable socket means that DynamoDB Local closed the connection while it was idle.
        if self.behind.sock is not None and select.select([self.behind.sock], [], [], 0)[0]:
            self.behind.close()
        self.behind.request("POST", "/", body.encode(), headers)
        answer = self.behind.getresponse()
        raw = answer.read()
        document = json.loads(raw or b"{}")
        consumed = document.get("ConsumedCapacity") or []
        parts = consumed if isinstance(consumed, list) else [consumed]
        table = sum(part["Table"]["CapacityUnits"] for part in parts)
        indexes = sum(part["CapacityUnits"] for part in parts) - table
        recording = self.server.recording
        with recording.lock:
            recording.calls.append(Call(operation, request, table, indexes))
        if recording.rewrite:
            recording.rewrite(operation, document)
            raw = json.dumps(document).encode()
        return answer.status, raw

    def _answer(self, status: int, body: bytes, *, cut: bool = False) -> None:
        head = f"HTTP/1.1 {status} X\r\nContent-Type: application/x-amz-json-1.0\r\nContent-Length: {len(body)}\r\n\r\n"
        self.wfile.write(head.encode() + (body[: len(body) // 2] if cut else body))
        self.close_connection = cut

    def _reset(self) -> None:
        """Reset the connection in the middle of the answer, so that the client gets ECONNRESET."""
        self.wfile.write(b"HTTP/1.1 200 X\r\nContent-Length: 9")
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()
        self.close_connection = True

    def log_message(self, format: str, *args: Any) -> None:
        """Write no log."""


_PATIENCE = 100.0  # seconds, for a busy machine
_COUNTED = frozenset(
    {
        "GetItem",
        "BatchGetItem",
        "Query",
        "PutItem",
        "UpdateItem",
        "DeleteItem",
        "TransactWriteItems",
        "TransactGetItems",
    }
)
