"""Computes the counters that the analytics table must hold for a set of events."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from harness.shop.orders import Event

ZONE = ZoneInfo("America/Toronto")


class ExpectedCounters:
    """The sums of events: `buckets` by (partition, sort key), `products` by (month, product id)."""

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
        """Return the expected counters of the table, without zeroes."""
        kept = {key: dict(figures) for key, figures in self.buckets.items()}
        kept |= {(f"PRODUCTS#{month}", product): dict(figures) for (month, product), figures in self.products.items()}
        return without_zeroes(kept)


def without_zeroes(counters: dict[tuple[str, str], dict[str, int]]) -> dict[tuple[str, str], dict[str, int]]:
    kept = {key: {name: value for name, value in figures.items() if value} for key, figures in counters.items()}
    return {key: figures for key, figures in kept.items() if figures}
