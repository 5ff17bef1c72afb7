"""The books of both sides at rest: the provider's ledger and the shop's tables agree to the cent."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bodega import clock
from tests.support.database.tables import Dump
from tests.support.orders.books import ENDED, OrderBooks
from tests.support.payments.ledger import AUTHORIZED, CAPTURED, VOIDED, WAITING, Intent, Ledger

Item = dict[str, Any]
_OVERDUE_SECONDS = 120
_STATUS = {"authorized": AUTHORIZED, "voided": VOIDED, "captured": CAPTURED}
_STATUS |= dict.fromkeys(("partially_refunded", "refunded"), CAPTURED)


class PaymentBooks:
    """The tables and the ledger of a shop in which nothing is in progress."""

    def __init__(self, dump: Dump, ledger: Ledger) -> None:
        self.orders = OrderBooks(dump)
        self.ledger = ledger

    def check(self, stock: Mapping[str, int], capacity: int | None = None) -> None:
        """Check that both sides agree, and that nothing is left to do.

        Raises: AssertionError.
        """
        self.orders.check(stock, capacity)
        self._check_rest()
        orphans = [intent for intent in self.ledger.intents if intent.order_id not in self.orders.orders]
        assert not orphans, orphans
        for head in self.orders.orders.values():
            if head["payment"]["method"] == "card":
                self._check_order(head)
        assert self.net == self.ledger.net
        self._check_alerts()

    @property
    def net(self) -> int:
        """Return what the orders say that the shop gets by card: captured less refunded."""
        return sum(
            captured_of(self._payments(head)) - self._refunded(head)
            for head in self.orders.orders.values()
            if head["payment"]["method"] == "card"
        )

    def _check_rest(self) -> None:
        """No command is left, no order waits for money, and nothing is overdue."""
        rows = self.orders.rows("ORDERS_TABLE")
        assert not [row for row in rows if row["pk"].startswith("COMMAND#")]
        assert not [head["id"] for head in self.orders.orders.values() if head["status"] == "pending"]
        now = clock.now().timestamp() - _OVERDUE_SECONDS
        overdue = [row for row in rows if "dueSk" in row and _moment(row["dueSk"]) < now]
        assert not overdue, overdue

    def _check_alerts(self) -> None:
        """The owner got a mail about each refused capture and each failed refund, if the settings have an email."""
        if not any(row.get("alertEmail") for row in self.orders.rows("ORDERS_TABLE")):
            return
        items = [item for parts in self.orders.parts.values() for item in parts]
        failed = Counter(item["sk"].partition("#")[0] for item in items if item.get("status") == "failed")
        outbox = [row for row in self.orders.rows("ACCOUNTS_TABLE") if row["pk"].startswith("OUTBOX#")]
        sent = Counter(mail["template"] for mail in outbox)
        assert (sent["capture-refused"], sent["refund-failed"]) == (failed["PAYMENT"], failed["REFUND"])

    def _check_order(self, head: Item) -> None:
        payments, intents = self._payments(head), self.ledger.of(head["id"])
        story = (head, payments, intents)
        assert [each["attempt"] for each in payments] == [*range(1, len(payments) + 1)], story
        known = {each.get("intent"): each for each in payments}
        for intent in intents:
            assert intent.currency.upper() == head["currency"], story
            payment = known.get(intent.id)
            if payment is None:  # the response to its creation was lost, and nobody asked again
                assert intent.status == VOIDED, story
                continue
            assert (payment["attempt"], payment["amount"]) == (intent.attempt, intent.amount), story
            assert intent.amount == head["totals"]["total"], story
            assert _agree(payment, intent), story
        assert {each["intent"] for each in payments if "intent" in each} <= {each.id for each in intents}, story
        self._check_money(head, payments, intents)

    def _check_money(self, head: Item, payments: list[Item], intents: list[Intent]) -> None:
        story = (head, payments, intents)
        status = head["payment"]["status"]
        charged = [intent for intent in intents if intent.status == CAPTURED]
        held = [intent for intent in intents if intent.status == AUTHORIZED]
        assert len(charged) + len(held) <= 1, story
        assert not [intent for intent in intents if intent.status == WAITING], story
        if head["status"] in ENDED:
            assert not held, story
        if head["status"] == "expired":
            assert not charged, story
        self._check_refunds(head, charged, story)
        if charged:
            (intent,) = charged
            refunded = intent.refunded
            expected = "paid" if not refunded else "refunded" if refunded == intent.captured else "partially_refunded"
            assert status == expected, story
            assert head["payment"]["amount"] == intent.captured, story
            assert head["payment"].get("returned", 0) == refunded, story
            failed = any(refund.status == "failed" for refund in intent.refunds)
            if head["status"] == "canceled" and not failed and not self.orders.is_kept(head):
                assert refunded == intent.captured, story
        elif held:
            assert status == "authorized", story
        elif status != "none" and head["payment"].get("tender") is None:
            assert status in {"voided", "failed"} or (status == "due" and not intents), story

    def _check_refunds(self, head: Item, charged: list[Intent], story: Any) -> None:
        """Each refund of the order is one refund of the provider, with its amount and its end."""
        refunds = self.orders.parts.get((head["id"], "REFUND"), [])
        if "tender" in head["payment"]:
            return
        said = Counter((each["commandId"], each["amount"], each["status"]) for each in refunds)
        done = Counter((each.command, each.amount, each.status) for intent in charged for each in intent.refunds)
        assert said == done, (said, done, story)
        requested = sum(each["amount"] for each in refunds if each["status"] != "failed")
        assert head["payment"].get("refunded", 0) == requested, story
        assert requested <= sum(intent.captured for intent in charged), story

    def _payments(self, head: Item) -> list[Item]:
        return sorted(self.orders.parts.get((head["id"], "PAYMENT"), []), key=lambda each: each["attempt"])

    def _refunded(self, head: Item) -> int:
        refunds = self.orders.parts.get((head["id"], "REFUND"), [])
        return sum(each["amount"] for each in refunds if each["status"] == "succeeded" and "commandId" in each)


def captured_of(payments: list[Item]) -> int:
    return sum(each["amount"] for each in payments if _STATUS.get(each["status"]) == CAPTURED)


def _agree(payment: Item, intent: Intent) -> bool:
    """Return whether the item of a payment says what became of the intent."""
    if payment["status"] == "failed":  # the provider refused the capture
        return intent.status == VOIDED and not intent.captured
    return _STATUS.get(payment["status"]) == intent.status


def _moment(due: str) -> float:
    return datetime.fromisoformat(due.partition("#")[0]).timestamp()
