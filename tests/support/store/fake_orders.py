"""An order as its buyer gets it, in the states of its life: from the examples of the API document."""

import copy
import json
from functools import cache
from typing import Any

from local.engines.paths import ROOT
from tests.support.store.fake_menu import money

Document = dict[str, Any]

ID = "ord_01JD4W0Q8V5E2M7T9X3K6B1ZCN"


def own_order(status: str = "placed", *, payment: Document | None = None, **members: Any) -> Document:
    """Return `GET /orders/mine/{id}`. `payment`: members of its payment that differ from one due at the counter."""
    order = _example("/orders/mine/{id}", "get")
    is_open = status in {"pending", "placed", "accepted", "preparing", "ready"}
    order.update(status=status, unpaid=is_open, pollAfter=5 if is_open else 60)
    order["payment"].update(payment or {})
    return {**order, **members}


def tracked_order(status: str = "placed", **members: Any) -> Document:
    """Return `POST /orders/track`."""
    return {**_example("/orders/track", "post"), "status": status, "pollAfter": 5, **members}


def summaries(count: int, *, next_cursor: str | None = None, status: str = "completed") -> Document:
    """Return a page of `GET /orders/mine`. The orders have the numbers 001, 002 ..."""
    item = _example("/orders/mine", "get")["items"][0]
    items = [{**item, "id": f"{ID[:-3]}{n:03}", "number": f"{n:03}", "status": status} for n in range(1, count + 1)]
    return {"items": items, "nextCursor": next_cursor}


def reorder() -> Document:
    """Return `GET /orders/mine/{id}/reorder`: one line, and a cake that is not offered any more."""
    return _example("/orders/mine/{id}/reorder", "get")


def refund(amount: int, status: str) -> Document:
    """Return a refund of an order."""
    return {
        "id": f"rfd_01JD4W0Q8V5E2M7T9X3K6B1Z{amount:02}"[:30],
        "amount": money(amount),
        "taxes": [],
        "lines": [],
        "tip": money(0),
        "deliveryFee": money(0),
        "status": status,
        "reason": "quality",
        "createdAt": "2026-01-31T18:00:00.000Z",
    }


def _example(path: str, method: str) -> Document:
    content = _document()["paths"][path][method]["responses"]["200"]["content"]["application/json"]
    found: Document = copy.deepcopy(content["examples"]["example"]["value"])
    return found


@cache
def _document() -> Document:
    document: Document = json.loads((ROOT / "docs" / "openapi.json").read_text(encoding="utf-8"))
    return document
