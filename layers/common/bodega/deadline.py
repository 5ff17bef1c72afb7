"""How long one request may keep trying.

A caller waits at most 8 seconds for a 503. The last attempt at the database may itself take
`ATTEMPT` seconds, so that no new one starts later than `BUDGET` seconds into the request.
"""

import time
from contextvars import ContextVar

ATTEMPT = 2.5
BUDGET = 5.0

_deadline: ContextVar[float | None] = ContextVar("deadline", default=None)


def start() -> None:
    """Begin the budget of a request; called once per invocation."""
    _deadline.set(time.monotonic() + BUDGET)


def remaining() -> float:
    """Seconds in which a new attempt may still start; outside of a request, a full budget."""
    deadline = _deadline.get()
    return BUDGET if deadline is None else deadline - time.monotonic()
