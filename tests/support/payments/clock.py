"""The clock of a played shop: it moves from event to event, and a millisecond each time that it is read."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from unittest.mock import patch

import jwt.api_jwt

from bodega import clock
from tests.support.access.token_clock import TokenClock

_TICK = 0.001


class PlayedClock:
    """`now`: epoch seconds. Timeouts and pauses between retries still take real time."""

    def __init__(self, begin: float) -> None:
        self.now = begin

    def move_to(self, moment: float) -> None:
        """Move forward to a moment. One that is past changes nothing."""
        self.now = max(self.now, moment)

    def read(self) -> float:
        self.now += _TICK
        return self.now

    @contextmanager
    def running(self) -> Iterator[None]:
        """Give this clock to the functions."""
        with (
            patch.multiple(time, time=self.read, time_ns=lambda: int(self.read() * 10**9)),
            patch.object(clock, "now", lambda: datetime.fromtimestamp(self.read(), UTC)),
            patch.object(jwt.api_jwt, "datetime", TokenClock),
        ):
            yield
