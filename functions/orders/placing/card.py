"""Payment by card: whether it is offered, and that a buyer has one order at most that waits for it.

A new order replaces the one that still waits. Otherwise a buyer who starts again would hold stock several times, and
could be kept from it by their own first order.
"""

from collections.abc import Sequence

from bodega.items import Item
from bodega.orders.settings import payment_methods
from orders.life.cancellation import cancel_unpaid
from orders.placing.shapes import CARD, Sender
from orders.pricing.cart import Problem


def payment_problems(method: str, sender: Sender) -> list[Problem]:
    """Return the problem of a method that the sender cannot pay with. Staff place orders for people at the counter."""
    if method != CARD or _can_pay_by_card(sender):
        return []
    return [Problem("payment_not_offered", "/payment/method", "This order cannot be paid by card.")]


class Earlier:
    """The orders of a buyer that waited for a card when a request began to place another one."""

    def __init__(self, sender: Sender) -> None:
        self._sender = sender
        self._ended: set[str] = set()

    @property
    def possible(self) -> bool:
        """Whether the sender can have such an order."""
        return _can_pay_by_card(self._sender)

    def replaced(self, order_id: str | None, problems: Sequence[Problem], *, as_expected: bool) -> bool:
        """Cancel the order, and return whether this did it: then stock and slots have to be read again.

        It stays if the new order cannot be placed anyway. `as_expected`: whether the new order has the total that the
        buyer expects. 1 Query, and 1 TransactWriteItems if it is canceled.
        """
        if order_id is None or order_id in self._ended or not (problems or as_expected):
            return False
        self._ended.add(order_id)
        actor = {"role": self._sender.role}
        return cancel_unpaid(self._sender.user_id, order_id, actor, lambda head: _solved(problems, head))


def _solved(problems: Sequence[Problem], head: Item) -> bool:
    """Return whether the cancellation of an order can solve the problems: it frees its pieces and its slot."""
    taken = {each["productId"] for each in head["taken"]}
    return all(
        "slot" in head
        if problem.code == "slot_full"
        else problem.code == "out_of_stock" and problem.members["productId"] in taken
        for problem in problems
    )


def _can_pay_by_card(sender: Sender) -> bool:
    return sender.buys and CARD in payment_methods()
