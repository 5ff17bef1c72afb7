"""Actions that happen between two calls of a function to DynamoDB, as if another request had been faster."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import Context
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch

from bodega import deadline
from bodega.aws import DYNAMODB, make_client


@dataclass
class _Interruption:
    """An action, and the calls that it waits for. `done`: the operations of the calls at which it ran."""

    operations: frozenset[str]
    action: Callable[[], Any]
    times: int
    skip: int
    first: bool
    done: list[str] = field(default_factory=list)

    def is_due(self, operation: str) -> bool:
        if len(self.done) == self.times or (self.operations and operation not in self.operations):
            return False
        self.skip -= 1
        return self.skip < 0


class InBetween:
    """Runs an action right after a call, whatever came of the call, and before the function goes on.

    The action runs in the thread of the call and takes nothing from the function's time budget. So the function cannot
    give up on the call and overtake the action, however slow the machine is. The action's own calls do not count.
    """

    def __init__(self) -> None:
        self._next: _Interruption | None = None
        self._running = False
        self._failure: BaseException | None = None

    def __call__(
        self,
        operations: set[str],
        action: Callable[[], Any],
        *,
        times: int = 1,
        skip: int = 0,
        first: bool = False,
    ) -> list[str]:
        """Arrange for the action at the next calls of the operations (of any if empty).

        `times`: at so many calls. `skip`: after so many without it. `first`: before the call is sent. Returns the
        operations of the calls at which it has run, now and later. Replaces what was arranged before.
        """
        self._next = _Interruption(frozenset(operations), action, times, skip, first)
        return self._next.done

    def end(self) -> None:
        """Let the action run no more."""
        self._next = None

    @contextmanager
    def around(self, operation: str) -> Iterator[None]:
        """Run the action before or after the block, which makes a call, if it is due."""
        due = None if self._running else self._next
        runs = due is not None and due.is_due(operation)
        if due and runs and due.first:
            self._run(due, operation)
        try:
            yield
        finally:
            if due and runs and not due.first:
                self._run(due, operation)

    def _run(self, due: _Interruption, operation: str) -> None:
        due.done.append(operation)
        self._running = True
        try:
            with _paused_time_budget():
                Context().run(due.action)  # a request of its own, with a time budget of its own
        except BaseException as failure:
            self._failure = failure
            raise
        finally:
            self._running = False

    @property
    def is_waiting(self) -> bool:
        """Whether the action has not run yet."""
        return self._next is not None and not self._next.done

    def raise_failure(self) -> None:
        """Raise what an action raised. The function may have answered it with a 500."""
        if self._failure:
            raise self._failure


@contextmanager
def _paused_time_budget() -> Iterator[None]:
    """Let the block take no time from the budget of the request that it interrupts."""
    end, left = deadline._deadline.get(), deadline.remaining()
    yield
    if end is not None:
        deadline._deadline.set(end + left - deadline.remaining())


@contextmanager
def interrupted_calls() -> Iterator[InBetween]:
    """Yield what runs actions between the functions' calls of the block. Raises: what an action raised, at its end."""
    transport = type(make_client(DYNAMODB, connect_timeout=1, read_timeout=1))
    call, in_between = transport.call, InBetween()

    def interrupted_call(client: Any, operation: str, request: Mapping[str, Any]) -> dict[str, Any]:
        if client.service is not DYNAMODB:
            return call(client, operation, request)
        with in_between.around(operation):
            return call(client, operation, request)

    with patch.object(transport, "call", interrupted_call):
        yield in_between
    in_between.raise_failure()
