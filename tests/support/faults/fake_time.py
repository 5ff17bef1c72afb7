"""Time for time budgets and pauses, in which only the pauses between attempts take time."""

from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

from bodega import deadline
from bodega.dynamodb import calls


class FakeTime:
    """Replaces the module `time`. `passed`: seconds, the sum of all pauses."""

    def __init__(self) -> None:
        self.passed = 0.0

    def monotonic(self) -> float:
        return self.passed

    def sleep(self, seconds: float) -> None:
        self.passed += seconds


@contextmanager
def fake_time() -> Iterator[FakeTime]:
    """Let the time of the block pass for time budgets and for repeated calls of DynamoDB."""
    fake = FakeTime()
    with patch.object(deadline, "time", fake), patch.object(calls, "time", fake):
        yield fake
