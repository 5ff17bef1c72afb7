"""Documentation of starting a payment."""

from typing import Literal

from pydantic import Field

from bodega.models import Document
from bodega.openapi.operations import Answer, Operation
from bodega.openapi.schemas import Timestamp
from bodega.orders.reading import NO_ORDER
from payments.starting.starting import NOT_PAYABLE


class StartedPayment(Document):
    """A payment that the browser can make at the provider."""

    provider: Literal["stripe"] = Field(description="Whose script takes the card")
    client_secret: str = Field(
        description="What the provider's script pays with. Keep it in the page: do not store, log or send it.",
        examples=["pi_3PqW5kLkdIwHu7ix_secret_abc"],
    )
    publishable_key: str = Field(description="The shop's public key at the provider", examples=["pk_live_51Hq"])
    status: Literal["waiting", "authorized", "captured", "voided"] = Field(
        description="If it is not `waiting`, refresh the payment and show the order."
    )
    expires_at: Timestamp = Field(description="Until when the order waits for the payment")


OPERATIONS = {
    "startPayment": Operation(
        "Start the payment of your order",
        "Starts the payment of a pending order of the caller at the payment provider, or returns the one that is live. "
        "The browser then takes the card with the provider's script: no card data passes the shop. An order has one "
        "payment at most, so the request needs no `Idempotency-Key` and can be repeated as it is, also after an answer "
        "was lost. A declined card ends nothing: the same payment takes another card.",
        "card payments",
        {
            201: Answer(
                "The payment",
                StartedPayment,
                {
                    "provider": "stripe",
                    "clientSecret": "pi_3PqW5kLkdIwHu7ix_secret_abc",
                    "publishableKey": "pk_live_51Hq",
                    "status": "waiting",
                    "expiresAt": "2026-01-31T09:40:00.000Z",
                },
            )
        },
        {"not_found": NO_ORDER, "order_not_payable": NOT_PAYABLE},
        problems=("payments_unavailable",),
        id_prefix="ord",
    ),
}
