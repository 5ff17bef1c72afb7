"""Restored analytics: each order of then is counted once, whether it was counted then or not."""

from collections.abc import Callable
from typing import Any

import pytest

from harness.aws.tables import delete_all
from harness.shop.client import Shop
from harness.shop.orders import order
from scripts.restore import copying
from scripts.restore.checks import check
from tests.functional.restore.conftest import Restore, Rows, Snapshot
from tests.support.database.analytics_table import aggregate, counters_of, send, stream_records
from tests.support.database.expected_counters import ExpectedCounters

Read = Callable[[str], Rows]


def test_orders_of_then_are_counted_once(shop: Shop, rows: Read, snapshot: Snapshot, restore: Restore) -> None:
    counted, waiting, later = order(), order(), order()
    send(shop, counted)
    aggregate(stream_records(rows("analytics")))
    send(shop, waiting)
    sources = snapshot("analytics")
    aggregate(stream_records(rows("analytics")))
    send(shop, later)
    aggregate(stream_records(rows("analytics")))

    assert restore(sources) == 0

    assert counters_of(rows("analytics")) == ExpectedCounters([counted]).counters()
    # The stream delivers what was written again.
    assert aggregate(stream_records(rows("analytics"))) == []
    assert counters_of(rows("analytics")) == ExpectedCounters([counted, waiting]).counters()
    assert check("analytics", rows("analytics")).problems == []


def test_an_order_that_was_lost_can_be_sent_again(shop: Shop, rows: Read, snapshot: Snapshot, restore: Restore) -> None:
    sources = snapshot("analytics")
    lost = order()
    send(shop, lost)
    aggregate(stream_records(rows("analytics")))

    assert restore(sources) == 0
    assert send(shop, lost).status == 202
    aggregate(stream_records(rows("analytics")))

    assert counters_of(rows("analytics")) == ExpectedCounters([lost]).counters()


def test_events_are_written_after_the_marks_that_tell_whether_they_are_counted(
    shop: Shop,
    live: dict[str, str],
    dynamodb: Any,
    rows: Read,
    snapshot: Snapshot,
    restore: Restore,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    send(shop, *(order() for _ in range(5)))
    send(shop, *(order() for _ in range(5)))
    aggregate(stream_records(rows("analytics")))
    sources = snapshot("analytics")
    written: list[str] = []
    delete_all(dynamodb, live["analytics"], rows("analytics"))
    put = copying.put

    def watched(client: Any, table: str, items: Any) -> Any:
        listed = list(items)
        written.extend(item["sk"]["S"] for item in listed)
        return put(client, table, listed)

    monkeypatch.setattr(copying, "put", watched)
    restore(sources)

    assert written[-2:] == ["EVENTS", "EVENTS"]
    assert "EVENTS" not in written[:-2]
