"""What a refund returns: by pieces of lines, or by an amount. Pure; all amounts are integers in minor units.

Pieces are cumulative. When k of the Q pieces of a line are refunded, half_up(total × k / Q) of the line is, its taxes
included. A refund pays the difference to the pieces that were refunded before it, so any sequence ends at the cent.

Each refund also has shares: what it takes from each line, for its taxes and for reports. A refund by an amount takes
from the lines and their taxes in proportion, then from the delivery fee, then from the tip.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from bodega.items import Item
from bodega.orders.rounding import half_up
from bodega.orders.spreading import spread

PENDING: Final = "pending"
SUCCEEDED: Final = "succeeded"
FAILED: Final = "failed"

_RETURNABLE: Final = ("paid", "partially_refunded")


class Wanted(NamedTuple):
    """What is to be refunded: `pieces` by number of their line, tip and delivery fee; or an `amount`."""

    pieces: Mapping[int, int] = {}
    tip: bool = False
    delivery_fee: bool = False
    amount: int | None = None


class Share(NamedTuple):
    """What a refund takes from a line. `net`: as reports count it, with the taxes that prices include.

    `quantity`: 0 for a refund by an amount. `taxes`: amounts in the order of the line's taxes.
    """

    line: int
    quantity: int
    net: int
    taxes: tuple[int, ...]


class Refund(NamedTuple):
    """A refund. `amount`: what is returned of the payment. `tip`, `delivery_fee`: what it takes from them."""

    amount: int
    pieces: Mapping[int, int]
    shares: Sequence[Share]
    tip: int
    delivery_fee: int


class Exceeds(Exception):
    """More is wanted than can be returned. `refundable`: the rest of the payment."""

    def __init__(self, refundable: int) -> None:
        super().__init__(f"{refundable} can be refunded")
        self.refundable = refundable


class UnknownLine(Exception):
    """The order has no line with the number `line`."""

    def __init__(self, line: int) -> None:
        super().__init__(f"there is no line {line}")
        self.line = line


class _Line(NamedTuple):
    """A line and what its refunds have left. `refunded`: pieces.

    `parts`: what is left of its net amount without taxes, and of each of its taxes.
    """

    number: int
    quantity: int
    total: int
    refunded: int
    parts: Sequence[int]

    def value(self, pieces: int) -> int:
        """Return what the next pieces return."""
        before, after = (half_up(self.total * each, self.quantity) for each in (self.refunded, self.refunded + pieces))
        return after - before

    def share(self, pieces: int, parts: Sequence[int], *, included: bool) -> Share:
        net, *taxes = parts
        return Share(self.number, pieces, net + (sum(taxes) if included else 0), tuple(taxes))


class _Bill(NamedTuple):
    """What an order consists of, less its refunds. `payment`: the rest of it. `included`: prices include taxes."""

    lines: Sequence[_Line]
    tip: int
    delivery_fee: int
    payment: int
    included: bool


def refundable(payment: Mapping[str, Any]) -> int:
    """Return how much of a payment can still be returned. Refunds that are on their way count as returned."""
    if payment["status"] not in _RETURNABLE:
        return 0
    return int(payment["amount"]) - int(payment.get("refunded", 0))


def refund(head: Item, lines: Sequence[Mapping[str, Any]], refunds: Sequence[Item], wanted: Wanted) -> Refund:
    """Return the refund of what is wanted. `lines`, `refunds`: of the order, as stored.

    What is worth more than the rest of the payment gets the rest. A refund of all that is left gets the rest, too, with
    the rounding of cash.

    Raises: Exceeds, UnknownLine.
    """
    bill = _bill(head, lines, refunds)
    _check_pieces(bill, wanted.pieces)
    values = [line.value(wanted.pieces.get(line.number, 0)) for line in bill.lines]
    tip, delivery_fee = bill.tip * wanted.tip, bill.delivery_fee * wanted.delivery_fee
    if wanted.amount is not None:
        amount = wanted.amount
        if amount > bill.payment:
            raise Exceeds(bill.payment)
    elif _is_all(bill, wanted):
        amount = bill.payment
    else:
        amount = min(sum(values) + tip + delivery_fee, bill.payment)
    if not amount:
        raise Exceeds(bill.payment)
    return _attributed(bill, amount, wanted.pieces, values, tip=tip, delivery_fee=delivery_fee)


def remainder(head: Item, lines: Sequence[Mapping[str, Any]], refunds: Sequence[Item]) -> Refund:
    """Return the refund of everything that is left of an order: what a cancellation returns.

    The amount is 0 if nothing was paid.
    """
    bill = _bill(head, lines, refunds)
    pieces = {line.number: line.quantity - line.refunded for line in bill.lines if line.quantity > line.refunded}
    shares = [line.share(pieces.get(line.number, 0), line.parts, included=bill.included) for line in bill.lines]
    return Refund(bill.payment, pieces, _some(shares), bill.tip, bill.delivery_fee)


def pieces_left(head: Item, refunds: Iterable[Item]) -> dict[str, int]:
    """Return the pieces by product that the order took from the stock, and that no refund has returned."""
    left = {taken["productId"]: taken["quantity"] for taken in head["taken"]}
    for refund in refunds:
        for returned in refund.get("restocked", ()):
            left[returned["productId"]] -= returned["quantity"]
    return left


def taxes(lines: Iterable[Mapping[str, Any]], shares: Iterable[Share]) -> list[dict[str, Any]]:
    """Return the taxes of shares by name, in the order of the lines."""
    names = {line["line"]: [tax["name"] for tax in line["taxes"]] for line in lines}
    amounts: dict[str, int] = {}
    for share in shares:
        for name, amount in zip(names[share.line], share.taxes, strict=True):
            amounts[name] = amounts.get(name, 0) + amount
    return [{"name": name, "amount": amount} for name, amount in amounts.items()]


def stored_share(share: Share) -> Item:
    """Return a share as the item of a refund has it."""
    return {**share._asdict(), "taxes": list(share.taxes)}


def _read_share(stored: Mapping[str, Any]) -> Share:
    return Share(stored["line"], stored["quantity"], stored["net"], tuple(stored["taxes"]))


def _bill(head: Item, lines: Iterable[Mapping[str, Any]], refunds: Iterable[Item]) -> _Bill:
    totals = head["totals"]
    included = any(tax["included"] for tax in totals["taxes"])
    live = [item for item in refunds if item["status"] != FAILED]
    pieces = [each for item in live for each in item.get("lines", ())]
    shares = [_read_share(stored) for item in live for stored in item["shares"]]
    return _Bill(
        [
            _line(line, pieces, [share for share in shares if share.line == line["line"]], included=included)
            for line in lines
        ],
        totals["tip"] - sum(item.get("tip", 0) for item in live),
        totals["deliveryFee"] - sum(item.get("deliveryFee", 0) for item in live),
        refundable(head["payment"]),
        included,
    )


def _line(
    line: Mapping[str, Any], pieces: Iterable[Mapping[str, int]], shares: Sequence[Share], *, included: bool
) -> _Line:
    parts = _parts(line["net"], [tax["amount"] for tax in line["taxes"]], included=included)
    left = list(parts)
    for share in shares:
        left = [
            part - taken for part, taken in zip(left, _parts(share.net, share.taxes, included=included), strict=True)
        ]
    number, quantity = line["line"], line["quantity"]
    refunded = sum(each["quantity"] for each in pieces if each["line"] == number)
    return _Line(number, quantity, sum(parts), refunded, left)


def _parts(net: int, amounts: Sequence[int], *, included: bool) -> list[int]:
    return [net - (sum(amounts) if included else 0), *amounts]


def _check_pieces(bill: _Bill, pieces: Mapping[int, int]) -> None:
    left = {line.number: line.quantity - line.refunded for line in bill.lines}
    for number, quantity in pieces.items():
        if number not in left:
            raise UnknownLine(number)
        if quantity > left[number]:
            raise Exceeds(bill.payment)


def _is_all(bill: _Bill, wanted: Wanted) -> bool:
    """Return whether the refund leaves no piece, tip or delivery fee."""
    pieces = all(line.refunded + wanted.pieces.get(line.number, 0) == line.quantity for line in bill.lines)
    return pieces and (wanted.tip or not bill.tip) and (wanted.delivery_fee or not bill.delivery_fee)


def _attributed(
    bill: _Bill, amount: int, pieces: Mapping[int, int], values: Sequence[int], *, tip: int, delivery_fee: int
) -> Refund:
    """Return the refund with its shares: what each line's pieces are worth, and the rest from everything."""
    if amount == bill.payment:
        taken = [list(line.parts) for line in bill.lines]
        tip, delivery_fee = bill.tip, bill.delivery_fee
    else:
        taken = [
            spread(min(value, sum(line.parts)), line.parts) for line, value in zip(bill.lines, values, strict=True)
        ]
        rest = amount - sum(map(sum, taken)) - tip - delivery_fee
        rest -= _take_from_lines(bill, taken, rest)
        more = min(rest, bill.delivery_fee - delivery_fee)
        delivery_fee += more
        tip += min(rest - more, bill.tip - tip)
    shares = [
        line.share(pieces.get(line.number, 0), parts, included=bill.included)
        for line, parts in zip(bill.lines, taken, strict=True)
    ]
    return Refund(amount, pieces, _some(shares), tip, delivery_fee)


def _take_from_lines(bill: _Bill, taken: list[list[int]], amount: int) -> int:
    """Take an amount from what is left of all lines, in proportion. Return how much they had of it."""
    left = [
        part - gone
        for line, own in zip(bill.lines, taken, strict=True)
        for part, gone in zip(line.parts, own, strict=True)
    ]
    found = min(amount, sum(left))
    more = iter(spread(found, left))
    for own in taken:
        own[:] = [part + next(more) for part in own]
    return found


def _some(shares: Iterable[Share]) -> list[Share]:
    """Return the shares that are not empty."""
    return [share for share in shares if share.quantity or share.net or any(share.taxes)]
