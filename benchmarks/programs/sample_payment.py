"""An order that waits for its card payment, and what the stub returns when a process starts its payment."""

from benchmarks.programs.sample_data import USER_ID, Item, stored
from benchmarks.programs.stub import Prepared

ORDER_ID = "ord_01JD4W0Q8V5E2M7T9X3K6B1ADM"  # of events/payments/start.json
TOTAL = 4095
_PLACED = "2026-01-31T09:30:00.000Z"
_NEVER = "2099-01-31T09:30:00.000Z"
_EXPIRES = 4_102_444_800


def prepared() -> Prepared:
    """Return the responses to the calls of `POST /orders/mine/{id}/payments`."""
    items = [_head(), _lines()]
    return {
        ("Query", f"ORDER#{ORDER_ID}"): {"Items": items, "Count": len(items), "ScannedCount": len(items)},
        ("UpdateItem", f"ORDER#{ORDER_ID}"): {"Attributes": _head()},
        ("/v1/payment_intents", ""): _intent(),
    }


def _head() -> Item:
    return stored(
        pk=f"ORDER#{ORDER_ID}", sk="ORDER", id=ORDER_ID, number="047", day="2026-01-31", status="pending",
        placedAt=_PLACED, updatedAt=_PLACED, holdUntil=_NEVER, customerId=USER_ID, currency="CAD",
        totals={"total": TOTAL}, payment={"method": "card", "status": "due"}, version=1, expiresAt=_EXPIRES,
    )  # fmt: skip


def _lines() -> Item:
    return stored(pk=f"ORDER#{ORDER_ID}", sk="LINES", lines=[], expiresAt=_EXPIRES)


def _intent() -> dict[str, object]:
    return {
        "id": "pi_3QabcdEFGHijkl0123456789",
        "object": "payment_intent",
        "amount": TOTAL,
        "amount_received": 0,
        "capture_method": "manual",
        "client_secret": "pi_3QabcdEFGHijkl0123456789_secret_0123456789abcdef",
        "created": 1_769_851_800,
        "currency": "cad",
        "metadata": {"order": ORDER_ID, "attempt": "1"},
        "payment_method_types": ["card"],
        "status": "requires_payment_method",
    }
