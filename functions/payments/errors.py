"""Errors of card payments."""

from bodega.errors import ShopError


class PaymentsUnavailable(ShopError):
    """The payment provider does not answer. A repeated request cannot charge anything twice."""

    code = "payments_unavailable"
    retry_after = 2

    def __init__(self) -> None:
        super().__init__(
            "The payment provider is not answering just now. Try again in a moment: nothing is charged twice."
        )


class WebhookNotSigned(ShopError):
    """An event that no current or previous key of the provider has signed, or one that is too old."""

    code = "invalid_signature"

    def __init__(self) -> None:
        super().__init__("The signature of the event is missing, wrong, or older than five minutes.")
