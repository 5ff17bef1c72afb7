"""Checks each call to DynamoDB against the role of the running function, because DynamoDB Local allows every call."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import Any
from unittest.mock import patch

from bodega.aws import DYNAMODB, make_client
from scripts.template.roles import NotAllowed, Role, UnknownTable

_running: ContextVar[str | None] = ContextVar("running", default=None)


@contextmanager
def running(function: str | None) -> Iterator[None]:
    """Attribute the calls of the block to `function`. Calls outside, and those of None, are not checked."""
    token = _running.set(function)
    try:
        yield
    finally:
        _running.reset(token)


class PolicySimulator:
    """Collects the calls that AWS would deny, in `refused`."""

    def __init__(self) -> None:
        self.refused: list[str] = []

    def __call__(self, operation: str, request: dict[str, Any]) -> None:
        function = _running.get()
        if function is None:
            return
        try:
            _role(function).check(operation, request)
        except UnknownTable:
            pass
        except NotAllowed as refusal:
            # An error raised here would become the function's 500.
            self.refused.append(str(refusal))


@contextmanager
def enforced_policies() -> Iterator[None]:
    """Check every call of the block. Raises: AssertionError at its end if the role of a function denies one."""
    transport = type(make_client(DYNAMODB, connect_timeout=1, read_timeout=1))
    simulator, call = PolicySimulator(), transport.call

    def checked_call(client: Any, operation: str, request: Mapping[str, Any]) -> dict[str, Any]:
        if client.service is DYNAMODB:
            simulator(operation, dict(request))
        return call(client, operation, request)

    with patch.object(transport, "call", checked_call):
        yield
    assert not simulator.refused, simulator.refused


@cache
def _role(function: str) -> Role:
    return Role(f"{function.title().replace('_', '')}Function")
