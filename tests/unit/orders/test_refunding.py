"""What a refund returns of an order."""

from collections.abc import Sequence
from typing import Any

import pytest

from bodega.orders.refund_reports import sold, still_reported, to_report
from bodega.orders.refunding import (
    Exceeds,
    Refund,
    UnknownLine,
    Wanted,
    refund,
    remainder,
    stored_share,
    taxes,
)

Order = tuple[dict[str, Any], list[dict[str, Any]]]


def line(number: int, quantity: int, net: int, *amounts: int) -> dict[str, Any]:
    named = [{"name": name, "amount": amount} for name, amount in zip(("GST", "QST"), amounts, strict=False)]
    return {
        "line": number,
        "productId": f"prd_{number}",
        "name": f"Product {number}",
        "quantity": quantity,
        "net": net,
        "taxes": named,
    }


def order(
    *lines: dict[str, Any], tip: int = 0, fee: int = 0, rounding: int = 0, included: bool = False, status: str = "paid"
) -> Order:
    added = 0 if included else sum(tax["amount"] for each in lines for tax in each["taxes"])
    paid = sum(each["net"] for each in lines) + added + tip + fee + rounding
    totals = {"taxes": [{"included": included}], "tip": tip, "deliveryFee": fee}
    payment = {"status": status, **({"amount": paid} if status == "paid" else {})}
    return {"totals": totals, "payment": payment}, list(lines)


def stored(found: Refund, status: str = "succeeded") -> dict[str, Any]:
    return {
        "status": status,
        "lines": [{"line": number, "quantity": quantity} for number, quantity in found.pieces.items()],
        "shares": [stored_share(share) for share in found.shares],
        "tip": found.tip,
        "deliveryFee": found.delivery_fee,
    }


def after(placed: Order, *wants: Wanted) -> tuple[dict[str, Any], list[dict[str, Any]], list[dict[str, Any]]]:
    """Return head, lines and refunds after refunds."""
    head, lines = placed
    refunds: list[dict[str, Any]] = []
    for wanted in wants:
        found = refund(head, lines, refunds, wanted)
        refunds.append({**stored(found), "id": f"rfd_{len(refunds)}"})
        refunded = head["payment"].get("refunded", 0) + found.amount
        head = {**head, "payment": {**head["payment"], "refunded": refunded}}
    return head, lines, refunds


def amounts(placed: Order, *wants: Wanted) -> list[int]:
    return [refund(*after(placed, *wants[:place]), wanted).amount for place, wanted in enumerate(wants)]


def nets(refunds: Sequence[dict[str, Any]]) -> int:
    return sum(share["net"] for each in refunds for share in each["shares"])


def one(number: int = 1, quantity: int = 1) -> Wanted:
    return Wanted({number: quantity})


def test_pieces_of_a_line_return_its_total_to_the_cent() -> None:
    placed = order(line(1, 3, 1000, 50, 100), tip=150)

    assert amounts(placed, one(), one(), one()) == [383, 384, 383]


def test_the_order_of_partial_refunds_does_not_change_what_pieces_return() -> None:
    placed = order(line(1, 3, 1000), line(2, 2, 333), tip=1)

    assert amounts(placed, one(2), one(1, 2), one(2), one(1)) == [167, 667, 166, 333]


def test_a_refund_has_the_taxes_of_its_pieces() -> None:
    head, lines = order(line(1, 2, 1000, 50, 100), line(2, 1, 400))

    found = refund(head, lines, [], one())

    assert (found.amount, taxes(lines, found.shares)) == (
        575,
        [{"name": "GST", "amount": 25}, {"name": "QST", "amount": 50}],
    )
    assert sold(lines, [{"line": 1, "quantity": 1, "net": 500}]) == [
        {"productId": "prd_1", "name": "Product 1", "quantity": 1, "net": 500}
    ]


def test_taxes_that_prices_include_are_part_of_the_net_amount() -> None:
    head, lines = order(line(1, 2, 1150, 50, 100), line(2, 1, 400), included=True)

    found = refund(head, lines, [], one())

    assert (found.amount, [share.net for share in found.shares]) == (575, [575])
    assert taxes(lines, found.shares) == [{"name": "GST", "amount": 25}, {"name": "QST", "amount": 50}]


def test_tip_and_delivery_fee_return_only_if_they_are_asked_for() -> None:
    placed = order(line(1, 2, 1000), tip=150, fee=400)

    assert amounts(placed, one(), Wanted(tip=True), Wanted(delivery_fee=True), one()) == [500, 150, 400, 500]


def test_a_part_that_was_returned_returns_nothing_more() -> None:
    placed = order(line(1, 2, 1000), tip=150)

    with pytest.raises(Exceeds) as raised:
        refund(*after(placed, Wanted(tip=True)), Wanted(tip=True))

    assert raised.value.refundable == 1000


