"""Waiting for the local stack: as long as something moves, and not for long when nothing does."""

import itertools

import pytest

from harness import local_stack
from harness.local_stack import wait_until


class Clock:
    """A clock that only `sleep` moves."""

    def __init__(self) -> None:
        self.now = 0.0

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(local_stack, "time", made)
    return made


def test_waiting_ends_when_the_condition_holds(clock: Clock) -> None:
    wait_until(lambda: clock.now > 50, lambda: "slow")

    assert clock.now < 51


def test_a_machine_that_is_slow_but_works_is_waited_for(clock: Clock) -> None:
    steps = itertools.count()

    wait_until(lambda: clock.now > 5_000, lambda: "slow", progress=lambda: next(steps) // 150)  # moves each 75 s


@pytest.mark.parametrize("moves_until", [0, 400])
def test_waiting_ends_with_an_explanation_when_nothing_moves(clock: Clock, moves_until: float) -> None:
    with pytest.raises(AssertionError, match="it hangs"):
        wait_until(lambda: False, lambda: "it hangs", progress=lambda: min(clock.now, moves_until))

    assert moves_until + 100 <= clock.now < moves_until + 102
