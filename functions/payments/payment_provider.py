"""The port to a payment provider: what the shop asks of one, whatever its name.

Amounts are integers in the currency's ISO 4217 minor units, and currencies are codes in capital letters. A key makes a
call idempotent: repeating a call with its key has no further effect and returns the same result. docs/payments.md
describes each function and how to add a provider.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from enum import IntEnum
from typing import Literal, NamedTuple, Protocol


class Rank(IntEnum):
    """How far a payment is. A payment never returns to a lower rank."""

    WAITING = 1
    """The customer has not paid yet; after a declined card, they may try another one."""
    AUTHORIZED = 2
    CAPTURED = 3
    VOIDED = 4


class Charge(NamedTuple):
    """A payment to start: an attempt at paying an order."""

    order_id: str
    attempt: int
    amount: int
    currency: str
    key: str


class Started(NamedTuple):
    """A payment that the provider knows. Never store or log `secret`: the storefront pays with it."""

    id: str
    secret: str
    rank: Rank

    def __repr__(self) -> str:
        return f"Started({self.id}, {self.rank.name})"


class Report(NamedTuple):
    """What the provider says about a payment."""

    id: str
    rank: Rank
    amount: int
    captured: int
    currency: str
    order_id: str
    """Empty if the payment does not name an order: the shop did not start it."""
    attempt: int
    """0 if the payment does not name one."""
    capture_before: datetime | None = None
    """When the authorization lapses; None if the report does not say, which is so for events."""
    decline: str | None = None
    """The provider's code for the last declined card."""
    commands: tuple[str, ...] = ()
    """The keys of captures that the payment has seen."""
    refunded: int = 0
    """The sum of the refunds; 0 in reports from events."""
    created: datetime | None = None
    """When the payment was started; None if the report does not say."""


RefundStatus = Literal["pending", "succeeded", "failed"]


class RefundReport(NamedTuple):
    """What the provider says about a refund."""

    id: str
    payment_id: str
    order_id: str
    """Empty if the refund does not name an order: the shop did not request it."""
    command: str
    """The key that the refund was requested with; empty if the shop did not request it."""
    amount: int
    currency: str
    status: RefundStatus


class Dispute(NamedTuple):
    """A customer's objection to a payment at their bank. A person has to answer it at the provider."""

    id: str
    payment_id: str
    amount: int
    currency: str
    reason: str
    status: str


class PaymentProvider(Protocol):
    """A payment provider. Each call takes no longer than `bodega.deadline` allows.

    All calls to the provider raise Unavailable, and Impossible where a method says so.
    """

    name: str
    captures: bool
    """Whether a payment is authorized first, and captured or voided later. If False, a started payment becomes
    CAPTURED at once, and `void` of it raises Impossible: it has to be refunded."""

    def start(self, charge: Charge) -> Started:
        """Start a payment, or return the one that was started with the same key.

        Raises: Impossible, for example for a currency or an amount that the provider does not accept.
        """
        ...

    def look(self, id: str) -> Report:
        """Read a payment.

        Raises: Unavailable also if the provider does not know it. The shop asks only about payments that it has
        started, so then the key is one of another account, and an operator has to replace it.
        """
        ...

    def capture(self, id: str, amount: int, key: str) -> Report:
        """Collect `amount` of an authorized payment, and release the rest. The payment keeps `key` in `commands`.

        Raises: Impossible if the payment cannot be captured, with its report; Declined if the bank refuses it.
        """
        ...

    def void(self, id: str, key: str) -> Report:
        """Void a payment that is not captured, so that nobody can pay it any more. A voided payment stays voided.

        Raises: Impossible if the payment is captured, with its report.
        """
        ...

    def refund(self, id: str, amount: int, key: str, order_id: str) -> RefundReport:
        """Refund `amount` of a captured payment. The refund keeps the order and the key.

        Raises: Impossible if the payment is not captured, or less than `amount` is left to refund.
        """
        ...

    def find_refund(self, id: str, key: str) -> RefundReport | None:
        """Return the payment's refund that was requested with `key`, however long ago; None if there is none."""
        ...

    def read_event(
        self, headers: Mapping[str, str], body: bytes, secrets: Sequence[str]
    ) -> Report | RefundReport | Dispute | None:
        """Verify and read an event that the provider sent; no calls. None for events that do not concern the shop.

        `headers` have names in lower case, and `body` is exactly what was received.
        Raises: InvalidSignature if none of `secrets` signed the event within the last 300 seconds.
        """
        ...

    def list_since(self, moment: datetime) -> Iterator[Report]:
        """Yield the payments that were created since `moment`, newest first, for reconciliation.

        It makes as many calls as there are pages, each of which may raise Unavailable.
        """
        ...

    def list_refunds_since(self, moment: datetime) -> Iterator[RefundReport]:
        """Yield all refunds that were created since `moment`, newest first, for reconciliation.

        It also yields refunds of older payments, and refunds that the shop did not request. It makes calls as
        `list_since` does.
        """
        ...


class ProviderError(Exception):
    """A call to the provider failed. `code` is for logs: the provider's own code, or the kind of failure."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Unavailable(ProviderError):
    """It is not known whether the call had an effect, or it had none for now. Repeating it with its key is safe."""


class NotNow(Unavailable):
    """The provider answers, but it cannot do this call now. Calls for other payments can succeed."""


class InProgress(NotNow):
    """Another call with the same key is under way. It ends within seconds."""


class Impossible(ProviderError):
    """The provider refuses the call for good. `report` is the payment as it is now, if the provider knows it."""

    def __init__(self, code: str, report: Report | None = None) -> None:
        super().__init__(code)
        self.report = report


class Declined(Impossible):
    """The customer's bank refuses the payment for good."""


class InvalidSignature(Exception):
    """The event does not come from the provider, or it is too old."""
