"""Refunds by an admin: in one transaction with the order, and with a command for a card."""

from typing import NamedTuple

from bodega import clock
from bodega.errors import FieldError, ValidationFailed
from bodega.idempotency import IdempotentRequest, Replayed
from bodega.items import Item
from bodega.orders.changes import Receipt
from bodega.orders.concurrency import changed_order
from bodega.orders.documents import refund_document
from bodega.orders.errors import PaymentInProgress
from bodega.orders.reading import any_order
from bodega.orders.refund_writes import decide_refund
from bodega.orders.refunding import Exceeds, Refund, UnknownLine, Wanted, pieces_left, refund
from bodega.orders.stored import StoredOrder
from bodega.orders.writes import Entry, change_order
from orders.life.store import read_receipt
from orders.refunds.errors import RefundExceeds


class Asked(NamedTuple):
    """The refund that an admin asks for. `restock`: whether its pieces return to the stock. `reason`: a code."""

    wanted: Wanted
    reason: str
    restock: bool = False


def refund_order(order_id: str, asked: Asked, actor: Item, request: IdempotentRequest) -> tuple[Item, bool]:
    """Make a refund. Return it as the API shows it, and whether the answer is replayed.

    1 Query and 1 TransactWriteItems. Both are repeated if another change of the order was faster.

    Raises: NotFound, RefundExceeds, PaymentInProgress, IdempotencyKeyReused, ValidationFailed for an unknown line.
    """
    answers: list[Item] = []

    def change(order: StoredOrder) -> Item:
        head, at = order.head, clock.timestamp(clock.now())
        found = _refund(order, asked.wanted)
        restocked = _restocked(order, found) if asked.restock else []
        done = decide_refund(order, found, asked.reason, at, by=actor["id"], restocked=restocked)
        answer = refund_document(done.refund)
        change_order(
            head,
            done.change,
            Entry(head["status"], head["status"], at, actor, done.reason),
            mail=done.mail,
            receipt=Receipt(actor["id"], request, {"refund": answer}),
            more=done.more,
            releases=done.releases,
        )
        answers.append(answer)
        return done.change.applied(head)

    try:
        changed_order(any_order(order_id), change)
        return answers[-1], False
    except Replayed as replayed:
        record = replayed.record
    except (RefundExceeds, PaymentInProgress):  # perhaps because of this request, when it was sent before
        found = read_receipt(Receipt(actor["id"], request))
        if found is None:
            raise
        record = found
    answer: Item = request.replay(record)["refund"]
    return answer, True


def _refund(order: StoredOrder, wanted: Wanted) -> Refund:
    """Return the refund. Raises: RefundExceeds, PaymentInProgress, ValidationFailed."""
    try:
        return refund(order.head, order.lines["lines"], order.refunds, wanted)
    except Exceeds as exceeds:
        if not exceeds.refundable and "command" in order.head["payment"]:  # the card is being charged
            raise PaymentInProgress from None
        raise RefundExceeds(exceeds.refundable) from None
    except UnknownLine as unknown:
        place = list(wanted.pieces).index(unknown.line)
        raise ValidationFailed([FieldError(f"/lines/{place}/line", "must be the number of a line")]) from None


def _restocked(order: StoredOrder, found: Refund) -> list[Item]:
    """Return the pieces that return to the stock: at most those that the order took and nothing has returned yet."""
    if order.head.get("restocked"):
        return []
    left = pieces_left(order.head, order.refunds)
    products = {line["line"]: line["productId"] for line in order.lines["lines"]}
    pieces: dict[str, int] = {}
    for line, quantity in found.pieces.items():
        product_id = products[line]
        pieces[product_id] = min(pieces.get(product_id, 0) + quantity, left.get(product_id, 0))
    return [{"productId": product_id, "quantity": quantity} for product_id, quantity in pieces.items() if quantity]
