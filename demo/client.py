"""A small client of the shop's HTTP API: one persistent connection, bounded retries, readable errors."""

import http.client
import json
from collections.abc import Callable, Iterator, Mapping
from time import sleep
from typing import Any, TypeAlias
from urllib.parse import urlencode, urlsplit

Body: TypeAlias = dict[str, object]
"""The body of a request."""

ATTEMPTS = 5
LONGEST_WAIT_SECONDS = 10.0
AGENT = "bodega-demo"
"""The User-Agent, which tells the demo's many requests from a person's."""
# API Gateway's own limit is 29 s.
TIMEOUT_SECONDS = 30.0
CONNECTIONS: Mapping[str, type[http.client.HTTPConnection]] = {
    "http": http.client.HTTPConnection,
    "https": http.client.HTTPSConnection,
}
# On a busy machine a function can time out (502, 504). Repeated requests change nothing twice.
RETRIED = frozenset({429, 502, 503, 504})


class Unreachable(Exception):
    """There is no HTTP server at the URL."""


class Refused(Exception):
    """The API answered with an unexpected status. The text has status, code and detail, and a line per field."""

    def __init__(self, status: int, payload: bytes) -> None:
        self.status = status
        super().__init__(_readable(status, payload))


class Client:
    """One connection to the API at `base_url`, which has the stage: `http://127.0.0.1:3000/v1`.

    `token` is an access token, or None for public routes. `on_wait` gets the reason before a call is repeated.
    """

    def __init__(self, base_url: str, token: str | None, on_wait: Callable[[str], None]) -> None:
        self.base_url = base_url.rstrip("/")
        self._connection = _connection(self.base_url)
        self._root = urlsplit(self.base_url).path
        self._headers = {"Accept": "application/json", "User-Agent": AGENT}
        if token is not None:
            self._headers["Authorization"] = f"Bearer {token}"
        self._on_wait = on_wait

    def items(self, kind: str) -> Iterator[dict[str, Any]]:
        """Yield every item of a kind, over all pages."""
        query = {"limit": "100"}
        while True:
            page = self.call("GET", f"/{kind}?{urlencode(query)}", expected=200)
            yield from page["items"]
            if page["nextCursor"] is None:
                return
            query["cursor"] = page["nextCursor"]

    def create(self, kind: str, body: Body, idempotency_key: str) -> dict[str, Any]:
        return self.call("POST", f"/{kind}", body, {"Idempotency-Key": idempotency_key}, expected=201)

    def set_images(self, product_id: str, images: list[str]) -> None:
        self.call("PATCH", f"/products/{product_id}", {"images": images}, expected=200)

    def order_categories(self, category_ids: list[str]) -> None:
        self.call("PUT", "/categories/order", {"categoryIds": category_ids}, expected=200)

    def close(self) -> None:
        self._connection.close()

    def call(
        self,
        method: str,
        path: str,
        body: Body | None = None,
        headers: Mapping[str, str] | None = None,
        *,
        expected: int,
    ) -> dict[str, Any]:
        """Return the answer's JSON object. Raises Refused for any status but `expected`, and Unreachable."""
        content = None if body is None else json.dumps(body, ensure_ascii=False).encode()
        sent = {**self._headers, **(headers or {})}
        if content is not None:
            sent["Content-Type"] = "application/json"
        for attempt in range(1, ATTEMPTS + 1):
            response, payload = self._exchange(method, self._root + path, content, sent)
            if response.status not in RETRIED or attempt == ATTEMPTS:
                break
            seconds = _retry_after(response)
            self._on_wait(f"answered {response.status}, trying again in {seconds:g} s")
            sleep(seconds)
        if response.status != expected:
            raise Refused(response.status, payload)
        answer = _json(payload)
        if not isinstance(answer, dict):
            raise Refused(response.status, payload)
        return answer

    def _exchange(
        self, method: str, path: str, content: bytes | None, headers: Mapping[str, str]
    ) -> tuple[http.client.HTTPResponse, bytes]:
        try:
            try:
                return self._send(method, path, content, headers)
            except (ConnectionResetError, BrokenPipeError):
                # A server may close an idle connection between two calls. GET and PUT are idempotent, and a POST is
                # because of its Idempotency-Key or the ids of its events.
                self._connection.close()
                return self._send(method, path, content, headers)
        except ConnectionRefusedError as error:
            raise Unreachable(f"nothing listens at {self.base_url}") from error
        except (OSError, http.client.HTTPException) as error:
            raise Unreachable(f"{self.base_url} does not answer: {error!r}") from error

    def _send(
        self, method: str, path: str, content: bytes | None, headers: Mapping[str, str]
    ) -> tuple[http.client.HTTPResponse, bytes]:
        self._connection.request(method, path, content, dict(headers))
        response = self._connection.getresponse()
        return response, response.read()


def _connection(base_url: str) -> http.client.HTTPConnection:
    try:
        address = urlsplit(base_url)
        connect = CONNECTIONS[address.scheme]
        return connect(address.hostname or "", address.port, timeout=TIMEOUT_SECONDS)
    except (KeyError, ValueError) as error:
        raise Unreachable(f"{base_url} is not an http(s) address") from error


def _retry_after(response: http.client.HTTPResponse) -> float:
    """Return the seconds of the header (RFC 9110 §10.2.3), up to a limit; 1 for a date or without the header."""
    value = response.headers.get("Retry-After", "")
    return min(float(value), LONGEST_WAIT_SECONDS) if value.isdecimal() else 1.0


def _json(payload: bytes) -> Any:
    try:
        return json.loads(payload)
    except ValueError:
        return None


def _readable(status: int, payload: bytes) -> str:
    problem = _json(payload)
    if not isinstance(problem, dict) or "code" not in problem:
        return f"{status}, not an answer of this API: {payload[:200].decode(errors='replace')!r}"
    lines = [f"{status} {problem['code']}: {problem.get('detail') or problem.get('title')}"]
    lines += ["  " + ": ".join(map(str, error.values())) for error in problem.get("errors", [])]
    return "\n".join(lines)
