"""Starting a payment.

The attempt is written before the provider is called, so the shop knows of every payment that the provider may have.
"""

import os
import time
from typing import Any, Final, NamedTuple

from bodega import clock, deadline
from bodega.items import Item
from bodega.jitter import jitter
from bodega.observability import logger
from bodega.orders.errors import OrderNotPayable
from bodega.orders.payment_items import RANKS, STARTING
from bodega.orders.reading import own_order
from bodega.orders.stored import StoredOrder
from bodega.orders.transitions import PENDING
from bodega.orders.writes import Changed
from payments.asking import asking
from payments.attempts import charge_of
from payments.payment_provider import Impossible, InProgress, PaymentProvider, Rank, Started
from payments.provider_choice import chosen_provider
from payments.starting import store

NOT_PAYABLE = (
    "This order cannot be paid by card: it is paid already or at the counter, its time is over, it has ended, or the "
    "payment provider refuses the payment."
)

_PAUSE: Final = 0.2  # seconds; a provider starts a payment within half a second or so


class Payment(NamedTuple):
    """A payment that the buyer can make. Never log `secret`: it lets anyone pay, and see what the payment is for."""

    provider: str
    secret: str
    status: str
    expires_at: str

    def __repr__(self) -> str:
        return f"Payment({self.provider}, {self.status})"

    def document(self) -> dict[str, Any]:
        return {
            "provider": self.provider,
            "clientSecret": self.secret,
            "publishableKey": os.environ["PAYMENT_PUBLISHABLE_KEY"],
            "status": self.status,
            "expiresAt": self.expires_at,
        }


def start_payment(user_id: str, order_id: str) -> Payment:
    """Start the payment of the buyer's pending order, or return the one that is live. An order has one at most.

    1 Query and the provider's call; for a new attempt also 1 TransactWriteItems and 1 UpdateItem. A request that was
    cut off is repeated as it was: the attempt's key leads to the same payment at the provider.

    Raises: NotFound, OrderNotPayable, PaymentsUnavailable.
    """
    order = own_order(user_id, order_id)
    provider = chosen_provider()
    if provider is None:
        raise OrderNotPayable(order.head["payment"]["status"], NOT_PAYABLE)
    attempt = _attempt(order, provider)
    started = _start(provider, order_id, attempt)
    if attempt["status"] == STARTING:
        store.record(order_id, attempt, started.id, _now())
    rank = max(started.rank, attempt["rank"])
    return Payment(provider.name, started.secret, Rank(rank).name.lower(), order.head["holdUntil"])


def _attempt(order: StoredOrder, provider: PaymentProvider) -> Item:
    """Return the live attempt of a pending order, which is added if there is none. Raises: OrderNotPayable."""
    while True:
        deadline.require_time()
        head, last = order.head, order.attempt
        # The sweeper can be a minute behind the clock.
        if head["status"] != PENDING or head["holdUntil"] <= _now():
            raise OrderNotPayable(head["payment"]["status"], NOT_PAYABLE)
        if last is not None and last["rank"] <= RANKS["authorized"]:
            return last
        try:
            return store.add_attempt(head, len(order.payments) + 1, provider.name, _now())
        except Changed:
            order = own_order(head["customerId"], head["id"])


def _start(provider: PaymentProvider, order_id: str, attempt: Item) -> Started:
    """Start the payment of an attempt. Of two requests at once, one waits for the other's payment."""
    try:
        with asking(order_id):
            while True:
                try:
                    return provider.start(charge_of(order_id, attempt))
                except InProgress:
                    if deadline.remaining() < deadline.ATTEMPT:
                        raise
                    time.sleep(_PAUSE + jitter(_PAUSE))
    except Impossible as error:
        logger.error("The payment provider refuses to start a payment", extra={"order": order_id, "reason": error.code})
        raise OrderNotPayable("due", NOT_PAYABLE) from None


def _now() -> str:
    return clock.timestamp(clock.now())
