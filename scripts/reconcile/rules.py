"""The differences between an order and the payments and refunds that the provider lists for it. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from bodega.orders.stored import StoredOrder
    from payments.payment_provider import RefundReport, Report

Item = dict[str, Any]

CAPTURED = frozenset({"captured", "partially_refunded", "refunded"})
"""Statuses of a payment whose money the shop has taken."""
_PAID = frozenset({"paid", "partially_refunded", "refunded"})
_ENDED = frozenset({"canceled", "expired"})
FAILED = "failed"


class Difference(NamedTuple):
    """A difference. `provider`, `table`: amounts in minor units, or None where it is no matter of an amount."""

    code: str
    order_id: str
    detail: str
    provider: int | None = None
    table: int | None = None


def differences(
    order_id: str, order: "StoredOrder | None", reports: Sequence["Report"], returned: Sequence["RefundReport"]
) -> Iterator[Difference]:
    """Yield the differences of an order.

    `reports`: the provider's payments that name it. `returned`: the refunds of these payments.
    """
    if order is None:
        for report in filter(_holds_money, reports):
            yield _of(report, order_id, "order_missing", "holds money of an order that does not exist")
        return
    yield from _doubled(order_id, reports)
    for report in reports:
        payment = _payment_of(report, order.payments)
        if payment is not None:
            yield from _of_payment(order_id, order.head, payment, report)
        elif _holds_money(report):
            yield _of(report, order_id, "payment_missing", "holds money, and the order has no such payment")
    yield from _not_listed(order_id, order.payments, {report.id for report in reports})
    yield from _of_refunds(order_id, order.refunds, returned)
    yield from _of_head(order_id, order.head, order.payments, order.refunds)


def _of_payment(order_id: str, head: Item, payment: Item, report: "Report") -> Iterator[Difference]:
    status = payment["status"]
    if report.currency != payment["currency"]:
        yield _of(report, order_id, "currency", f"is in {report.currency}, and the order in {payment['currency']}")
    if report.amount != payment["amount"]:
        yield _of(report, order_id, "amount", "has another amount", payment["amount"])
    if _is_captured(report) and status not in CAPTURED:
        yield _of(report, order_id, "capture_not_recorded", f"is captured, and {status} in the table", 0)
    elif status in CAPTURED and report.captured != payment["amount"]:
        what = "captured_amount" if _is_captured(report) else "not_captured"
        yield _of(
            report, order_id, what, f"is {status} in the table, and not captured to this amount", payment["amount"]
        )
    elif _is_authorized(report):
        if head["status"] in _ENDED and not head["payment"].get("command"):
            yield _of(report, order_id, "ended_order", f"is still authorized, and the order is {head['status']}")
        elif status not in {"authorized", FAILED}:
            yield _of(report, order_id, "authorization_not_recorded", f"is authorized, and {status} in the table")
    elif status == "authorized" and not _is_captured(report):
        yield _of(report, order_id, "authorization_gone", "is not authorized any more, and it is in the table")


def _doubled(order_id: str, reports: Sequence["Report"]) -> Iterator[Difference]:
    holding = list(filter(_holds_money, reports))
    for report in holding[1:]:
        yield _of(report, order_id, "second_payment", f"holds money beside {holding[0].id}")


def _not_listed(order_id: str, payments: Iterable[Item], listed: set[str]) -> Iterator[Difference]:
    for payment in payments:
        intent = payment.get("intent")
        if intent is not None and intent not in listed:
            detail = f"{intent}: is {payment['status']} in the table, and the provider does not list it"
            yield Difference("payment_not_at_provider", order_id, detail, None, payment["amount"])


def _of_refunds(order_id: str, refunds: Iterable[Item], reports: Iterable["RefundReport"]) -> Iterator[Difference]:
    """Compare refunds by the command that caused them. Counter refunds have none, and the provider knows none."""
    made: dict[str | None, list[RefundReport]] = defaultdict(list)
    for report in reports:
        made[report.command].append(report)
    for refund in refunds:
        if command := refund.get("commandId"):
            yield from _of_refund(order_id, refund, made.pop(command, []))
    for unknown in (report for group in made.values() for report in group):
        if unknown.status != FAILED:
            detail = f"{unknown.id}: the provider returned this amount, and the order has no such refund"
            yield Difference("refund_not_in_table", order_id, detail, unknown.amount, 0)


def _of_refund(order_id: str, refund: Item, reports: Sequence["RefundReport"]) -> Iterator[Difference]:
    refund_id, status, amount = refund["id"], refund["status"], refund["amount"]
    returned = [report for report in reports if report.status != FAILED]
    total = sum(report.amount for report in returned)

    def difference(code: str, detail: str) -> Difference:
        return Difference(code, order_id, f"{refund_id}: {detail}", total, 0 if status == FAILED else amount)

    if len(returned) > 1:
        yield difference("refund_doubled", f"the provider returned it {len(returned)} times")
    elif returned and status == FAILED:
        yield difference("refund_not_failed", "is failed in the table, and the provider returned it")
    elif returned and total != amount:
        yield difference("refund_amount", "has another amount")
    elif returned and status == "pending" and returned[0].status == "succeeded":
        yield difference("refund_not_recorded", "is pending in the table, and the provider returned it")
    elif not returned and status == "succeeded":
        yield difference("refund_missing", "is succeeded in the table, and the provider did not return it")


def _of_head(order_id: str, head: Item, payments: Sequence[Item], refunds: Sequence[Item]) -> Iterator[Difference]:
    """Compare the summary of the payment in the order's head with its payments and refunds."""
    summary = head["payment"]
    if summary["method"] != "card":
        return
    captured = sum(payment["amount"] for payment in payments if payment["status"] in CAPTURED)
    # With a tender, it was paid at the counter after its capture was refused.
    paid = summary.get("amount", captured) if summary["status"] in _PAID and "tender" not in summary else 0
    if paid != captured:
        detail = f"the order is {summary['status']}, and its captured payments are another amount"
        yield Difference("order_and_payments", order_id, detail, None, paid)
    counted = sum(refund["amount"] for refund in refunds if refund["status"] != FAILED)
    if summary.get("refunded", 0) != counted:
        detail = "the order counts another amount as refunded than its refunds are"
        yield Difference("order_and_refunds", order_id, detail, None, summary.get("refunded", 0))


def _payment_of(report: "Report", payments: Iterable[Item]) -> Item | None:
    """Return the payment by its intent, or by its number as long as its intent is not known."""
    for payment in payments:
        if payment.get("intent") == report.id:
            return payment
        if "intent" not in payment and payment["attempt"] == report.attempt:
            return payment
    return None


def _is_authorized(report: "Report") -> bool:
    return report.rank.name == "AUTHORIZED"


def _is_captured(report: "Report") -> bool:
    return report.rank.name == "CAPTURED"


def _holds_money(report: "Report") -> bool:
    """Return whether the card is charged or reserved, and not all was returned."""
    return _is_authorized(report) or (_is_captured(report) and report.captured > report.refunded)


def _of(report: "Report", order_id: str, code: str, detail: str, table: int | None = None) -> Difference:
    amount = report.captured if _is_captured(report) else report.amount
    return Difference(code, order_id, f"{report.id}: {detail}", amount, table)
