"""Functions that work off a batch: each piece of work has the whole time budget, however long the earlier ones took."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from bodega import deadline
from bodega.errors import StorageUnavailable
from harness.shop.events import lambda_context
from harness.shop.functions import load_app

SECONDS = 3.0  # that a piece of work takes


class Work:
    """Pieces of work. `budgets`: the seconds that each of them had."""

    def __init__(self) -> None:
        self.now = 0.0
        self.budgets: list[float] = []

    def monotonic(self) -> float:
        return self.now

    def __call__(self, *_: Any) -> bool:
        self.budgets.append(deadline.remaining())
        self.now += SECONDS
        return True


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> Work:
    found = Work()
    monkeypatch.setattr(deadline, "time", found)
    deadline._deadline.set(-1.0)  # of an earlier invocation
    return found


def context() -> Any:
    return lambda_context("batches", 60_000)


def test_orders_that_are_canceled(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    sweeper = load_app("orders", "sweeper")
    monkeypatch.setattr(sweeper, "overdue_orders", lambda _: work() and iter(["one", "two", "three"]))
    monkeypatch.setattr(sweeper, "cancel_overdue", work)

    assert sweeper.handler({}, context()) == {"canceled": 3}
    assert work.budgets == [deadline.BUDGET] * 4  # also to find them


def test_commands_of_a_batch(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    worker = load_app("payments", "worker")
    monkeypatch.setattr(worker, "chosen_provider", object)
    monkeypatch.setattr(worker, "execute", work)
    records = [
        {"eventName": "INSERT", "dynamodb": {"Keys": {"pk": {"S": f"COMMAND#{number}"}}, "SequenceNumber": number}}
        for number in "123"
    ]

    assert worker.handler({"Records": records}, context()) == {"batchItemFailures": []}
    assert work.budgets == [deadline.BUDGET] * 3


def test_what_is_due_about_payments(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    sweeper = load_app("payments", "sweeper")
    sweep = load_app("payments", "sweeping.sweep")
    due = [sweep.Due(sweep.Kind.HOLD, number, "2020-01-01T00:00:00.000Z") for number in "123"]
    monkeypatch.setattr(sweep, "due_until", lambda _: work() and iter(due))
    monkeypatch.setattr(sweep, "end_hold", work)

    assert sweeper.handler({}, context()) == {"hold": 3}
    assert work.budgets == [deadline.BUDGET] * 4  # also to find it


def test_transactions_of_an_aggregation_also_after_an_outage(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    aggregator = load_app("analytics", "aggregator")
    outages = [StorageUnavailable()]

    def count_events(_: Any) -> Iterator[int]:
        for _ in range(3):
            work()
            yield 1
        if outages:
            work()
            raise outages.pop()

    monkeypatch.setattr(aggregator, "count_events", count_events)

    assert aggregator.handler({"Records": []}, context()) == {"batchItemFailures": []}
    assert work.budgets == [deadline.BUDGET] * 7


def test_builds_of_the_menu_that_others_overtake(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    building = load_app("categories", "menu.building")
    tags = SimpleNamespace(marks={"mark"}, built_at=0, build=1)

    def build(_: Any) -> str:
        work()
        if len(work.budgets) < 3:
            raise building.Superseded
        return "built"

    store = SimpleNamespace(mark_change=lambda *_: tags, read_tags=lambda **_: tags)
    monkeypatch.setattr(building, "store", store)
    monkeypatch.setattr(building, "_build", build)

    assert building.build_change("mark") == "built"
    assert work.budgets == [deadline.BUDGET] * 3
