"""The time budget of a request.

A caller waits at most 8 seconds for a 503. The last attempt at the database may take `ATTEMPT` seconds, so no new
attempt starts later than `BUDGET` seconds into the request.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from bodega.errors import StorageUnavailable

ATTEMPT = 2.5
BUDGET = 5.0

_deadline: ContextVar[float | None] = ContextVar("deadline", default=None)


def start() -> None:
    """Start the time budget; called once per invocation."""
    _deadline.set(time.monotonic() + BUDGET)


def remaining() -> float:
    """Return the seconds in which a new attempt may still start; the whole budget outside of a request."""
    deadline = _deadline.get()
    return BUDGET if deadline is None else deadline - time.monotonic()


def require_time() -> None:
    """Check that a new attempt may still start. A loop that repeats attempts begins each of them with this.

    Raises: StorageUnavailable.
    """
    if remaining() <= 0:
        raise StorageUnavailable


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Let no new attempt of the block start later than `seconds` from now."""
    token = _deadline.set(time.monotonic() + min(seconds, remaining()))
    try:
        yield
    finally:
        _deadline.reset(token)
