"""How often a provider that does not answer is asked in one run."""

from collections.abc import Callable
from typing import Final

from bodega.observability import count, logger
from payments import SERVICE
from payments.payment_provider import NotNow, PaymentProvider, Unavailable

_MOST_FAILURES: Final = 3


class Patience:
    """Asks the provider until three calls had no answer, which cost seconds each, and nothing was done in between."""

    def __init__(self, provider: PaymentProvider | None) -> None:
        self._provider = provider
        self._failures = 0

    @property
    def provider(self) -> PaymentProvider | None:
        """The provider, None after too many calls in a row had no answer."""
        return None if self._failures >= _MOST_FAILURES else self._provider

    def attempt(self, call: Callable[[], bool], item_id: str) -> bool:
        """Return what a call returns, or False if the provider does not answer. `item_id`: of the command or order."""
        try:
            done = call()
        except Unavailable as error:
            self._failures += not isinstance(error, NotNow)
            count("PaymentsUnavailable", service=SERVICE)
            extra = {"item": item_id, "reason": error.code}
            logger.warning("The payment provider is unavailable; the sweeper tries again", extra=extra)
            return False
        if done:
            self._failures = 0
        return done
