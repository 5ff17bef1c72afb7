"""The store: a table without settings, and a clock that stands still."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from bodega import clock
from harness.aws.dynamodb_proxy import Recording
from harness.shop.client import Shop
from tests.support.documents.contract import DocumentedShop

TUESDAY_NOON = datetime(2026, 1, 13, 17, tzinfo=UTC)  # in Toronto


@pytest.fixture
def shop(orders: str, catalog: str, recording: Recording, at: Callable[[datetime], None]) -> Shop:
    at(TUESDAY_NOON)
    return DocumentedShop()


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Stop the clock at a moment."""

    def stop(moment: datetime) -> None:
        monkeypatch.setattr(clock, "now", lambda: moment)

    return stop


@pytest.fixture
def change(shop: Shop) -> Callable[..., dict[str, Any]]:
    """Change settings, and return all of them."""

    def patch(**fields: Any) -> dict[str, Any]:
        answer = shop.patch("/store", fields)
        assert answer.status == 200, answer
        changed: dict[str, Any] = answer.json
        return changed

    return patch
