"""The items of a new order, as the orders table has them."""

import os
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from bodega.clock import timestamp
from bodega.items import Item
from bodega.orders.hours import accept_by
from bodega.orders.transitions import ACCEPTED, PENDING, PLACED
from orders.placing.person import Person
from orders.placing.shapes import CARD, Asked, Placed, Sender
from orders.pricing.cart import CartLine, PricedLine
from orders.quoting.quote import Quote
from orders.quoting.schedule import Due

_PERSON_DAYS = 180  # after the order is due; disputes of payments take up to 120
_DAYS_OF_A_YEAR = 366


def new_order(
    order_id: str, number: str, quote: Quote, due: Due, *, asked: Asked, person: Person, sender: Sender
) -> Placed:
    """Return the items of an order that is quoted without problems.

    An order that has to be paid by card is pending: it is reserved for `holdMinutes`, and the shop does not get it yet.
    """
    settings, now = quote.settings, quote.quoted_at
    placed_at = timestamp(now)
    lines = [line.as_dict() for line in quote.priced.lines]
    totals = quote.priced.totals.as_dict()
    cart = quote.cart
    table = cart.fulfilment.table
    waits = asked.method == CARD and totals["total"] > 0
    status = PENDING if waits else ACCEPTED if settings.auto_accept else PLACED
    head: Item = {
        "id": order_id,
        "number": number,
        "day": due.day.isoformat(),
        "status": status,
        "placedAt": placed_at,
        "updatedAt": placed_at,
        "dueFrom": timestamp(due.slot.start),
        "dueTo": timestamp(due.slot.end),
        "fulfilment": {
            "type": cart.fulfilment.type,
            "asap": cart.fulfilment.at is None,
            **({"table": table} if table else {}),
        },
        "totals": totals,
        "itemCount": cart.pieces,
        "currency": os.environ["SHOP_CURRENCY"],
        "payment": {"method": asked.method, "status": "due" if totals["total"] else "none"},
        "placedBy": sender.role,
        "ticket": [_ticket_line(line, cart.lines[line.line - 1]) for line in quote.priced.lines],
        "taken": _taken(quote),
        "cancelUntil": settings.cancel_until,
        "version": 1,
        "expiresAt": _epoch(now + timedelta(days=int(os.environ["ORDER_RETENTION_YEARS"]) * _DAYS_OF_A_YEAR)),
    }
    if sender.buys:
        head["customerId"] = sender.user_id
    if person.name:
        head["callName"] = person.name
    if due.units is not None:
        head["slot"] = {"day": head["day"], "from": head["dueFrom"], "units": due.units}
    if status == PENDING:
        head["holdUntil"] = timestamp(now + timedelta(minutes=settings.hold_minutes))
    elif status == PLACED:
        head["acceptBy"] = timestamp(accept_by(settings, now))
    return Placed(
        head,
        {"lines": lines, "taxes": settings.taxes, "expiresAt": head["expiresAt"]},
        _person(person, cart.lines, asked.note, due.slot.end),
    )


def _person(person: Person, lines: Sequence[CartLine], note: str | None, due: datetime) -> Item:
    notes = {str(place): line.note for place, line in enumerate(lines, start=1) if line.note}
    members: Mapping[str, Any] = {
        "name": person.name,
        "phone": person.phone,
        "email": person.email,
        "note": note,
        "lineNotes": notes,
    }
    kept = {name: value for name, value in members.items() if value}
    return {**kept, "expiresAt": _epoch(due + timedelta(days=_PERSON_DAYS))}


def _taken(quote: Quote) -> list[Item]:
    """Return the pieces of the counted products, which the order takes from stock."""
    pieces: dict[str, int] = {}
    for line in quote.cart.lines:
        if quote.products[line.product_id].get("quantity") is not None:
            pieces[line.product_id] = pieces.get(line.product_id, 0) + line.quantity
    return [{"productId": product_id, "quantity": quantity} for product_id, quantity in pieces.items()]


def _ticket_line(line: PricedLine, asked: CartLine) -> Item:
    options = [addon.name if addon.quantity == 1 else f"{addon.quantity} × {addon.name}" for addon in line.unit.addons]
    return {
        "quantity": line.quantity,
        "name": line.name,
        "options": options,
        **({"note": asked.note} if asked.note else {}),
    }


def _epoch(moment: datetime) -> int:
    return int(moment.timestamp())
