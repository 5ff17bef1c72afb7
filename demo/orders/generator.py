"""Generates the demo orders: the orders and refunds of each day, as events of the API.

The orders of a day depend only on the day, the shop's time zone and its products. Every run and every machine generates
the same orders with the same ids, so the API counts none twice.
"""

import hashlib
import math
import random
import uuid
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from demo.client import Body
from demo.orders.seasonality import expected_orders, hours, is_open

_SEED = "bodega demo"
_EVENTS = uuid.UUID("9a1d5f0e-2a44-4c0b-8c55-6b7a3ad0d6f2")
_DAY = timedelta(days=1)

_REFUNDED = 0.02
_REFUNDED_THE_SAME_DAY = 0.6
_REFUNDED_IN_FULL = 0.5
_LINES = {1: 42, 2: 32, 3: 15, 4: 7, 5: 4}
_QUANTITIES = {1: 82, 2: 14, 3: 3, 4: 1}
_WEATHER = 0.07  # standard deviation of a day's number of orders
_SKEW = 3.0  # the most popular product sells e**3 times as often as the least popular
_USUAL_PRICE, _LEAST_PRICE = 600, 200


class Product(NamedTuple):
    """A product of the shop. `price` is money as in the API."""

    id: str
    name: str
    price: Mapping[str, Any]


@dataclass(frozen=True)
class Event:
    """An order, or a refund of one."""

    moment: datetime
    refund: bool
    body: Body


class _Visit(NamedTuple):
    """An order without its items: its number of the day, its time, and the time of its refund if there is one."""

    number: int
    moment: datetime
    refunded_at: datetime | None


class DemoOrders:
    """The orders of a shop in time zone `zone` with at least one product."""

    def __init__(self, zone: ZoneInfo, products: Sequence[Product]) -> None:
        self._zone = zone
        self._products = sorted(products, key=lambda product: product.name.casefold())
        self._popularity = list(accumulate(map(_popularity, self._products)))

    def days(self, first: date, last: date, now: datetime) -> dict[date, list[Event]]:
        """Return the events of each day up to `now`, oldest first.

        There are no orders before `first`, and no refunds of them.
        """
        found: dict[date, list[Event]] = {}
        day = first
        while day <= last:
            earlier = _open_day_before(day)
            events = [*self._placed(day), *self._refunds(day, day)]
            if earlier >= first:
                events += self._refunds(earlier, day)
            found[day] = sorted((event for event in events if event.moment <= now), key=lambda event: event.moment)
            day += _DAY
        return found

    def _placed(self, day: date) -> Iterator[Event]:
        for visit in self._visits(day):
            yield _event(day, visit, visit.moment, self._items(day, visit.number), refund=False)

    def _refunds(self, ordered: date, day: date) -> Iterator[Event]:
        """Yield the refunds on `day` of the orders of the day `ordered`, which can be the same day."""
        for visit in self._visits(ordered):
            if visit.refunded_at and visit.refunded_at.astimezone(self._zone).date() == day:
                items = self._items(ordered, visit.number)
                chance = _chance(ordered, f"refund {visit.number}")
                if len(items) > 1 and chance.random() >= _REFUNDED_IN_FULL:
                    items = chance.sample(items, chance.randrange(1, len(items)))
                yield _event(ordered, visit, visit.refunded_at, items, refund=True)

    def _visits(self, day: date) -> Iterator[_Visit]:
        """Yield the visits of a day in order. Their number does not depend on the products."""
        mean = expected_orders(day)
        if not mean:
            return
        chance = _chance(day, "visits")
        count = max(0, round(chance.gauss(mean, math.sqrt(mean + (_WEATHER * mean) ** 2))))
        open_hours = hours(day)
        starts = chance.choices(list(open_hours), list(open_hours.values()), k=count)
        seconds = sorted(hour * 3600 + chance.randrange(3600) for hour in starts)
        for number, second in enumerate(seconds, start=1):
            yield _Visit(number, self._moment(day, second), self._refund_moment(day, second, chance))

    def _refund_moment(self, day: date, second: int, chance: random.Random) -> datetime | None:
        """Return a time before the shop closes, or on the morning of the next day on which it is open."""
        refunded, same_day, when = chance.random(), chance.random(), chance.random()
        if refunded >= _REFUNDED:
            return None
        if same_day < _REFUNDED_THE_SAME_DAY:
            closing = (max(hours(day)) + 1) * 3600
            return self._moment(day, second + 1 + int(when * (closing - second - 1)))
        following = _open_day_after(day)
        opening = min(hours(following)) * 3600
        return self._moment(following, opening + int(when * 4 * 3600))

    def _moment(self, day: date, second: int) -> datetime:
        """Return a time on the shop's clock. Seconds since midnight would be an hour off after a change of clocks."""
        clock = datetime(day.year, day.month, day.day, tzinfo=self._zone) + timedelta(seconds=second)
        return clock.astimezone(UTC)

    def _items(self, day: date, number: int) -> list[Body]:
        chance = _chance(day, f"order {number}")
        wanted = chance.choices(list(_LINES), list(_LINES.values()))[0]
        places = {bisect_right(self._popularity, chance.random() * self._popularity[-1]) for _ in range(wanted)}
        return [self._item(self._products[place], chance) for place in sorted(places)]

    @staticmethod
    def _item(product: Product, chance: random.Random) -> Body:
        quantity = chance.choices(list(_QUANTITIES), list(_QUANTITIES.values()))[0]
        amount = {"amount": product.price["amount"] * quantity, "currency": product.price["currency"]}
        return {"productId": product.id, "name": product.name, "quantity": quantity, "amount": amount}


def _event(day: date, visit: _Visit, moment: datetime, items: list[Body], *, refund: bool) -> Event:
    amounts: list[Any] = [item["amount"] for item in items]
    kind = "refunded" if refund else "placed"
    body: Body = {
        "eventId": str(uuid.uuid5(_EVENTS, f"{day}/{visit.number}/{kind}")),
        "type": f"order.{kind}",
        "orderId": f"{day:%Y%m%d}-{visit.number:03}",
        "occurredAt": moment.isoformat().replace("+00:00", "Z"),
        "items": items,
        "total": {"amount": sum(each["amount"] for each in amounts), "currency": amounts[0]["currency"]},
    }
    return Event(moment, refund, body)


def _popularity(product: Product) -> float:
    """Return a weight that follows from the name, so that it is the same everywhere. Expensive products sell less."""
    digest = hashlib.sha256(product.name.casefold().encode()).digest()
    liking = math.exp(_SKEW * int.from_bytes(digest[:4], "big") / 2**32)
    price: int = product.price["amount"]
    return liking * _USUAL_PRICE / max(price, _LEAST_PRICE)


def _chance(day: date, purpose: str) -> random.Random:
    return random.Random(f"{_SEED} {day} {purpose}")  # noqa: S311  # the orders must be the same in every run


def _open_day_before(day: date) -> date:
    day -= _DAY
    while not is_open(day):
        day -= _DAY
    return day


def _open_day_after(day: date) -> date:
    day += _DAY
    while not is_open(day):
        day += _DAY
    return day
