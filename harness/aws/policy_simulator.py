"""The role of the function under test judges its calls, because DynamoDB Local lets everything pass."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import Any
from unittest.mock import patch

from bodega.aws import DYNAMODB, Client
from scripts.template.roles import NotAllowed, Role, UnknownTable

_running: ContextVar[str | None] = ContextVar("running", default=None)


@contextmanager
def running(function: str) -> Iterator[None]:
    """Calls within are those of `function`; outside they are the tests' own, who may do anything."""
    token = _running.set(function)
    try:
        yield
    finally:
        _running.reset(token)


class PolicySimulator:
    """`refused` has what would have been refused on AWS."""

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
            # Raised from here, it would be one more error that the function answers with a 500.
            self.refused.append(str(refusal))


@contextmanager
def enforced_policies() -> Iterator[None]:
    """Whatever a function asks of DynamoDB within, its role in the template allows it."""
    simulator, call = PolicySimulator(), Client.call

    def checked_call(client: Client, operation: str, request: Mapping[str, Any]) -> dict[str, Any]:
        if client.service is DYNAMODB:
            simulator(operation, dict(request))
        return call(client, operation, request)

    with patch.object(Client, "call", checked_call):
        yield
    assert not simulator.refused, simulator.refused


@cache
def _role(function: str) -> Role:
    return Role(f"{function.capitalize()}Function")
