"""Orders as the API shows them: the whole order, a summary in lists, and a ticket in the kitchen's queue.

Stored amounts are plain integers in the shop's currency. On the wire each one is Money.
"""

import os
from collections.abc import Mapping, Sequence
from typing import Any

from bodega.items import Item
from bodega.orders.transitions import OPEN

_HEAD = ("id", "number", "day", "status", "placedAt", "updatedAt", "dueFrom", "dueTo")
_SUMMARY = ("id", "number", "day", "status", "placedAt", "dueFrom", "dueTo")
_TICKET = ("id", "number", "status", "placedAt", "updatedAt", "dueFrom", "dueTo")
_PERSON = ("name", "phone", "email")
_PAYMENT = ("amount", "received", "change", "rounding", "refunded")
_ATTEMPT = ("attempt", "provider", "status", "createdAt", "updatedAt")


def money(amount: int) -> Item:
    return {"amount": amount, "currency": os.environ["SHOP_CURRENCY"]}


def line_document(line: Mapping[str, Any], note: str | None = None) -> Item:
    """Return a priced line. `line`: as `PricedLine.as_dict` returns it, and as it is stored."""
    unit = line["unit"]
    addons = [
        {
            **{name: addon[name] for name in ("customizationId", "addonId", "name", "quantity")},
            "each": money(addon["each"]),
        }
        for addon in unit["addons"]
    ]
    return {
        **{name: line[name] for name in ("line", "productId", "name", "quantity")},
        "unit": {"base": money(unit["base"]), "addons": addons, "amount": money(unit["amount"])},
        "gross": money(line["gross"]),
        "discounts": [{**each, "amount": money(each["amount"])} for each in line["discounts"]],
        "net": money(line["net"]),
        "taxes": [{"name": tax["name"], "amount": money(tax["amount"])} for tax in line["taxes"]],
        "note": note,
    }


def totals_document(totals: Mapping[str, Any]) -> Item:
    """Return the totals. `totals`: as `Totals.as_dict` returns them, and as they are stored."""
    taxes = [
        {
            **{name: tax[name] for name in ("name", "rate", "included")},
            "base": money(tax["base"]),
            "amount": money(tax["amount"]),
        }
        for tax in totals["taxes"]
    ]
    return {
        "items": money(totals["items"]),
        "discount": money(totals["discount"]),
        "taxes": taxes,
        **{name: money(totals[name]) for name in ("deliveryFee", "tip", "rounding", "total")},
    }


def order_document(
    head: Mapping[str, Any],
    lines: Mapping[str, Any],
    person: Mapping[str, Any] | None,
    refunds: Sequence[Mapping[str, Any]] = (),
) -> Item:
    """Return the whole order. `person`: the item with personal data, None if it has expired or was erased."""
    kept = person or {}
    notes = kept.get("lineNotes") or {}
    return {
        **{name: head[name] for name in _HEAD},
        "fulfilment": _fulfilment(head),
        "lines": [line_document(line, notes.get(str(line["line"]))) for line in lines["lines"]],
        "totals": totals_document(head["totals"]),
        "payment": payment_document(head["payment"]),
        "unpaid": is_unpaid(head),
        "holdUntil": head.get("holdUntil"),
        "refunds": [refund_document(refund) for refund in refunds],
        "customer": {name: kept.get(name) for name in _PERSON} if kept else None,
        "note": kept.get("note"),
        "placedBy": head["placedBy"],
        "cancelUntil": head["cancelUntil"],
        "cancelReason": head.get("cancelReason"),
        "version": head["version"],
    }


def refund_document(refund: Mapping[str, Any]) -> Item:
    """Return a refund. `refund`: its item as stored."""
    return {
        "id": refund["id"],
        "amount": money(refund["amount"]),
        "taxes": [{"name": tax["name"], "amount": money(tax["amount"])} for tax in refund["taxes"]],
        "lines": [{"line": each["line"], "quantity": each["quantity"]} for each in refund.get("lines", ())],
        **{name: money(refund.get(name, 0)) for name in ("tip", "deliveryFee")},
        **{name: refund[name] for name in ("status", "reason", "createdAt")},
    }


