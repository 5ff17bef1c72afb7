"""Analytics: what lies in a test's table, and events taken and counted."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from harness.aws.dynamodb_proxy import Recording
from harness.aws.tables import read_all
from harness.shop.client import Shop
from harness.shop.functions import load_app
from harness.shop.orders import Event
from tests.support.database.analytics_table import Counters, Rows, counters_of, stream_records, take_and_count
from tests.support.documents.contract import DocumentedShop

load_app("analytics")  # so that tests find the rules too


@pytest.fixture
def shop(analytics: str, recording: Recording) -> Shop:
    return DocumentedShop()


@pytest.fixture
def rows(analytics: str, dynamodb: Any) -> Callable[[], Rows]:
    """Reads the whole table as DynamoDB has it."""
    return lambda: read_all(dynamodb, analytics)


@pytest.fixture
def counters(rows: Callable[[], Rows]) -> Callable[[], Counters]:
    """Reads all counters, without zeroes and names."""
    return lambda: counters_of(rows())


@pytest.fixture
def records(rows: Callable[[], Rows]) -> Callable[[], Rows]:
    """What the table's stream holds of all that came in, in order, as its filter lets it through."""
    return lambda: stream_records(rows())


@pytest.fixture
def fill(shop: Shop, records: Callable[[], Rows]) -> Callable[[Sequence[Event]], None]:
    """Takes events and counts them."""
    return lambda events: take_and_count(shop, events, records)
