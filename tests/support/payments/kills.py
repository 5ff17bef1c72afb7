"""Failure points: the calls of the functions to the tables and to the payment provider, and a death at one of them."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch

import requests
from requests.adapters import HTTPAdapter

from bodega.aws import TransportError
from bodega.dynamodb import calls

BEFORE, AFTER, LOST = "before", "after", "lost"
MODES = (BEFORE, AFTER, LOST)
"""Before a call, after it, or its response is lost and the function lives on."""


class Killed(BaseException):
    """The process of the function dies. No code of the functions handles it."""


@dataclass
class FailurePoints:
    """Counts the calls since `arm` was called, and lets one of them fail.

    `seen`: the names of the calls. `commands`: the new commands that nobody has taken yet, as the stream
    has them.
    """

    seen: list[str] = field(default_factory=list)
    commands: list[dict[str, Any]] = field(default_factory=list)
    failed_at: str = ""
    path: str = ""
    """The end of the path of the provider's call that fails, instead of the one at a place."""
    _place: int | None = None
    _mode: str = ""

    def arm(self, place: int | None = None, mode: str = AFTER) -> None:
        """Let the call with the index `place` fail in this mode. None: none."""
        self.seen.clear()
        self.failed_at = self.path = ""
        self._place, self._mode = place, mode

    def arm_path(self, path: str, mode: str = AFTER) -> None:
        """Let each provider's call to a path fail in this mode."""
        self.arm(None, mode)
        self.path = path

    def take_commands(self) -> list[dict[str, Any]]:
        """Return the commands that were written since the last call, in DynamoDB's JSON."""
        taken, self.commands = self.commands, []
        return taken

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Watch the calls of all functions in this process."""
        send, request = calls._send, HTTPAdapter.send

        def table_call(operation: str, members: Mapping[str, Any]) -> dict[str, Any]:
            def call() -> dict[str, Any]:
                answer = send(operation, members)
                self.commands += _new_commands(operation, members)
                return answer

            answer: dict[str, Any] = self._at(operation, call, TransportError("the response is lost"))
            return answer

        def provider_call(adapter: HTTPAdapter, prepared: Any, *args: Any, **options: Any) -> Any:
            name = f"provider {prepared.method} {prepared.url}"
            lost = requests.ConnectionError("the response is lost")
            return self._at(name, lambda: request(adapter, prepared, *args, **options), lost)

        with patch.object(calls, "_send", table_call), patch.object(HTTPAdapter, "send", provider_call):
            yield

    def _at(self, name: str, call: Callable[[], Any], lost: Exception) -> Any:
        hit = name.endswith(self.path) if self.path else self._place == len(self.seen)
        self.seen.append(name)
        if not hit:
            return call()
        self.failed_at = f"{self._mode} {name}"
        if self._mode == BEFORE:
            raise Killed
        call()
        raise lost if self._mode == LOST else Killed


def _new_commands(operation: str, members: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the commands that a successful transaction has put into the table."""
    if operation != "TransactWriteItems":
        return []
    items = [each["Put"]["Item"] for each in members["TransactItems"] if "Put" in each]
    return [item for item in items if item["pk"]["S"].startswith("COMMAND#")]
