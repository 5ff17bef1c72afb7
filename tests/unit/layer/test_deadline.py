"""The time budget of a request."""

from collections.abc import Callable
from contextvars import Context
from typing import TypeVar

import pytest

from bodega import deadline
from bodega.errors import StorageUnavailable
from tests.unit.layer.conftest import Clock

T = TypeVar("T")
MOMENT = 2.0**-20  # seconds; exact in binary


@pytest.fixture
def ticking(monkeypatch: pytest.MonkeyPatch) -> Clock:
    found = Clock()
    monkeypatch.setattr(deadline, "time", found)
    return found


def in_a_request(act: Callable[[], T]) -> T:
    def request() -> T:
        deadline.start()
        return act()

    return Context().run(request)


def test_the_budget_of_a_request_decreases_and_the_next_request_has_its_own(ticking: Clock) -> None:
    def request() -> list[float]:
        deadline.start()
        left = []
        for _ in range(3):
            left.append(deadline.remaining())
            ticking.now += 2.5
        return left

    # An execution environment handles one request after the other.
    assert Context().run(lambda: [request(), request()]) == [[5.0, 2.5, 0.0]] * 2


def test_outside_of_a_request_the_budget_is_full(ticking: Clock) -> None:
    ticking.now += 3600

    assert Context().run(deadline.remaining) == deadline.BUDGET
    Context().run(deadline.require_time)


def test_a_last_attempt_that_starts_in_time_ends_within_eight_seconds() -> None:
    assert deadline.BUDGET + deadline.ATTEMPT < 8


def test_an_attempt_may_start_until_the_budget_is_used_up_and_not_then(ticking: Clock) -> None:
    def request() -> None:
        deadline.require_time()
        ticking.now += deadline.BUDGET - MOMENT
        deadline.require_time()
        ticking.now += MOMENT
        with pytest.raises(StorageUnavailable):
            deadline.require_time()

    in_a_request(request)


def test_a_block_has_its_own_budget_and_the_rest_of_the_request_what_is_left(ticking: Clock) -> None:
    def request() -> None:
        with deadline.at_most(2.0):
            assert deadline.remaining() == 2.0
            ticking.now += 2.0
            with pytest.raises(StorageUnavailable):
                deadline.require_time()
        assert deadline.remaining() == 3.0
        deadline.require_time()

    in_a_request(request)


@pytest.mark.parametrize(("outer", "inner", "left"), [(2.0, 1.0, 1.0), (1.0, 2.0, 1.0), (9.0, 9.0, 5.0)])
def test_a_block_in_a_block_extends_no_budget(ticking: Clock, outer: float, inner: float, left: float) -> None:
    def request() -> float:
        with deadline.at_most(outer), deadline.at_most(inner):
            return deadline.remaining()

    assert in_a_request(request) == left


def test_a_block_that_fails_gives_the_budget_back(ticking: Clock) -> None:
    def request() -> float:
        with pytest.raises(KeyError), deadline.at_most(0.0):
            raise KeyError
        return deadline.remaining()

    assert in_a_request(request) == deadline.BUDGET


def test_a_block_outside_of_a_request_ends_too(ticking: Clock) -> None:
    def script() -> None:
        with deadline.at_most(1.0):
            ticking.now += 1.0
            with pytest.raises(StorageUnavailable):
                deadline.require_time()
        assert deadline.remaining() == deadline.BUDGET

    Context().run(script)
