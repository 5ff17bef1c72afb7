"""The runtime client's native module in plain Python, for systems where the native one does not build (macOS).

It has the same four functions, and calls Lambda's Runtime API over one persistent connection.
"""

from __future__ import annotations

import http.client
import os

_PATH = "/2018-06-01/runtime/invocation"


class _Connection:
    """The process's connection to its Runtime API, opened at the first call."""

    def __init__(self) -> None:
        self.user_agent = ""
        self._http: http.client.HTTPConnection | None = None

    def call(
        self, method: str, path: str, body: bytes | None, headers: dict[str, str], expected: int
    ) -> tuple[bytes, dict[str, str]]:
        if self._http is None:
            self._http = http.client.HTTPConnection(os.environ["AWS_LAMBDA_RUNTIME_API"])
        self._http.request(method, path, body, {**headers, "User-Agent": self.user_agent})
        response = self._http.getresponse()
        content = response.read()
        if response.status != expected:
            raise RuntimeError(f"the Runtime API answered {response.status} to {method} {path}")
        return content, dict(response.getheaders())


_connection = _Connection()


def initialize_client(user_agent: str) -> None:
    _connection.user_agent = user_agent


def next() -> tuple[bytes, dict[str, str]]:  # noqa: A001  # the name in the native module
    """Wait for the next event. Returns its body and the headers of the Runtime API."""
    return _connection.call("GET", f"{_PATH}/next", None, {}, http.client.OK)


def post_invocation_result(
    invoke_id: str,
    result: bytes,
    content_type: str,
    invocation_id: str | None = None,  # a parameter of the native module
) -> None:
    headers = {"Content-Type": content_type}
    _connection.call("POST", f"{_PATH}/{invoke_id}/response", result, headers, http.client.ACCEPTED)


def post_error(
    invoke_id: str,
    error: str,
    xray_fault: str,  # there is no X-Ray here
    invocation_id: str | None = None,  # a parameter of the native module
) -> None:
    headers = {"Content-Type": "application/json", "Lambda-Runtime-Function-Error-Type": "Unhandled"}
    _connection.call("POST", f"{_PATH}/{invoke_id}/error", error.encode(), headers, http.client.ACCEPTED)
