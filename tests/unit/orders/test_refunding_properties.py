"""Invariants of refunds over random sequences of them. A failure names the number of the sequence."""

import random
from collections.abc import Iterator
from fractions import Fraction
from math import floor
from typing import NamedTuple

import pytest

from bodega.items import Item
from bodega.orders.refunding import Exceeds, Refund, Wanted, refund, remainder, stored_share, taxes

SEED = 20_261_130
NUMBER = 10_000
NAMES = ("GST", "QST", "PST")


class Order(NamedTuple):
    head: Item
    lines: list[Item]

    def after(self, refunds: list[Refund]) -> tuple[Item, list[Item], list[Item]]:
        payment = {**self.head["payment"], "refunded": sum(each.amount for each in refunds)}
        return {**self.head, "payment": payment}, self.lines, [stored(each) for each in refunds]

    @property
    def included(self) -> bool:
        return bool(self.head["totals"]["taxes"][0]["included"])

    def total(self, line: Item) -> int:
        return int(line["net"] + (0 if self.included else sum(tax["amount"] for tax in line["taxes"])))


def stored(found: Refund) -> Item:
    return {
        "status": "succeeded",
        "lines": [{"line": number, "quantity": quantity} for number, quantity in found.pieces.items()],
        "shares": [stored_share(share) for share in found.shares],
        "tip": found.tip,
        "deliveryFee": found.delivery_fee,
    }


def random_line(rng: random.Random, number: int, *, included: bool) -> Item:
    quantity = rng.choice([1, 1, 2, 3, 7])
    net = rng.choice([0, 1, 2, 3]) if rng.random() < 0.2 else quantity * rng.randint(1, 2_000)
    most = net // 4 if included else max(net // 4, 1)
    amounts = [rng.randint(0, most) for _ in range(rng.randint(0, 3))]
    named = [{"name": name, "amount": amount} for name, amount in zip(NAMES, amounts, strict=False)]
    return {
        "line": number,
        "productId": f"prd_{number}",
        "name": "Tea",
        "quantity": quantity,
        "net": net,
        "taxes": named,
    }


def random_order(rng: random.Random) -> Order:
    included = rng.random() < 0.5
    lines = [random_line(rng, number, included=included) for number in range(1, rng.randint(1, 3) + 1)]
    tip, fee = rng.choice([0, 0, 155]), rng.choice([0, 0, 399])
    head = {"totals": {"taxes": [{"included": included}], "tip": tip, "deliveryFee": fee}, "payment": {}}
    total = sum(Order(head, lines).total(line) for line in lines) + tip + fee
    paid = total + (rng.randint(-2, 2) if total > 2 else 0)
    return Order({**head, "payment": {"status": "paid", "amount": paid}}, lines)


def by_pieces(order: Order, rng: random.Random) -> Iterator[Wanted]:
    """Yield refunds of all pieces in a random order, and of tip and fee with random ones of them."""
    pieces = [line["line"] for line in order.lines for _ in range(line["quantity"])]
    rng.shuffle(pieces)
    tip, fee = rng.randrange(len(pieces)), rng.randrange(len(pieces))
    for place, number in enumerate(pieces):
        yield Wanted({number: 1}, tip=place == tip, delivery_fee=place == fee)


@pytest.fixture(scope="module")
def orders() -> list[Order]:
    rng = random.Random(SEED)
    return [random_order(rng) for _ in range(NUMBER)]


def is_refused(order: Order, refunds: list[Refund], wanted: Wanted) -> bool:
    try:
        refund(*order.after(refunds), wanted)
    except Exceeds:
        return True
    return False


def exact_value(order: Order, pieces: dict[int, int]) -> int:
    return sum(
        floor(Fraction(order.total(line) * pieces[line["line"]], line["quantity"]) + Fraction(1, 2))
        for line in order.lines
    )


def test_pieces_in_any_order_return_exactly_what_was_paid(orders: list[Order]) -> None:
    rng = random.Random(SEED)
    for number, order in enumerate(orders):
        refunds: list[Refund] = []
        pieces = {line["line"]: 0 for line in order.lines}
        waiting = Wanted({})  # pieces that cost nothing alone
        extras = 0
        for wanted in by_pieces(order, rng):
            (line,) = wanted.pieces
            waiting = wanted._replace(pieces={**waiting.pieces, line: waiting.pieces.get(line, 0) + 1})
            pieces[line] += 1
            paid = order.head["payment"]["amount"]
            value = (
                paid
                if pieces == whole(order)
                else min(exact_value(order, pieces) + extras + extra(order, wanted), paid)
            )
            if value == sum(each.amount for each in refunds):
                assert is_refused(order, refunds, waiting), number
                continue
            refunds.append(refund(*order.after(refunds), waiting))
            extras += extra(order, wanted)
            waiting = Wanted({})
            assert sum(each.amount for each in refunds) == value, number
        assert_complete(order, refunds, number)


def whole(order: Order) -> dict[int, int]:
    return {line["line"]: line["quantity"] for line in order.lines}


def extra(order: Order, wanted: Wanted) -> int:
    totals = order.head["totals"]
    return int(totals["tip"] * wanted.tip + totals["deliveryFee"] * wanted.delivery_fee)


def assert_complete(order: Order, refunds: list[Refund], number: int) -> None:
    """Assert that the refunds add up to the order: its payment, and the net amount and the taxes of each line."""
    assert sum(each.amount for each in refunds) == order.head["payment"]["amount"], number
    shares = [share for each in refunds for share in each.shares]
    for line in order.lines:
        own = [share for share in shares if share.line == line["line"]]
        assert sum(share.net for share in own) == line["net"], number
        assert taxes(order.lines, own) == (line["taxes"] if own else []), number


def test_no_sequence_of_pieces_and_amounts_returns_more_than_was_paid(orders: list[Order]) -> None:
    rng = random.Random(SEED)
    for number, order in enumerate(orders[: NUMBER // 3]):
        refunds: list[Refund] = []
        paid = order.head["payment"]["amount"]
        for wanted in by_pieces(order, rng):
            each = Wanted(amount=rng.randint(1, max(paid // 2, 1))) if rng.random() < 0.4 else wanted
            if is_refused(order, refunds, each):
                continue
            left = paid - sum(done.amount for done in refunds)
            found = refund(*order.after(refunds), each)
            refunds.append(found)
            assert 0 < found.amount <= left, number
            assert all(min(share.net, share.quantity, *share.taxes) >= 0 for share in found.shares), number
            assert found.tip >= 0 <= found.delivery_fee, number
        last = remainder(*order.after(refunds))
        assert_complete(order, [*refunds, last], number)
