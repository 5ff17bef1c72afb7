"""The role of the function under test judges its calls, because DynamoDB Local lets everything pass."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import Any

from tests.template.role import Role, UnknownTable

_running: ContextVar[str | None] = ContextVar("running", default=None)


@contextmanager
def running(function: str) -> Iterator[None]:
    """Calls within are those of `function`; outside they are the tests' own, who may do anything."""
    token = _running.set(function)
    try:
        yield
    finally:
        _running.reset(token)


class Judge:
    """`refused` has what would have been refused on AWS."""

    def __init__(self) -> None:
        self.refused: list[str] = []

    def __call__(self, operation: str, request: dict[str, Any]) -> None:
        function = _running.get()
        if function is None:
            return
        try:
            _role(function).judge(operation, request)
        except UnknownTable:
            pass
        except AssertionError as refusal:
            # Raised from here, it would be one more error that the function answers with a 500.
            self.refused.append(str(refusal))


@cache
def _role(function: str) -> Role:
    return Role(f"{function.capitalize()}Function")