def staff_document(
    head: Mapping[str, Any],
    lines: Mapping[str, Any],
    person: Mapping[str, Any] | None,
    *,
    history: Sequence[Mapping[str, Any]],
    payments: Sequence[Mapping[str, Any]],
    refunds: Sequence[Mapping[str, Any]],
) -> Item:
    """Return the whole order with its history and its attempts to pay by card, oldest first."""
    entries = [
        {"from": each["from"], "to": each["to"], "at": each["at"], "actor": _actor(each), "reason": each.get("reason")}
        for each in history
    ]
    document = order_document(head, lines, person, refunds)
    return {
        **document,
        "cancelNote": (person or {}).get("cancelNote"),
        "payments": [_attempt_document(payment) for payment in payments],
        "history": entries,
    }


def summary_document(head: Mapping[str, Any]) -> Item:
    """Return the order as lists show it. `head`: at least the attributes that the lists' indexes project."""
    return {
        **{name: head[name] for name in _SUMMARY},
        "fulfilment": _fulfilment(head),
        "itemCount": head["itemCount"],
        "totals": totals_document(head["totals"]),
        "payment": payment_document(head["payment"]),
        "version": head["version"],
    }


def ticket_document(head: Mapping[str, Any]) -> Item:
    """Return the order as the kitchen sees it. `head`: at least the attributes that the queue's index projects."""
    return {
        **{name: head[name] for name in _TICKET},
        "fulfilment": _fulfilment(head),
        "callName": head.get("callName"),
        "ticket": [
            {**{name: line[name] for name in ("quantity", "name", "options")}, "note": line.get("note")}
            for line in head["ticket"]
        ],
        "totals": totals_document(head["totals"]),
        "payment": payment_document(head["payment"]),
        "unpaid": is_unpaid(head),
        "version": head["version"],
    }


def tracked_document(head: Mapping[str, Any]) -> Item:
    """Return the order as anyone with the link of its mail sees it: without names, notes and ids."""
    return {
        **{name: head[name] for name in ("number", "day", "status", "dueFrom", "dueTo")},
        "fulfilment": {"type": head["fulfilment"]["type"]},
        "lines": [{name: line[name] for name in ("quantity", "name", "options")} for line in head["ticket"]],
        "total": money(head["totals"]["total"]),
        "cancelReason": head.get("cancelReason"),
    }


def payment_document(payment: Mapping[str, Any]) -> Item:
    """Return the payment. `amount` and the members after it are null until there is one."""
    return {
        "method": payment["method"],
        "status": payment["status"],
        "tender": payment.get("tender"),
        **{name: money(payment[name]) if name in payment else None for name in _PAYMENT},
        "paidAt": payment.get("paidAt"),
    }


def is_unpaid(head: Mapping[str, Any]) -> bool:
    """Return whether the kitchen works on an order that has to be paid at the counter."""
    payment = head["payment"]
    due = payment["method"] == "counter" and payment["status"] == "due"
    return head["status"] in OPEN and (due or payment["status"] == "failed")


def _attempt_document(payment: Mapping[str, Any]) -> Item:
    return {
        **{name: payment[name] for name in _ATTEMPT},
        "amount": money(payment["amount"]),
        "reference": payment.get("intent"),
        "lastDecline": payment.get("lastDecline"),
        "captureBefore": payment.get("captureBefore"),
        "capturedAt": payment.get("capturedAt"),
    }


def _actor(entry: Mapping[str, Any]) -> Item:
    actor = entry["actor"]
    return {"role": actor["role"], "id": actor.get("id")}


def _fulfilment(head: Mapping[str, Any]) -> Item:
    fulfilment = head["fulfilment"]
    return {"type": fulfilment["type"], "asap": fulfilment["asap"], "table": fulfilment.get("table")}
