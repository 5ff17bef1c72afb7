"""Lists of payments and refunds, in pages, newest first. https://docs.stripe.com/api/pagination"""

from __future__ import annotations

from typing import Any

from local.payments.errors import invalid, missing
from local.payments.forms import Parameters
from local.payments.ledger import Document, Ledger

_DEFAULT, _MOST = 10, 100
_URLS = {"payment_intent": "/v1/payment_intents", "refund": "/v1/refunds"}


def page(ledger: Ledger, kind: str, values: dict[str, Any]) -> Document:
    """Return a page of a list. Raises: Invalid."""
    parameters = Parameters(values, "created", "limit", "starting_after", "payment_intent", "charge")
    limit = parameters.number("limit") or _DEFAULT
    if not 1 <= limit <= _MOST:
        raise invalid(f"Invalid integer: limit must be from 1 to {_MOST}", "parameter_invalid_integer", param="limit")
    charge = parameters.text("charge")
    found = [
        one
        for one in reversed(ledger.of_kind(kind, parameters.text("payment_intent")))
        if _is_within(one["created"], values.get("created")) and charge in (None, one.get("charge"))
    ]
    after = parameters.text("starting_after")
    if after:
        ids = [one["id"] for one in found]
        if after not in ids:
            raise missing(kind, after, in_path=False)
        found = found[ids.index(after) + 1 :]
    return {"object": "list", "url": _URLS[kind], "has_more": len(found) > limit, "data": found[:limit]}


def _is_within(created: int, asked: Any) -> bool:
    """Return whether a time is the one asked for, or inside of `gt`, `gte`, `lt` and `lte`."""
    bounds = asked if isinstance(asked, dict) else {} if asked is None else {"gte": asked, "lte": asked}
    checks = {
        "gt": lambda bound: created > bound,
        "gte": lambda bound: created >= bound,
        "lt": lambda bound: created < bound,
        "lte": lambda bound: created <= bound,
    }
    if not bounds.keys() <= checks.keys() or not all(str(bound).isdecimal() for bound in bounds.values()):
        raise invalid("Invalid timestamp.", param="created")
    return all(checks[name](int(bound)) for name, bound in bounds.items())
