"""The texts of the mails to the shop itself: money needs a person."""

from collections.abc import Mapping
from typing import Any

from bodega.currencies import amount_text
from mailer.layout import Letter, Shop

Parameters = Mapping[str, Any]


def capture_refused(parameters: Parameters, shop: Shop) -> Letter:
    order, amount = _order(parameters), _amount(parameters)
    return _letter(
        f"{shop.name}: a card was not charged, order {order}",
        f"The payment provider refused to charge {amount} for order {order}. The kitchen sees the order as unpaid.",
        "Ask the customer to pay at the counter, and record the payment; or cancel the order.",
    )


def refund_failed(parameters: Parameters, shop: Shop) -> Letter:
    order, amount = _order(parameters), _amount(parameters)
    return _letter(
        f"{shop.name}: a refund failed, order {order}",
        f"{amount} of order {order} could not be returned to the card. The money is with the shop again.",
        "Return it to the customer in another way, for example by bank transfer.",
    )


def _order(parameters: Parameters) -> str:
    return f"{parameters['number']} of {parameters['day']}"


def _amount(parameters: Parameters) -> str:
    return amount_text(parameters["amount"], parameters["currency"])


def _letter(subject: str, opening: str, task: str) -> Letter:
    closing = f"{task} You get this mail because the shop's settings have this address as alertEmail."
    return Letter(subject=subject, opening=opening, button=None, closing=closing)
