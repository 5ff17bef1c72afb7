"""The execution of a command. The stream's worker tries it at once, and the sweeper until it succeeds.

A command stays until its effect is recorded in the order. Each step can be repeated and can meet another execution: the
provider knows a call by its key, and each write has a condition.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from bodega import clock, deadline
from bodega.items import Item
from bodega.observability import count
from bodega.orders.payment_items import CAPTURE, REFUND, VOID
from bodega.orders.stored import StoredOrder, read_order
from bodega.orders.transitions import EXPIRED
from payments import SERVICE
from payments.attempts import payment_id, report_of
from payments.commands import store
from payments.commands.following import next_look
from payments.commands.overtaken import refund_instead
from payments.payment_provider import Impossible, NotNow, PaymentProvider, Rank, RefundReport, Report, Unavailable
from payments.settling.refunds import RefundOutcome, settle_refund
from payments.settling.settling import Outcome, settle

_KEYS_LAST: Final = timedelta(hours=23)
"""For how long a provider is sure to know a key. Stripe keeps keys for at least 24 hours."""
_SHORTEST_WAIT: Final = timedelta(minutes=1)
LONGEST_WAIT: Final = timedelta(minutes=10)
"""The longest time between two attempts at a command."""


class _Superseded(Exception):
    """Another execution has settled the command, or is trying it now."""


class _Execution(NamedTuple):
    """A command with the order and the attempt that it is for."""

    id: str
    command: Item
    order: StoredOrder
    attempt: Item
    provider: PaymentProvider

    @property
    def looks_first(self) -> bool:
        """Whether the provider may have made the call already, and may have forgotten the key."""
        age = clock.now() - datetime.fromisoformat(self.command["createdAt"])
        return bool(self.command["attempts"]) or age > _KEYS_LAST

    @property
    def payment_id(self) -> str:
        """Raises: Unavailable, Impossible."""
        return payment_id(self.order.head["id"], self.attempt, self.provider)

    def begin(self) -> None:
        """Count an attempt. Raises: _Superseded."""
        if not store.begin(self.id, self.command, clock.timestamp(clock.now()), next_try(self.command)):
            raise _Superseded

    def report_of(self, call: Callable[[], Report]) -> Report:
        """Return the payment as it is after a call. Raises: Unavailable."""
        report = report_of(call, self.order.head["id"], self.attempt)
        deadline.start()
        return report

    def look(self) -> Report:
        return self.report_of(lambda: self.provider.look(self.payment_id))


def execute(command_id: str, provider: PaymentProvider) -> bool:
    """Make a command's call and record the result; return whether this execution did.

    1 GetItem, 1 Query, 1 UpdateItem, the provider's call, and the transaction that records the result.

    Raises: Unavailable. The sweeper tries the command again later.
    """
    command = store.read_command(command_id)
    order = read_order(command["orderId"]) if command else None
    if command is None or order is None:
        return False
    attempt = next(each for each in order.payments if each["attempt"] == command["attempt"])
    try:
        _EXECUTIONS[command["kind"]](_Execution(command_id, command, order, attempt, provider))
    except _Superseded:
        return False
    except Unavailable:
        deadline.start()
        store.postpone(command_id, command, next_try(command))
        raise
    count("CommandsExecuted", service=SERVICE)
    return True


def next_try(command: Item) -> str:
    """Return when the sweeper tries a command again: the longer it has waited, the later."""
    now = clock.now()
    waited = now - datetime.fromisoformat(command["createdAt"])
    return clock.timestamp(now + min(max(waited, _SHORTEST_WAIT), LONGEST_WAIT))


def _capture(execution: _Execution) -> None:
    report = execution.look() if execution.looks_first else None
    if report is None or report.rank < Rank.CAPTURED:
        execution.begin()
        amount = execution.attempt["amount"]
        report = execution.report_of(lambda: execution.provider.capture(execution.payment_id, amount, execution.id))
    if report.rank < Rank.CAPTURED:
        # The bank refuses. Without a void, the card's money would stay blocked until the authorization lapses.
        void_key = f"{execution.id}-void"
        report = execution.report_of(lambda: execution.provider.void(execution.payment_id, void_key))
    # A voided payment is lost to the order. One that is neither captured nor voided can still be captured.
    _check_ended(report)
    _record(execution, report, execution.order)


def _void(execution: _Execution) -> None:
    order, report = execution.order, None
    # Somebody may have paid for an expired order while the provider could not be asked.
    if execution.looks_first or order.head["status"] == EXPIRED:
        report = execution.look()
        if report.rank is Rank.AUTHORIZED and order.head["status"] == EXPIRED:
            settled = settle(report, order)
            if settled.outcome is Outcome.PLACED:
                return
            order = settled.order or order
    if report is None or report.rank < Rank.CAPTURED:
        execution.begin()
        report = execution.report_of(lambda: execution.provider.void(execution.payment_id, execution.id))
    _check_ended(report)
    if report.rank is Rank.VOIDED:
        _record(execution, report, order)
    else:
        _record_capture_of_ended_order(execution, report, order)


def _check_ended(report: Report) -> None:
    """Raises: NotNow if the payment is neither captured nor voided."""
    if report.rank < Rank.CAPTURED:
        raise NotNow("in_progress")


def _record_capture_of_ended_order(execution: _Execution, report: Report, order: StoredOrder) -> None:
    """Record a capture that was faster than the void, and refund it if it does not place the order again."""
    settled = settle(report, order)
    if settled.outcome is not Outcome.PLACED and settled.order is not None:
        refund_instead(settled.order, execution.id)


def _refund(execution: _Execution) -> None:
    command, provider = execution.command, execution.provider
    payment, order_id, amount = execution.attempt["intent"], execution.order.head["id"], command["amount"]
    report = provider.find_refund(payment, execution.id) if execution.looks_first else None
    if report is None:
        execution.begin()
        try:
            report = provider.refund(payment, amount, execution.id, order_id)
        except Impossible:
            currency = execution.attempt["currency"]
            report = RefundReport("", payment, order_id, execution.id, amount, currency, "failed")
    deadline.start()
    outcome = settle_refund(report)
    if outcome is RefundOutcome.UNCHANGED:
        store.forget(execution.id)
    elif outcome is RefundOutcome.UNDER_WAY:
        store.hand_over(execution.id, order_id, command["refundId"], next_look(command))


def _record(execution: _Execution, report: Report, order: StoredOrder) -> None:
    """Record the payment as it is now. A command that has nothing left to do is deleted."""
    settled = settle(report, order)
    if settled.outcome is Outcome.UNCHANGED:
        store.forget(execution.id)


_EXECUTIONS: Final[dict[str, Callable[[_Execution], None]]] = {CAPTURE: _capture, VOID: _void, REFUND: _refund}
