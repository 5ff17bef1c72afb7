"""What a refund writes: when it is decided, when it has succeeded, and when it has failed.

Orders decides refunds (an admin's, and the one of a cancellation). Those of cards are pending until payments reports
what became of them. Each function returns a change of the order, for `change_order` or `end_order`.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

from bodega import sales, stock
from bodega.dynamodb import Put, TableWrite, Update
from bodega.ids import new_id
from bodega.items import Item
from bodega.orders import payment_items
from bodega.orders.changes import Change, is_by_card
from bodega.orders.keys import refund_key, table
from bodega.orders.payment_items import changed_payment, refund_command
from bodega.orders.refund_reports import sold, to_report
from bodega.orders.refunding import FAILED, PENDING, SUCCEEDED, Refund, stored_share, taxes
from bodega.orders.stored import StoredOrder
from bodega.orders.writes import Writes, mail_to_buyer, mail_to_shop
from bodega.outbox import CARD, COUNTER, Template

CANCELED: Final = "canceled"
"""The reason of the refund that a cancellation makes. The cancellation has the event for the reports, and the mail."""

_ATTEMPTS: Final = {
    "paid": payment_items.CAPTURED,
    "partially_refunded": payment_items.PARTIALLY_REFUNDED,
    "refunded": payment_items.REFUNDED,
}


class RefundChange(NamedTuple):
    """A change of an order's refunds. `refund`: its item afterwards. `change`: of the head. `reason`: in the history.

    `mail`, `more`, `releases`: as for `change_order`.
    """

    refund: Item
    change: Change
    reason: str
    mail: Put | None
    more: Writes
    releases: Writes


def decide_refund(
    order: StoredOrder,
    refund: Refund,
    reason: str,
    at: str,
    *,
    by: str | None = None,
    restocked: Sequence[Mapping[str, Any]] = (),
) -> RefundChange:
    """Return the change that makes a refund: with a command for a card, succeeded at once at the counter.

    `reason`: a code. `by`: a member of staff. `restocked`: pieces by product that return to the stock.
    """
    head, refund_id = order.head, new_id("rfd")
    by_card = is_by_card(head)
    item: Item = {
        "id": refund_id,
        "amount": refund.amount,
        "taxes": taxes(order.lines["lines"], refund.shares),
        "shares": [stored_share(share) for share in refund.shares],
        "tip": refund.tip,
        "deliveryFee": refund.delivery_fee,
        "status": PENDING if by_card else SUCCEEDED,
        "reason": reason,
        "createdAt": at,
        "expiresAt": head["expiresAt"],
        **(
            {"lines": [{"line": each, "quantity": count} for each, count in refund.pieces.items()]}
            if refund.pieces
            else {}
        ),
        **({"by": by} if by else {}),
        **({"restocked": [dict(each) for each in restocked]} if restocked else {}),
    }
    payment = {**head["payment"], "refunded": head["payment"].get("refunded", 0) + refund.amount}
    more: dict[str, TableWrite] = {}
    releases: dict[str, TableWrite] = {}
    for each in restocked:
        releases |= stock.give_back(each["productId"], each["quantity"])
    mail = None
    if by_card:
        command = refund_command(head, order.payments[-1], refund_id, refund.amount, at)
        item["commandId"] = command.id
        more |= command.writes
    else:
        payment = _returned(payment, refund.amount)
        item["reported"] = _reported(order, item)
        releases |= _sale(order, item, at)
        mail = _mail(order, item)
    more["refund"] = table.write(
        Put({**refund_key(head["id"], refund_id)._asdict(), **item}, "attribute_not_exists(#pk)")
    )
    change = Change({"payment": payment, "updatedAt": at})
    return RefundChange(item, change, "refund_requested" if by_card else "refunded", mail, more, releases)


def refund_succeeded(order: StoredOrder, refund: Item, at: str) -> RefundChange:
    """Return the change that records that a pending refund was returned to the card.

    With the event for the reports and the mail to the buyer, which a cancellation has already.
    """
    payment = _returned(order.head["payment"], refund["amount"])
    done = {"status": SUCCEEDED, "updatedAt": at, "reported": _reported(order, refund)}
    return RefundChange(
        refund | done,
        Change({"payment": payment, "updatedAt": at}),
        "refunded",
        _mail(order, refund),
        {**_changed(order, refund, done), **_attempt(order, payment, at)},
        _sale(order, refund | done, at),
    )


def refund_failed(order: StoredOrder, refund: Item, at: str, *, alert_email: str | None) -> RefundChange:
    """Return the change that records that a refund did not reach the card, also after it had succeeded.

    The amount can be refunded again. `alert_email`: of the settings; it gets a mail, because a person has to return
    the money in another way. What reports have of the refund stays, and counts for the one that replaces it.
    """
    head, amount = order.head, refund["amount"]
    payment = {**head["payment"], "refunded": head["payment"]["refunded"] - amount}
    more = _changed(order, refund, {"status": FAILED, "updatedAt": at})
    if refund["status"] == SUCCEEDED:
        payment = _returned(payment, -amount)
        more |= _attempt(order, payment, at)
    more |= mail_to_shop(Template.REFUND_FAILED, head, amount, alert_email)
    change = Change({"payment": payment, "updatedAt": at})
    return RefundChange(refund | {"status": FAILED, "updatedAt": at}, change, "refund_failed", None, more, {})


def _returned(payment: Item, amount: int) -> Item:
    """Return the payment after an amount has reached the buyer. `returned`: all that has, without pending refunds."""
    returned = payment.get("returned", 0) + amount
    status = "refunded" if returned >= payment["amount"] else "partially_refunded" if returned else "paid"
    return {**payment, "returned": returned, "status": status}


def _changed(order: StoredOrder, refund: Item, done: Item) -> dict[str, TableWrite]:
    key = refund_key(order.head["id"], refund["id"])
    return {"refund": table.write(Update(key, "#status = :read", set=done, values={"read": refund["status"]}))}


def _attempt(order: StoredOrder, payment: Item, at: str) -> dict[str, TableWrite]:
    status, attempt = _ATTEMPTS[payment["status"]], order.attempt
    if attempt is None or attempt["status"] == status:
        return {}
    return changed_payment(order.head, attempt, status, at)


def _reported(order: StoredOrder, refund: Item) -> list[Item]:
    """Return what the event for the reports takes from each line. Nothing for a tip alone, or for a cancellation."""
    return [] if refund["reason"] == CANCELED else to_report(order.head, order.refunds, refund)


def _sale(order: StoredOrder, refund: Item, at: str) -> dict[str, TableWrite]:
    lines = sold(order.lines["lines"], refund["reported"])
    if not lines:
        return {}
    return sales.record([sales.order_refunded(order.head["id"], refund["id"], at, lines)])


def _mail(order: StoredOrder, refund: Item) -> Put | None:
    if refund["reason"] == CANCELED:
        return None
    money = CARD if is_by_card(order.head) else COUNTER
    return mail_to_buyer(Template.ORDER_REFUNDED, order.head, order.person, money=money, returned=refund["amount"])
