"""The API of a shop as a test scripts it, for the states of the storefront that a real shop seldom has."""

import asyncio
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any, NamedTuple

from aiohttp import web

from tests.support.store.fake_menu import flat_menu, store

_PATIENCE = 100.0  # seconds; a test that forgets to release a response fails, and does not hang


class Answer(NamedTuple):
    """A response of the API. `body`: a document for JSON, or None for an empty body."""

    status: int = 200
    body: Any = None
    headers: dict[str, str] | None = None


class Call(NamedTuple):
    """A request that the API got. `path` is without the stage, `query` a dictionary, `body` a document or None."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: Any

    @property
    def route(self) -> str:
        return f"{self.method} {self.path}"


Script = Callable[[Call], Answer]


def problem(status: int, code: str, detail: str = "It did not work.", **members: Any) -> Answer:
    """Return a problem document as the API answers it."""
    headers = {str(k): str(v) for k, v in members.pop("headers", {}).items()}
    body = {"type": "about:blank", "title": code, "status": status, "code": code, "detail": detail, **members}
    return Answer(status, body, {"Content-Type": "application/problem+json", **headers})


@dataclass
class FakeShop:
    """Answers by route. A route is `METHOD /path`, where `*` stands for any characters.

    A request without an answer gets 404 and is listed in `unscripted`, which fails the test.
    """

    prefix: str = "/v1"
    origin: str = ""
    calls: list[Call] = field(default_factory=list)
    unscripted: list[str] = field(default_factory=list)
    _scripts: list[tuple[str, Script]] = field(default_factory=list)
    _held: dict[str, threading.Event] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.script("GET /menu", lambda _: Answer(200, flat_menu(self.origin), {"ETag": '"menu-1"'}))
        self.script("GET /store", lambda _: Answer(200, store()))
        self.script("POST /users/refresh", lambda _: problem(401, "invalid_refresh_token"))

    def answer(self, route: str, body: Any = None, *, status: int = 200, **headers: str) -> None:
        """Answer a route with this document from now on."""
        self.script(route, lambda _: Answer(status, body, headers))

    def refuse(self, route: str, status: int, code: str, **members: Any) -> None:
        """Answer a route with a problem from now on. `headers` in `members` are those of the response."""
        self.script(route, lambda _: problem(status, code, **members))

    def script(self, route: str, script: Script) -> None:
        """Answer a route by a function from now on."""
        self._scripts.insert(0, (route, script))

    @contextmanager
    def held(self, route: str) -> Iterator[None]:
        """Let the requests to a route wait for their responses until the block ends."""
        released = self._held[route] = threading.Event()
        try:
            yield
        finally:
            del self._held[route]
            released.set()

    def called(self, route: str) -> list[Call]:
        """Return the requests to a route so far, oldest first."""
        return [call for call in self.calls if fnmatchcase(call.route, route)]

    async def handle(self, request: web.Request) -> web.StreamResponse:
        call = await self._read(request)
        self.calls.append(call)
        for route, released in list(self._held.items()):
            if fnmatchcase(call.route, route):
                await asyncio.to_thread(released.wait, _PATIENCE)
        script = next((script for route, script in self._scripts if fnmatchcase(call.route, route)), None)
        if script is None:
            self.unscripted.append(call.route)
            return _response(problem(404, "not_found"))
        return _response(script(call))

    async def _read(self, request: web.Request) -> Call:
        path = request.path.removeprefix(self.prefix)
        headers = {name.lower(): value for name, value in request.headers.items()}
        body = await request.json() if request.body_exists else None
        return Call(request.method, path, dict(request.query), headers, body)


def _response(answer: Answer) -> web.Response:
    text = None if answer.body is None else json.dumps(answer.body)
    headers = {"Content-Type": "application/json", **(answer.headers or {})}
    return web.Response(status=answer.status, text=text, headers=headers)
