"""Quotes and orders as the API shows them, for the bare handler."""

import os
from datetime import UTC, datetime

CURRENCY = os.environ["SHOP_CURRENCY"]


def quote_document(body, lines, totals, slot):
    return {
        "orderable": True,
        "problems": [],
        "lines": line_documents(body, lines),
        "totals": totals_document(totals),
        "fulfilment": {
            "type": body["fulfilment"]["type"],
            "asap": True,
            "from": text(slot[0]),
            "to": text(slot[1]),
        },
        "quotedAt": text(datetime.now(UTC)),
    }


def order_document(body, head, lines, person):
    payment = dict.fromkeys(("tender", "amount", "received", "change", "rounding", "paidAt"))
    shown = ("id", "number", "day", "status", "placedAt", "updatedAt", "dueFrom", "dueTo")
    return {
        **{name: head[name] for name in shown},
        "fulfilment": {**head["fulfilment"], "table": None},
        "lines": line_documents(body, lines),
        "totals": totals_document(head["totals"]),
        "payment": head["payment"] | payment,
        "customer": {name: person[name] for name in ("name", "phone", "email")},
        "note": person["note"],
        "placedBy": head["placedBy"],
        "cancelUntil": head["cancelUntil"],
        "cancelReason": None,
        "version": head["version"],
    }


def line_documents(body, lines):
    return [
        {
            **{name: line[name] for name in ("line", "productId", "name", "quantity")},
            "unit": {
                "base": money(line["unit"]["base"]),
                "addons": [{**addon, "each": money(addon["each"])} for addon in line["unit"]["addons"]],
                "amount": money(line["unit"]["amount"]),
            },
            "gross": money(line["gross"]),
            "discounts": line["discounts"],
            "net": money(line["net"]),
            "taxes": [{"name": tax["name"], "amount": money(tax["amount"])} for tax in line["taxes"]],
            "note": asked.get("note"),
        }
        for line, asked in zip(lines, body["lines"], strict=True)
    ]


def totals_document(totals):
    taxes = [{**tax, "base": money(tax["base"]), "amount": money(tax["amount"])} for tax in totals["taxes"]]
    amounts = ("items", "discount", "deliveryFee", "tip", "rounding", "total")
    return {"taxes": taxes, **{name: money(totals[name]) for name in amounts}}


def money(amount):
    return {"amount": amount, "currency": CURRENCY}


def text(moment):
    return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"
