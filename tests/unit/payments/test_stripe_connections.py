"""The time limits of calls to Stripe, and how long a connection is kept, on a clock that only the test advances."""

from types import SimpleNamespace
from typing import Any

import pytest
import requests

from bodega import deadline
from payments import stripe_calls

PREPARED: Any = object()


class Connections:
    """What the session does. `limits`: the time limits of the calls, to connect and to read. `closed`: how often."""

    def __init__(self) -> None:
        self.now = 0.0
        self.limits: list[Any] = []
        self.closed = 0


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> Connections:
    found = Connections()
    clock = SimpleNamespace(monotonic=lambda: found.now)
    monkeypatch.setattr(deadline, "time", clock)
    monkeypatch.setattr(stripe_calls, "time", clock)

    def send(_: Any, __: Any, **options: Any) -> Any:
        found.limits.append(options["timeout"])

    def close(_: Any) -> None:
        found.closed += 1

    monkeypatch.setattr(requests.Session, "send", send)
    monkeypatch.setattr(requests.Session, "close", close)
    return found


@pytest.mark.parametrize(("budget", "limits"), [(5.0, (1.0, 3.5)), (2.5, (1.0, 1.0)), (1.5, (0.5, 0.5))])
def test_a_call_ends_half_a_second_before_the_time_is_over(
    budget: float, limits: tuple[float, float], made: Connections
) -> None:
    with deadline.at_most(budget):
        stripe_calls._Session().send(PREPARED)

    assert made.limits == [limits]


def test_no_call_begins_in_the_last_half_second(made: Connections) -> None:
    with deadline.at_most(0.5), pytest.raises(requests.exceptions.Timeout):
        stripe_calls._Session().send(PREPARED)

    assert made.limits == []


def test_a_connection_is_kept_for_30_seconds_after_each_call(made: Connections) -> None:
    session = stripe_calls._Session()
    for made.now in (20.0, 50.0, 80.0):
        session.send(PREPARED)
    assert made.closed == 0

    made.now = 110.5
    session.send(PREPARED)
    assert made.closed == 1
