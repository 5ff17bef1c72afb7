"""The demo shop's past: for each day the orders that it took and gave money back for, as events of the API.

The orders of a day depend on the day, the shop's time zone and its products only. Whoever makes them again, on another
day or machine, makes the same ones with the same ids, and the API counts none twice.
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

from demo.catalog import Body, name_key
from demo.trade import expected_orders, hours, is_open

_SEED = "bodega demo"
_EVENTS = uuid.UUID("9a1d5f0e-2a44-4c0b-8c55-6b7a3ad0d6f2")
_DAY = timedelta(days=1)

_REFUNDED = 0.02
_REFUNDED_THE_SAME_DAY = 0.6
_GIVEN_BACK_WHOLLY = 0.5
_LINES = {1: 42, 2: 32, 3: 15, 4: 7, 5: 4}
_QUANTITIES = {1: 82, 2: 14, 3: 3, 4: 1}
_WEATHER = 0.07  # standard deviation of a day
_SKEW = 3.0  # the most loved product is e to this times as popular as the least
_USUAL_PRICE, _LEAST_PRICE = 600, 200


class Product(NamedTuple):
    """What the shop sells; `price` is money as the API shows it."""

    id: str
    name: str
    price: Mapping[str, Any]


@dataclass(frozen=True)
class Event:
    """Something that happened in the shop: an order, or money given back for one."""

    moment: datetime
    refund: bool
    body: Body


class _Visit(NamedTuple):
    """An order before it is known what was bought: its number, when, and when it is given back, if ever."""

    number: int
    moment: datetime
    given_back: datetime | None


class History:
    """What happened in a shop in `zone` with these products, of which there must be one."""

    def __init__(self, zone: ZoneInfo, products: Sequence[Product]) -> None:
        self._zone = zone
        self._products = sorted(products, key=lambda product: name_key(product.name))
        self._popularity = list(accumulate(map(_popularity, self._products)))

    def days(self, first: date, last: date, now: datetime) -> dict[date, list[Event]]:
        """Each day's events up to now, in order. There are no orders before `first`, nor refunds of them."""
        found: dict[date, list[Event]] = {}
        day = first
        while day <= last:
            earlier = _open_day_before(day)
            events = [*self._placed(day), *self._given_back(day, day)]
            if earlier >= first:
                events += self._given_back(earlier, day)
            found[day] = sorted((event for event in events if event.moment <= now), key=lambda event: event.moment)
            day += _DAY
        return found

    def _placed(self, day: date) -> Iterator[Event]:
        for visit in self._visits(day):
            yield _event(day, visit, visit.moment, self._items(day, visit.number), refund=False)

    def _given_back(self, ordered: date, day: date) -> Iterator[Event]:
        """Refunds on `day` of what was ordered on another day, or on that one."""
        for visit in self._visits(ordered):
            if visit.given_back and visit.given_back.astimezone(self._zone).date() == day:
                items = self._items(ordered, visit.number)
                chance = _chance(ordered, f"refund {visit.number}")
                if len(items) > 1 and chance.random() >= _GIVEN_BACK_WHOLLY:
                    items = chance.sample(items, chance.randrange(1, len(items)))
                yield _event(ordered, visit, visit.given_back, items, refund=True)

    def _visits(self, day: date) -> Iterator[_Visit]:
        """In order. They do not depend on the products, so that a day has as many orders whatever there is to buy."""
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
        """Before the shop closes, or on the morning of the next day on which it is open."""
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
        """A time on the shop's clock. Not a sum of seconds since midnight, which a change of clocks would move."""
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
    """The same in every shop and year, because it comes from the name; whole cakes are rarer than coffees."""
    digest = hashlib.sha256(name_key(product.name).encode()).digest()
    liking = math.exp(_SKEW * int.from_bytes(digest[:4], "big") / 2**32)
    price: int = product.price["amount"]
    return liking * _USUAL_PRICE / max(price, _LEAST_PRICE)


def _chance(day: date, purpose: str) -> random.Random:
    return random.Random(f"{_SEED} {day} {purpose}")


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
