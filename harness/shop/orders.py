"""Events of orders, as a shop sends them to the intake."""

import random
import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

NOON = datetime(2025, 3, 10, 16, 0, tzinfo=UTC)  # noon in Toronto
PRODUCTS = {f"prd_{number}": f"Product {number}" for number in range(12)}

Event = dict[str, Any]


def money(amount: int) -> dict[str, Any]:
    return {"amount": amount, "currency": "CAD"}


def order(*lines: tuple[str, int, int], at: datetime = NOON, refund: bool = False, event_id: str = "") -> Event:
    """Return an event with (product ID, quantity, amount) lines; by default one line."""
    event_id = event_id or str(uuid.uuid4())
    items: list[dict[str, Any]] = [
        {"productId": product, "name": PRODUCTS.get(product, product), "quantity": quantity, "amount": money(amount)}
        for product, quantity, amount in lines or [("prd_1", 1, 450)]
    ]
    return {
        "eventId": event_id,
        "type": "order.refunded" if refund else "order.placed",
        "orderId": f"order-{event_id}",
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
