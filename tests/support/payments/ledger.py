"""What the payment provider's books say: intents and their refunds, as the stand-in keeps them."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

WAITING, AUTHORIZED, CAPTURED, VOIDED = "waiting", "authorized", "captured", "voided"


class Refund(NamedTuple):
    """`command`: the mark of the command that asked for it."""

    id: str
    amount: int
    status: str
    command: str | None


class Intent(NamedTuple):
    """`status`: one of this module's. `captured`: the amount that was charged."""

    id: str
    order_id: str
    attempt: int
    status: str
    amount: int
    captured: int
    currency: str
    refunds: Sequence[Refund] = ()

    @property
    def refunded(self) -> int:
        return sum(refund.amount for refund in self.refunds if refund.status == "succeeded")


class Ledger:
    """The provider's books at rest."""

    def __init__(self, intents: Iterable[Intent]) -> None:
        self.intents = list(intents)

    def of(self, order_id: str) -> list[Intent]:
        """Return the intents of an order by attempt."""
        return sorted((each for each in self.intents if each.order_id == order_id), key=lambda each: each.attempt)

    @property
    def net(self) -> int:
        """Return what the shop gets: captured less refunded."""
        return sum(intent.captured - intent.refunded for intent in self.intents)
