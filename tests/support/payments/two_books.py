"""The books of a shop and of its payment provider about one order."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from bodega.orders.stored import StoredOrder
from payments.payment_provider import Rank, RefundReport, Report
from scripts.reconcile.books import Command, Provided
from scripts.reconcile.reconciliation import Period, Result, reconcile

ZONE = ZoneInfo("America/Toronto")
PERIOD = Period(datetime(2026, 11, 29, tzinfo=ZONE), datetime(2026, 11, 30, tzinfo=ZONE))
STARTED = datetime(2026, 11, 29, 17, 30, tzinfo=UTC)
NOW = datetime(2026, 11, 30, 12, 0, tzinfo=UTC)
ORDER, INTENT, REFUND, COMMAND = "ord_1", "pi_1", "rfd_1", "cmd_1"


@dataclass
class Books:
    """An order of 18.11 that was captured, and 5.00 of it refunded, in both books. Tests break them."""

    head: dict[str, Any] = field(
        default_factory=lambda: {
            "id": ORDER,
            "number": "047",
            "status": "completed",
            "payment": {
                "method": "card",
                "status": "partially_refunded",
                "amount": 1811,
                "refunded": 500,
                "attempt": 1,
            },
        }
    )
    payments: list[dict[str, Any]] = field(
        default_factory=lambda: [
            {
                "attempt": 1,
                "status": "partially_refunded",
                "amount": 1811,
                "currency": "CAD",
                "intent": INTENT,
                "createdAt": STARTED.isoformat(),
                "updatedAt": STARTED.isoformat(),
            }
        ]
    )
    refunds: list[dict[str, Any]] = field(
        default_factory=lambda: [
            {
                "id": REFUND,
                "status": "succeeded",
                "amount": 500,
                "commandId": COMMAND,
                "createdAt": STARTED.isoformat(),
            }
        ]
    )
    reports: list[Report] = field(
        default_factory=lambda: [
            Report(INTENT, Rank.CAPTURED, 1811, 1811, "CAD", ORDER, 1, refunded=500, created=STARTED)
        ]
    )
    returned: list[RefundReport] = field(
        default_factory=lambda: [RefundReport("re_1", INTENT, ORDER, COMMAND, 500, "CAD", "succeeded")]
    )
    commands: list[Command] = field(default_factory=list)
    exists: bool = True

    def reconciled(self) -> Result:
        order = StoredOrder(
            head=self.head, lines={}, person=None, history=[], payments=self.payments, refunds=self.refunds
        )
        books = Provided({ORDER: self.reports}, {INTENT: self.returned})
        return reconcile(PERIOD, books, {ORDER: order if self.exists else None}, self.commands, NOW)

    def change(self, **members: Any) -> None:
        """Change the one report of the provider."""
        self.reports = [self.reports[0]._replace(**members)]

    def only_authorized(self, status: str = "placed") -> None:
        self.head["status"] = status
        self.head["payment"] = {"method": "card", "status": "authorized", "attempt": 1}
        self.payments[0]["status"] = "authorized"
        self.refunds, self.returned = [], []
        self.change(rank=Rank.AUTHORIZED, captured=0, refunded=0)
