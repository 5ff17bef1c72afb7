"""Lambda's Runtime API for one process: it delivers events and receives answers.

Every process has its own listening socket, so that the stack can tell processes apart.
https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
"""

from __future__ import annotations

import asyncio
import json
import time
import uuid
from dataclasses import dataclass, field

from aiohttp import web

MAX_PAYLOAD = 6 * 1024 * 1024 + 100  # bytes; Lambda's limit for the request and for the answer
_CLOSING = 0.1  # seconds for connections to end; aiohttp takes 0 as no limit
_PREFIX = "/2018-06-01/runtime/"


class FunctionError(Exception):
    """The function failed. `kind` is Lambda's name of the error, `message` is for the developer."""

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind
        self.message = message


@dataclass
class Invocation:
    """One event for a function. `answer` gets the function's JSON, or a FunctionError."""

    payload: bytes
    trace_id: str
    answer: asyncio.Future[bytes]
    id: str = field(default_factory=lambda: str(uuid.uuid4()))


class RuntimeApi:
    """The Runtime API of one process."""

    def __init__(self, function_arn: str) -> None:
        self.function_arn = function_arn
        self.started: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting: asyncio.Future[tuple[Invocation, int]] | None = None
        self._current: Invocation | None = None
        self._idle = asyncio.Event()
        self._server: asyncio.Server | None = None
        self._handler = web.Server(self._handle)

    async def listen(self) -> str:
        """Open the socket. Returns host:port, the form of AWS_LAMBDA_RUNTIME_API."""
        self._server = await asyncio.get_running_loop().create_server(self._handler, "127.0.0.1", 0)
        host, port = self._server.sockets[0].getsockname()
        return f"{host}:{port}"

    async def close(self) -> None:
        if self._waiting and not self._waiting.done():
            self._waiting.cancel()
        if self._server:
            self._server.close()
        await self._handler.shutdown(_CLOSING)

    async def invoke(self, invocation: Invocation, seconds: float) -> None:
        """Deliver an event with a deadline in `seconds`. Returns when the process asks for the next event."""
        if self._waiting is None or self._waiting.done():
            raise RuntimeError("the process has not asked for an event")
        self._idle.clear()
        self._current = invocation
        self._waiting.set_result((invocation, int((time.time() + seconds) * 1000)))
        await self._idle.wait()

    async def _handle(self, request: web.BaseRequest) -> web.Response:
        action = request.path.removeprefix(_PREFIX)
        if action == "invocation/next":
            return await self._next()
        body = await request.content.read()
        if action == "init/error":
            if not self.started.done():
                self.started.set_exception(_error(body, "Runtime.InitError"))
        elif self._current is None or action not in (
            f"invocation/{self._current.id}/response",
            f"invocation/{self._current.id}/error",
        ):
            return web.json_response({"errorType": "InvalidRequestID"}, status=400)
        elif not self._current.answer.done():
            self._answer(self._current.answer, body, failed=action.endswith("/error"))
        return web.json_response({"status": "OK"}, status=202)

    @staticmethod
    def _answer(answer: asyncio.Future[bytes], body: bytes, *, failed: bool) -> None:
        if failed:
            answer.set_exception(_error(body, "Unhandled"))
        elif len(body) > MAX_PAYLOAD:
            message = f"The answer has {len(body)} bytes; Lambda takes {MAX_PAYLOAD}."
            answer.set_exception(FunctionError("Function.ResponseSizeTooLarge", message))
        else:
            answer.set_result(body)

    async def _next(self) -> web.Response:
        self._current = None
        self._waiting = asyncio.get_running_loop().create_future()
        self._idle.set()
        if not self.started.done():
            self.started.set_result(None)
        invocation, deadline = await self._waiting
        headers = {
            "Lambda-Runtime-Aws-Request-Id": invocation.id,
            "Lambda-Runtime-Deadline-Ms": str(deadline),
            "Lambda-Runtime-Invoked-Function-Arn": self.function_arn,
            "Lambda-Runtime-Trace-Id": invocation.trace_id,
        }
        return web.Response(body=invocation.payload, content_type="application/json", headers=headers)


def _error(body: bytes, default: str) -> FunctionError:
    try:
        error = json.loads(body)
        return FunctionError(str(error.get("errorType") or default), str(error.get("errorMessage") or ""))
    except (ValueError, AttributeError):
        return FunctionError(default, body[:200].decode("utf-8", "replace"))
