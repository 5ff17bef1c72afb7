"""Calls of the provider while a client waits."""

from collections.abc import Iterator
from contextlib import contextmanager

from bodega.observability import count, logger
from payments.errors import PaymentsUnavailable
from payments.payment_provider import Unavailable


@contextmanager
def asking(item_id: str) -> Iterator[None]:
    """Let the client try again later if the provider does not answer. `item_id`: what the log names.

    Raises: PaymentsUnavailable.
    """
    try:
        yield
    except Unavailable as error:
        count("PaymentsUnavailable")
        logger.warning("The payment provider is unavailable", extra={"item": item_id, "reason": error.code})
        raise PaymentsUnavailable from None
