"""The routes that the dashboard calls, with figures, clock and failures of a test."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from email.utils import format_datetime
from typing import Any
from zoneinfo import ZoneInfo

from aiohttp import web

ZONE = "America/Toronto"
TOKENS = {"accessToken": "access", "refreshToken": "refresh"}


@dataclass
class FakeAnalytics:
    """The API of a shop whose time is `now`, in UTC.

    `hours`: the orders of each hour, by its begin in the shop's time zone. Each order has two items.
    `refusals`: the response to a path instead of its report, as status, body and headers.
    """

    now: datetime
    hours: dict[datetime, int] = field(default_factory=dict)
    price: int = 1000
    currency: str = "CAD"
    digits: int = 2
    refusals: dict[str, tuple[int, dict[str, Any], dict[str, str]]] = field(default_factory=dict)
    calls: list[str] = field(default_factory=list)
    prefix: str = "/v1"

    async def handle(self, request: web.Request) -> web.StreamResponse:
        path = request.path.removeprefix(self.prefix)
        self.calls.append(path)
        if path in self.refusals:
            status, body, headers = self.refusals[path]
            return web.json_response(body, status=status, headers=headers)
        return web.json_response(self._answer(path, request), headers={"Date": format_datetime(self.now, usegmt=True)})

    def _answer(self, path: str, request: web.Request) -> dict[str, Any]:
        if path.startswith("/users/"):
            return {**TOKENS, "user": {"role": "admin"}}
        today = self.now.astimezone(ZoneInfo(ZONE)).date()
        last = date.fromisoformat(request.query.get("to", today.isoformat()))
        first = date.fromisoformat(request.query.get("from", last.isoformat()))
        header = {"timeZone": ZONE, "currency": self.currency, "currencyDigits": self.digits}
        report = {
            "/analytics/summary": lambda: self._summary(first, last),
            "/analytics/orders": lambda: self._orders(first, last, request.query["interval"]),
            "/analytics/products": lambda: self._products(first, last),
        }[path]()
        return {**header, **report}

    def _summary(self, first: date, last: date) -> dict[str, Any]:
        days = (last - first).days + 1
        before = self._figures(first - timedelta(days), last - timedelta(days))
        return {**self._figures(first, last), "previous": before}

    def _figures(self, first: date, last: date) -> dict[str, Any]:
        orders = sum(count for hour, count in self.hours.items() if first <= hour.date() <= last)
        return {"from": first.isoformat(), "to": last.isoformat(), **self._totals(orders)}

    def _totals(self, orders: int) -> dict[str, Any]:
        average = {"amount": self.price, "currency": self.currency} if orders else None
        revenue = {"amount": self.price * orders, "currency": self.currency}
        return {
            "orders": orders,
            "revenue": revenue,
            "averageOrderValue": average,
            "itemsSold": 2 * orders,
            "refunds": 0,
        }

    def _orders(self, first: date, last: date, interval: str) -> dict[str, Any]:
        counts = {label: 0 for label, _ in _buckets(first, last, interval)}
        for label, begin in _buckets(first, last, interval):
            counts[label] += self.hours.get(begin, 0)
        orders = list(counts.values())
        series = {
            "orders": orders,
            "revenue": [self.price * count for count in orders],
            "itemsSold": [2 * count for count in orders],
            "refunds": [0] * len(orders),
        }
        return {"interval": interval, "labels": list(counts), "series": series, "totals": self._totals(sum(orders))}

    def _products(self, first: date, last: date) -> dict[str, Any]:
        figures = self._figures(first, last)
        found = [("Flat white", figures["revenue"]["amount"], figures["itemsSold"])] if figures["orders"] else []
        names, revenue, quantity = zip(*found, strict=True) if found else ((), (), ())
        ranking = {"labels": names, "revenue": revenue, "quantity": quantity}
        return {"byRevenue": ranking, "byQuantity": ranking}


def _buckets(first: date, last: date, interval: str) -> Iterator[tuple[str, datetime]]:
    """Yield each hour of the days with the label of its bucket."""
    length = {"day": 10, "month": 7}.get(interval)
    for number in range((last - first).days + 1):
        for hour in range(24):
            begin = datetime(first.year, first.month, first.day, hour, tzinfo=ZoneInfo(ZONE)) + timedelta(number)
            yield begin.isoformat(timespec="minutes")[:length], begin
