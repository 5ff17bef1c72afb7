"""Orders that are paid by card, as they are stored, and what a payment provider reports about them."""

from datetime import UTC, datetime
from typing import Any

from payments.payment_provider import Rank, Report
from tests.support.shop.stored_orders import BUYER, ORDER_ID, PLACED_AT, RETENTION, Items, stored_order, totals

HOLD_UNTIL = "2026-11-30T14:10:00.000Z"
DURING_HOLD = datetime(2026, 11, 30, 14, 5, tzinfo=UTC)
INTENT = "pi_1"
TOTAL: int = totals()["total"]
DIGEST = "d" * 64
LAPSES = datetime(2026, 12, 7, 14, 5, tzinfo=UTC)


def attempt(order_id: str = ORDER_ID, number: int = 1, status: str = "waiting", **changed: Any) -> dict[str, Any]:
    """Return an attempt to pay an order."""
    ranks = {"starting": 0, "waiting": 1, "authorized": 2, "captured": 3, "voided": 4}
    return {
        "pk": f"ORDER#{order_id}",
        "sk": f"PAYMENT#{number}",
        "provider": "stripe",
        "attempt": number,
        "status": status,
        "rank": ranks[status],
        "amount": TOTAL,
        "currency": "CAD",
        "key": f"{order_id}-{number}",
        "createdAt": PLACED_AT,
        "updatedAt": PLACED_AT,
        "expiresAt": RETENTION,
        **({} if status == "starting" else {"intent": INTENT}),
        **changed,
    }


def card_order(order_id: str = ORDER_ID, status: str = "pending", payment: str = "due", **changed: Any) -> Items:
    """Return the items of an order that is paid by card, without an attempt. `payment`: the status of its payment."""
    waiting = {
        "holdUntil": HOLD_UNTIL,
        "duePk": "DUE#PAYMENTS",
        "dueSk": f"{HOLD_UNTIL}#{order_id}",
    }
    paid = {"method": "card", "status": payment, **changed.pop("paid", {})}
    members = {**(waiting if status == "pending" else {}), "payment": paid, **changed}
    head, lines, person, history = stored_order(order_id, status, **members)
    person["track"] = DIGEST
    history["to"] = "pending"
    if status == "pending":
        head["callName"] = person["name"]
        head["ticket"][0]["note"] = "extra hot"
    return [head, lines, person, history]


def unpaid_mark(order_id: str = ORDER_ID) -> dict[str, Any]:
    """Return the mark that an order of the buyer waits for its payment."""
    return {"pk": f"USER#{BUYER}", "sk": "UNPAID", "orderId": order_id}


def settings(**members: Any) -> dict[str, Any]:
    """Return the store's settings as they are stored."""
    return {"pk": "STORE", "sk": "SETTINGS", "version": 1, **members}


def report(rank: Rank = Rank.AUTHORIZED, **changed: Any) -> Report:
    """Return what the provider says about the first attempt."""
    found = Report(
        id=INTENT,
        rank=rank,
        amount=TOTAL,
        captured=TOTAL if rank is Rank.CAPTURED else 0,
        currency="CAD",
        order_id=ORDER_ID,
        attempt=1,
        capture_before=LAPSES if rank is Rank.AUTHORIZED else None,
    )
    return found._replace(**changed)
