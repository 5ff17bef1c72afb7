"""A clock of the functions that stands still until it is moved, so that every rule about time can be tested exactly."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from unittest.mock import patch

import jwt.api_jwt

from bodega import clock
from tests.support.access.token_clock import TokenClock


class StoppedClock:
    """`now`: epoch seconds. It begins at the machine's time."""

    def __init__(self) -> None:
        self.now = int(time.time())

    @contextmanager
    def running(self) -> Iterator[None]:
        """Give this clock to the functions. Timeouts and pauses between retries still take real time."""
        with (
            patch.multiple(time, time=lambda: float(self.now), time_ns=lambda: self.now * 10**9),
            patch.object(clock, "now", lambda: datetime.fromtimestamp(self.now, UTC)),
            patch.object(jwt.api_jwt, "datetime", TokenClock),  # make stress has no fixture for it
        ):
            yield
