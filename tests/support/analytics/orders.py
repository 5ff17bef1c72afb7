"""Events of orders for tests, and the plain sums that every report has to agree with."""

import random
import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("America/Toronto")
NOON = datetime(2025, 3, 10, 16, 0, tzinfo=UTC)  # noon in Toronto
PRODUCTS = {f"prd_{number}": f"Product {number}" for number in range(12)}

Event = dict[str, Any]


def money(amount: int) -> dict[str, Any]:
    return {"amount": amount, "currency": "CAD"}


def order(*lines: tuple[str, int, int], at: datetime = NOON, refund: bool = False, event_id: str = "") -> Event:
    """An event of (product id, quantity, amount) lines; of one coffee without any."""
    items: list[dict[str, Any]] = [
        {"productId": product, "name": PRODUCTS.get(product, product), "quantity": quantity, "amount": money(amount)}
        for product, quantity, amount in lines or [("prd_1", 1, 450)]
    ]
    return {
        "eventId": event_id or str(uuid.uuid4()),
        "type": "order.refunded" if refund else "order.placed",
        "orderId": "0042",
        "occurredAt": at.isoformat().replace("+00:00", "Z"),
        "items": items,
        "total": money(sum(item["amount"]["amount"] for item in items)),
    }


def random_order(chance: random.Random, begin: datetime = NOON, days: int = 3) -> Event:
    moment = begin + timedelta(seconds=chance.randrange(days * 24 * 60 * 60))
    lines = [
        (product, chance.randint(1, 4), chance.randint(0, 5000))
        for product in chance.sample(sorted(PRODUCTS), chance.randint(1, 3))
    ]
    event_id = str(uuid.UUID(int=chance.getrandbits(128)))
    return order(*lines, at=moment, refund=chance.random() < 0.1, event_id=event_id)


class Books:
    """The plain sum of events: `buckets` by (partition, sort key), `products` by (month, product id)."""

    def __init__(self, events: Iterable[Event]) -> None:
        self.buckets: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        self.products: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        for event in {event["eventId"]: event for event in events}.values():
            self._add(event)

    def _add(self, event: Event) -> None:
        moment = datetime.fromisoformat(event["occurredAt"])
        local = moment.astimezone(ZONE)
        sign = 1 if event["type"] == "order.placed" else -1
        total = event["total"]["amount"]
        gained = Counter(revenue=sign * total, items=sign * sum(item["quantity"] for item in event["items"]))
        gained.update({"orders": 1} if sign > 0 else {"refunds": 1, "refunded": total})
        hour = moment.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
        for partition, sort in (
            (f"HOUR#{local:%Y-%m}", f"{hour:%Y-%m-%dT%H:%MZ}"),
            (f"DAY#{local:%Y}", f"{local:%Y-%m-%d}"),
            ("MONTH", f"{local:%Y-%m}"),
            ("YEAR", f"{local:%Y}"),
        ):
            self.buckets[partition, sort].update(gained)
        for item in event["items"]:
            quantity, revenue = sign * item["quantity"], sign * item["amount"]["amount"]
            day = f"{local:%d}"
            changes = {"quantity": quantity, "revenue": revenue, f"q{day}": quantity, f"r{day}": revenue}
            self.products[f"{local:%Y-%m}", item["productId"]].update(changes)

    def counters(self) -> dict[tuple[str, str], dict[str, int]]:
        """All that the table has to hold, without zeroes."""
        kept = {key: dict(figures) for key, figures in self.buckets.items()}
        kept |= {(f"PRODUCTS#{month}", product): dict(figures) for (month, product), figures in self.products.items()}
        return without_zeroes(kept)


def without_zeroes(counters: dict[tuple[str, str], dict[str, int]]) -> dict[tuple[str, str], dict[str, int]]:
    kept = {key: {name: value for name, value in figures.items() if value} for key, figures in counters.items()}
    return {key: figures for key, figures in kept.items() if figures}