def test_more_pieces_than_the_line_has_left_exceed() -> None:
    placed = order(line(1, 3, 900), line(2, 1, 100))

    with pytest.raises(Exceeds) as raised:
        refund(*after(placed, one(1, 2)), one(1, 2))

    assert raised.value.refundable == 400


def test_a_line_that_the_order_does_not_have_is_unknown() -> None:
    with pytest.raises(UnknownLine):
        refund(*order(line(1, 1, 100)), [], one(2))


@pytest.mark.parametrize("status", ["due", "none", "authorized", "voided", "failed", "refunded"])
def test_nothing_returns_of_an_order_whose_money_the_shop_does_not_have(status: str) -> None:
    with pytest.raises(Exceeds) as raised:
        refund(*order(line(1, 1, 100), status=status), [], Wanted(amount=1))

    assert raised.value.refundable == 0


def test_an_amount_returns_as_it_is_but_never_more_than_the_rest() -> None:
    placed = order(line(1, 1, 5500))

    assert amounts(placed, *[Wanted(amount=1000)] * 5) == [1000] * 5
    with pytest.raises(Exceeds) as raised:
        refund(*after(placed, *[Wanted(amount=1000)] * 5), Wanted(amount=1000))
    assert raised.value.refundable == 500


def test_an_amount_is_taken_from_lines_and_taxes_then_from_fee_and_tip() -> None:
    placed = order(line(1, 2, 1000, 100), line(2, 1, 500, 50), tip=200, fee=300)

    first = refund(*placed, [], Wanted(amount=825))
    second = refund(*after(placed, Wanted(amount=825)), Wanted(amount=1225))

    assert [share._asdict() for share in first.shares] == [
        {"line": 1, "quantity": 0, "net": 500, "taxes": (50,)},
        {"line": 2, "quantity": 0, "net": 250, "taxes": (25,)},
    ]
    assert (first.tip, first.delivery_fee) == (0, 0)
    assert (sum(share.net + sum(share.taxes) for share in second.shares), second.delivery_fee, second.tip) == (
        825,
        300,
        100,
    )


def test_pieces_are_worth_their_price_after_an_amount_and_at_most_the_rest() -> None:
    placed = order(line(1, 2, 2000), line(2, 1, 500))

    head, lines, refunds = after(placed, Wanted(amount=800), one())
    last = refund(head, lines, refunds, Wanted({1: 1, 2: 1}))

    assert amounts(placed, Wanted(amount=800), one()) == [800, 1000]
    assert last.amount == 700
    assert nets([*refunds, stored(last)]) == 2500


def test_a_refund_of_everything_returns_the_rounding_of_cash() -> None:
    for rounding in (2, -2):
        placed = order(line(1, 2, 1001), tip=100, rounding=rounding)

        whole = refund(*placed, [], Wanted({1: 2}, tip=True))
        last = refund(*after(placed, one(), one()), Wanted(tip=True))

        assert whole.amount == 1101 + rounding
        assert last.amount == 100 + rounding
        assert whole.shares[0].net == 1001


def test_a_refund_that_failed_returns_nothing() -> None:
    head, lines = order(line(1, 1, 1000), line(2, 1, 500))
    failed = stored(refund(head, lines, [], one()), "failed")

    assert refund(head, lines, [failed], one()) == refund(head, lines, [], one())


def reported(item: dict[str, Any]) -> dict[str, Any]:
    """Return a refund that reports have."""
    return {
        **item,
        "reported": [{name: share[name] for name in ("line", "quantity", "net")} for share in item["shares"]],
    }


def test_reports_lose_the_shares_of_a_refund_that_succeeded() -> None:
    head, _, (first, second) = after(order(line(1, 2, 1000)), one(), one())

    assert to_report(head, [first], first) == [{"line": 1, "quantity": 1, "net": 500}]
    assert to_report(head, [reported(first), second], second) == [{"line": 1, "quantity": 1, "net": 500}]


def test_reports_lose_nothing_for_a_refund_that_replaces_one_that_failed_after_they_had_it() -> None:
    head, lines, (item,) = after(order(line(1, 2, 1000)), one())
    failed = {**reported(item), "status": "failed", "id": "failed"}

    assert to_report(head, [failed, item], item) == []
    assert still_reported(lines, [failed]) == [{"line": 1, "quantity": 1, "net": 500}]


def test_reports_lose_nothing_more_of_an_order_that_they_do_not_have() -> None:
    head, _, (item,) = after(order(line(1, 2, 1000)), one())

    assert to_report({**head, "unreported": True}, [item], item) == []


def test_the_remainder_is_everything_that_refunds_have_left() -> None:
    placed = order(line(1, 3, 900), line(2, 1, 100), tip=50)

    found = remainder(*after(placed, one(1, 2), Wanted(amount=50)))

    assert (found.amount, found.pieces, found.tip) == (400, {1: 1, 2: 1}, 50)
    assert sum(share.net for share in found.shares) == 350


def test_the_remainder_of_an_unpaid_order_returns_nothing() -> None:
    assert remainder(*order(line(1, 3, 900), status="due"), []).amount == 0
