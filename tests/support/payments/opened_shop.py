"""Opens a played shop: empty tables, settings with taxes and tips, and a menu with counted products."""

import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from tests.support.payments.books import PaymentBooks
from tests.support.payments.clock import PlayedClock
from tests.support.payments.desk import Desk
from tests.support.payments.kills import FailurePoints
from tests.support.payments.people import People
from tests.support.payments.play import NONE, Mischief, Play
from tests.support.payments.stand_in import StandInHandle
from tests.support.shop.environment import ShopEnvironment
from tests.support.shop.ordering import money, profile_item

SETTINGS: dict[str, Any] = {
    "alertEmail": "owner@shop.example",
    "tips": {"percents": [10, 15, 18]},
    "taxes": {
        "pricesInclude": False,
        "categories": [
            {"id": "food", "name": "Food", "rates": [{"name": "GST", "rate": 5000}, {"name": "QST", "rate": 9975}]},
            {"id": "basic", "name": "Basic groceries", "rates": []},
        ],
    },
}
_MENU = ((475, None), (325, 10_000), (1250, 10_000), (95, None), (699, 10_000))
"""Prices in cents, and the pieces of the products that are counted."""


@dataclass
class OpenedShop:
    """`stock`: the pieces of each counted product before the first order."""

    play: Play
    people: People
    stock: dict[str, int]

    def check(self) -> PaymentBooks:
        """Let everything settle, check the books of both sides, and return them.

        Raises: AssertionError.
        """
        books = self.play.settle_down()
        books.check(self.stock)
        return books


@contextmanager
def opened_shop(
    env: ShopEnvironment,
    stand_in: StandInHandle,
    seed: int = 1,
    mischief: Mischief = NONE,
    *,
    scarce: int | None = None,
    settings: dict[str, Any] | None = None,
) -> Iterator[OpenedShop]:
    """Yield a shop with empty tables. `scarce`: the pieces of another product, which sells out."""
    env.forget()
    env.tables.dump()
    env.tables.restore({})
    stand_in.reset()
    desk, clock, points = Desk(stand_in), PlayedClock(time.time()), FailurePoints()
    with clock.running(), points.watching():
        answer = env.shop.put("/store", {**SETTINGS, **(settings or {})})
        assert answer.status == 200, answer
        env.tables.add("ACCOUNTS_TABLE", [profile_item(role) for role in ("staff", "admin")])
        menu = [*_MENU, *([(450, scarce)] if scarce is not None else [])]
        stock: dict[str, int] = {}
        products = []
        for number, (price, pieces) in enumerate(menu):
            category = "basic" if number == 1 else "food"
            product = env.shop.add("products", price=money(price), quantity=pieces, taxCategory=category)
            products.append(str(product["id"]))
            if pieces is not None:
                stock[product["id"]] = pieces
        points.take_commands()
        desk.take_events()
        play = Play(env, desk, clock, points, random.Random(seed), mischief)
        yield OpenedShop(play, People(play, products), stock)
