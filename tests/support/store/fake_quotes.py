"""Quotes of any cart, priced from a flat menu, as `POST /orders/quote` answers it."""

from collections.abc import Sequence
from typing import Any

from tests.support.store.fake_menu import Document, money


def quote_of(menu: Document, cart: Document, problems: Sequence[Document] = ()) -> Document:
    """Return the quote of a cart with a tax of 5 %. Lines with a problem at their product are left out."""
    left_out = {problem["pointer"] for problem in problems}
    lines = [
        _line(menu, place, line)
        for place, line in enumerate(cart["lines"])
        if f"/lines/{place}/productId" not in left_out
    ]
    items = sum(line["net"]["amount"] for line in lines)
    return {
        "orderable": not problems,
        "problems": list(problems),
        "lines": lines,
        "totals": _totals(items),
        "fulfilment": {
            "type": "pickup",
            "asap": True,
            "from": "2026-11-30T17:00:00.000Z",
            "to": "2026-11-30T17:15:00.000Z",
        },
        "quotedAt": "2026-11-30T16:45:00.000Z",
    }


def cart_problem(code: str, place: int, where: str, **members: Any) -> Document:
    """Return a problem of a line. `place`: from 0. `where`: the rest of the pointer, for example `productId`."""
    return {"code": code, "pointer": f"/lines/{place}/{where}", "detail": "It cannot be ordered.", **members}


def _line(menu: Document, place: int, line: Document) -> Document:
    product = _find(menu["products"], line["productId"])
    addons = [_addon(menu, selection, choice) for selection in line["selections"] for choice in selection["addons"]]
    unit = product["price"]["amount"] + sum(addon["each"]["amount"] * addon["quantity"] for addon in addons)
    net = money(unit * line["quantity"])
    return {
        "line": place + 1,
        "productId": product["id"],
        "name": product["name"],
        "quantity": line["quantity"],
        "unit": {"base": product["price"], "addons": addons, "amount": money(unit)},
        "gross": net,
        "discounts": [],
        "net": net,
        "taxes": [],
        "note": line["note"],
    }


def _addon(menu: Document, selection: Document, choice: Document) -> Document:
    addon = _find(menu["addons"], choice["addonId"])
    return {
        "customizationId": selection["customizationId"],
        "addonId": addon["id"],
        "name": addon["name"],
        "quantity": choice["quantity"],
        "each": addon["price"],
    }


def _totals(items: int) -> Document:
    tax = items // 20
    nothing = {name: money(0) for name in ("discount", "deliveryFee", "tip", "rounding")}
    taxes = [{"name": "GST", "rate": 5000, "included": False, "base": money(items), "amount": money(tax)}]
    return {"items": money(items), **nothing, "taxes": taxes, "total": money(items + tax)}


def _find(items: Sequence[Document], id: str) -> Document:
    return next(item for item in items if item["id"] == id)
