"""Errors of refunds. Nothing was written."""

from typing import Any

from bodega.errors import ShopError
from bodega.orders.documents import money


class RefundExceeds(ShopError):
    """More is asked for than can be returned. `refundable`: the rest of the payment."""

    code = "refund_exceeds"

    def __init__(self, refundable: int) -> None:
        super().__init__("The order does not have this much left to refund. See refundable.")
        self.refundable = refundable

    def members(self) -> dict[str, Any]:
        return {"refundable": money(self.refundable)}
