"""Actions between two calls: a test can rely on when they run, and hears of their failures."""

from collections.abc import Callable
from contextlib import suppress
from types import SimpleNamespace
from typing import Any

import pytest

from bodega import deadline
from bodega.aws import DYNAMODB, SES, Service, make_client
from bodega.errors import StorageUnavailable
from tests.support.database.in_between import interrupted_calls

Call = Callable[..., Any]


@pytest.fixture
def events(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The calls and actions, in their order."""
    happened: list[str] = []
    transport = type(make_client(DYNAMODB, connect_timeout=1, read_timeout=1))

    def call(_client: Any, operation: str, request: Any) -> dict[str, Any]:
        happened.append(operation)
        if request:
            raise StorageUnavailable
        return {}

    monkeypatch.setattr(transport, "call", call)
    return happened


@pytest.fixture
def call(events: list[str]) -> Call:
    def send(operation: str, request: Any = None, service: Service = DYNAMODB) -> None:
        make_client(service, connect_timeout=1, read_timeout=1).call(operation, request)

    return send


def test_an_action_runs_after_the_next_call_of_the_operation_only(events: list[str], call: Call) -> None:
    with interrupted_calls() as in_between:
        done = in_between({"Query", "Scan"}, lambda: events.append("action"))
        assert in_between.is_waiting
        for operation in ("GetItem", "Query", "Query"):
            call(operation)

        assert not in_between.is_waiting
    assert events == ["GetItem", "Query", "action", "Query"]
    assert done == ["Query"]


def test_an_action_runs_before_the_call_if_the_test_says_so(events: list[str], call: Call) -> None:
    with interrupted_calls() as in_between:
        in_between({"Query"}, lambda: events.append("action"), first=True)
        call("Query")

    assert events == ["action", "Query"]


def test_an_action_can_wait_for_a_later_call_and_run_several_times(events: list[str], call: Call) -> None:
    with interrupted_calls() as in_between:
        done = in_between(set(), lambda: events.append("action"), skip=1, times=2)
        for operation in ("A", "B", "C", "D"):
            call(operation)

    assert events == ["A", "B", "action", "C", "action", "D"]
    assert done == ["B", "C"]


def test_the_calls_of_the_action_do_not_count(events: list[str], call: Call) -> None:
    with interrupted_calls() as in_between:
        done = in_between({"Query"}, lambda: call("Query"), times=2)
        call("Query")

    assert events == ["Query", "Query"]
    assert done == ["Query"]


def test_an_action_runs_no_more_after_its_end(events: list[str], call: Call) -> None:
    with interrupted_calls() as in_between:
        in_between({"Query"}, lambda: events.append("action"), times=2)
        call("Query")
        in_between.end()
        call("Query")

    assert events == ["Query", "action", "Query"]


def test_an_action_runs_after_a_call_that_failed(events: list[str], call: Call) -> None:
    with interrupted_calls() as in_between:
        in_between({"Query"}, lambda: events.append("action"))
        with pytest.raises(StorageUnavailable):
            call("Query", "fail")

    assert events == ["Query", "action"]


def test_a_call_of_another_service_runs_no_action(events: list[str], call: Call) -> None:
    with interrupted_calls() as in_between:
        in_between(set(), lambda: events.append("action"))
        call("SendEmail", service=SES)

    assert events == ["SendEmail"]


def test_an_action_has_a_time_budget_of_its_own(events: list[str], call: Call) -> None:
    left: list[float] = []
    with interrupted_calls() as in_between, deadline.at_most(0):
        in_between({"Query"}, lambda: left.append(deadline.remaining()))
        call("Query")

    assert left == [deadline.BUDGET]


def test_an_action_takes_no_time_of_the_request(events: list[str], call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = SimpleNamespace(monotonic=lambda: 1.0)
    monkeypatch.setattr(deadline, "time", clock)
    with interrupted_calls() as in_between, deadline.at_most(3):
        in_between({"Query"}, lambda: setattr(clock, "monotonic", lambda: 101.0))
        call("Query")

        assert deadline.remaining() == 3


def test_a_failure_of_an_action_that_the_function_hides_fails_the_test(events: list[str], call: Call) -> None:
    def fail() -> None:
        raise AssertionError("the action failed")

    def send_and_hide_the_failure() -> None:
        with interrupted_calls() as in_between:
            in_between({"Query"}, fail)
            with suppress(AssertionError):
                call("Query")
            events.append("answer")

    with pytest.raises(AssertionError, match="the action failed"):
        send_and_hide_the_failure()
    assert events == ["Query", "answer"]
