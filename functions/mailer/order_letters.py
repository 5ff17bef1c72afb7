"""The texts of the mails about an order.

Anyone can place an order with a stranger's address. So these mails contain no text that the customer typed: no note, no
table, and no name unless the mailbox is verified.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from bodega.business_day import zone
from bodega.currencies import amount_text
from bodega.outbox import CARD, COUNTER, UNCHARGED
from mailer.layout import Button, Letter, Shop

_REASONS: Final = {
    "out_of_stock": "Something in it is sold out.",
    "closing": "We are closing.",
    "customer": "You asked us to cancel it.",
    "not_accepted": "We could not confirm it in time.",
}
_OTHER_REASON: Final = "We cannot prepare it."
_BANK: Final = "Depending on your bank, it takes 5 to 10 days until you see it."
_MONEY: Final = {
    COUNTER: " We return your money at the counter.",
    CARD: f" We return the money to your card. {_BANK}",
    UNCHARGED: " Your card is not charged.",
}

Parameters = Mapping[str, Any]


def received(parameters: Parameters, shop: Shop) -> Letter:
    number = parameters["number"]
    return _letter(
        f"We received your order {number} at {shop.name}",
        f"We received your order {number} for {_due(parameters)}. We write to you again when we have accepted it.",
        parameters,
        shop,
    )


def accepted(parameters: Parameters, shop: Shop) -> Letter:
    number = parameters["number"]
    return _letter(
        f"Your order {number} at {shop.name} is accepted",
        f"We accepted your order. It is due on {_due(parameters)}. We call out the number {number}.",
        parameters,
        shop,
    )


def ready(parameters: Parameters, shop: Shop) -> Letter:
    number = parameters["number"]
    if parameters["fulfilment"] == "pickup":
        opening = f"Your order is ready. Please collect it at the counter; its number is {number}."
    else:
        opening = f"Your order {number} is ready. We bring it to your table."
    return _letter(f"Your order {number} at {shop.name} is ready", opening, parameters, shop)


def canceled(parameters: Parameters, shop: Shop) -> Letter:
    number = parameters["number"]
    reason = _REASONS.get(parameters.get("reason", ""), _OTHER_REASON)
    # Mails of earlier versions have `refunded` instead.
    money = _MONEY.get(parameters.get("money", COUNTER if parameters.get("refunded") else ""), "")
    return _letter(
        f"Your order {number} at {shop.name} was canceled",
        f"Your order {number} was canceled. {reason}{money}",
        parameters,
        shop,
    )


def expired(parameters: Parameters, shop: Shop) -> Letter:
    number = parameters["number"]
    return _letter(
        f"Your order {number} at {shop.name} was not paid",
        f"Your order {number} was not paid in time, so we do not prepare it. Nothing was charged. If your bank shows a "
        "reserved amount, the bank releases it by itself. You are welcome to order again.",
        parameters,
        shop,
    )


def refunded(parameters: Parameters, shop: Shop) -> Letter:
    number = parameters["number"]
    amount = amount_text(parameters["returned"], parameters["currency"])
    is_card = parameters["money"] == CARD
    place = f"to your card. {_BANK}" if is_card else "at the counter."
    return _letter(
        f"A refund for your order {number} at {shop.name}",
        f"We returned {amount} of your order {number} {place}",
        parameters,
        shop,
    )


def _letter(subject: str, opening: str, parameters: Parameters, shop: Shop) -> Letter:
    token = parameters.get("token")
    button = Button("Follow your order", shop.link("orders/track", token)) if token else None
    works = "The link works for 30 days. Anyone who has it can see the order. " if button else ""
    return Letter(
        subject=subject,
        opening=opening,
        button=button,
        closing=f"{works}If you did not order anything, somebody entered your address by mistake: ignore this mail.",
        lines=_lines(parameters),
    )


def _lines(parameters: Parameters) -> tuple[str, ...]:
    more = parameters["moreLines"]
    return (
        *(f"{line['quantity']} × {line['name']}" for line in parameters["lines"]),
        *((f"and {more} more",) if more else ()),
        f"Total: {amount_text(parameters['total'], parameters['currency'])}",
    )


def _due(parameters: Parameters) -> str:
    """Return when the order is due, in the shop's time zone: `Monday, 30 November, 14:00 to 14:15`."""
    begin, end = (datetime.fromisoformat(parameters[name]).astimezone(zone()) for name in ("dueFrom", "dueTo"))
    until = f" to {end:%H:%M}" if end > begin else ""
    return f"{begin:%A}, {begin.day} {begin:%B}, {begin:%H:%M}{until}"
