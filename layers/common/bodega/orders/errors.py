"""Errors of changes of an order."""

from collections.abc import Sequence
from typing import Any

from bodega.errors import ShopError


class TransitionNotAllowed(ShopError):
    """The order cannot move to this status from its own. `allowed`: the statuses that the caller may move it to."""

    code = "transition_not_allowed"

    def __init__(self, detail: str, status: str, allowed: Sequence[str]) -> None:
        super().__init__(detail)
        self.status = status
        self.allowed = list(allowed)

    def members(self) -> dict[str, Any]:
        return {"orderStatus": self.status, "allowed": self.allowed}


class PaymentDue(ShopError):
    """An order that is not paid cannot be completed."""

    code = "payment_due"

    def __init__(self) -> None:
        super().__init__(
            'This order is not paid. Send "paid" with the status, or record it with POST /orders/{id}/payments.'
        )


class OrderNotPayable(ShopError):
    """There is nothing to pay. `payment`: the status of the order's payment."""

    code = "order_not_payable"

    def __init__(
        self,
        payment: str,
        detail: str = "There is nothing to pay: the order is paid already or by card, costs nothing, or has ended.",
    ) -> None:
        super().__init__(detail)
        self.payment = payment

    def members(self) -> dict[str, Any]:
        return {"paymentStatus": self.payment}


class PaymentInProgress(ShopError):
    """The payment provider is being asked to move the money."""

    code = "payment_in_progress"
    retry_after = 2

    def __init__(self) -> None:
        super().__init__("The payment of this order is being settled. Try again in a moment.")
