"""The time budget of a request.

A caller waits at most 8 seconds for a 503. The last attempt at the database may take `ATTEMPT` seconds, so no new
attempt starts later than `BUDGET` seconds into the request.
"""

import time
from contextvars import ContextVar

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
