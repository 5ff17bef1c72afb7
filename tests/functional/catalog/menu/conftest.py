"""A small shop with a stored menu, and a clock that waits for nothing."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from bodega import clock
from categories.menu import building
from harness.shop.client import Shop
from tests.support.shop.menu import MenuRows, forget_bodies


class Clock:
    """The functions' clock. `slept`: the seconds that the menu builder waited, which pass at once."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 1, 31, 9, 30, tzinfo=UTC)
        self.slept: list[float] = []
        self.while_asleep: Callable[[], object] = lambda: None

    def now(self) -> datetime:
        return self.moment

    def advance(self, seconds: float) -> None:
        self.moment += timedelta(seconds=seconds)

    def sleep(self, seconds: float) -> None:
        self.slept.append(round(seconds, 3))
        self.advance(seconds)
        self.while_asleep()


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> Clock:
    fake = Clock()
    monkeypatch.setattr(clock, "now", fake.now)
    monkeypatch.setattr(building, "time", SimpleNamespace(sleep=fake.sleep))
    return fake


@pytest.fixture(autouse=True)
def new_process() -> None:
    """Start each test like a new process, which holds no menu."""
    forget_bodies()


@pytest.fixture
def rows(dynamodb: Any, catalog: str) -> MenuRows:
    return MenuRows(dynamodb, catalog)


@pytest.fixture
def cafe(shop: Shop) -> dict[str, dict[str, Any]]:
    """One item of each kind, each referring to the one before."""
    addon = shop.add("addons", name="Oat milk")
    choice = shop.add("customizations", name="Milk", addonIds=[addon["id"]], maximum=1)
    product = shop.add("products", name="Latte", customizationIds=[choice["id"]], quantity=40)
    category = shop.add("categories", name="Coffee", productIds=[product["id"]])
    return {"addon": addon, "customization": choice, "product": product, "category": category}
