"""A monotonic clock that stands still while the machine does.

A busy machine can give a process no processor for seconds, and a virtual machine can be paused. The time budgets of the
functions must not end meanwhile, and a test must not take the pause for the time that a request took.
"""

import os
import threading
from functools import cache
from time import monotonic

_STEP = 0.02  # seconds between two ticks
_MOST = 0.05  # seconds that a tick adds at most; a process that gets no processor ticks late


class AwakeClock:
    """Counts the seconds in which this process runs, or waits although it could run."""

    def __init__(self) -> None:
        self._now = 0.0
        threading.Thread(target=self._tick, daemon=True).start()

    def monotonic(self) -> float:
        """Return the seconds since the start."""
        return self._now

    def _tick(self) -> None:
        # Not time.sleep, which tests replace: the thread would use a processor up, and wake in their replacement.
        never, last = threading.Event(), monotonic()
        while not never.wait(_STEP):
            now = monotonic()
            self._now += min(now - last, _MOST)
            last = now


def awake_clock() -> AwakeClock:
    """Return the clock of this process."""
    return _clock_of(os.getpid())  # a process that was forked has no thread


@cache
def _clock_of(_: int) -> AwakeClock:
    return AwakeClock()
