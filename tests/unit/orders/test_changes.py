"""What a change writes into the head of an order: its statuses, its indexes, its personal data and its payment."""

from typing import Any

import pytest

from bodega.orders.changes import cancel, expire, move, pay_by_card, place
from orders.life.tenders import ReceivedTooLittle, pay_at_terminal, pay_cash
from tests.support.shop.stored_orders import ACCEPT_BY, OPEN, head

AT = "2026-11-30T14:05:00.000Z"


@pytest.mark.parametrize("target", ["accepted", "preparing", "ready", "completed"])
def test_an_order_is_in_the_queue_as_long_as_it_is_open(target: str) -> None:
    source = "placed" if target == "accepted" else "accepted"
    after = move(head(status=source), target, AT).applied(head(status=source))
    assert ("queuePk" in after, "queueSk" in after) == ((target in OPEN),) * 2
    assert (after["status"], after["updatedAt"], after["version"]) == (target, AT, 2)


def test_an_order_waits_for_its_acceptance_only_while_it_is_placed() -> None:
    before = head()
    after = move(before, "accepted", AT).applied(before)
    assert {"duePk", "dueSk", "acceptBy"} <= before.keys()
    assert not {"duePk", "dueSk", "acceptBy"} & after.keys()


@pytest.mark.parametrize("target", ["completed", "canceled"])
def test_an_order_that_ends_loses_the_personal_data_of_its_head(target: str) -> None:
    before = head(status="accepted")
    after = move(before, target, AT).applied(before)
    assert "callName" not in after
    assert "extra hot" not in str(after)
    assert [line["name"] for line in after["ticket"]] == ["Latte", "Cake"]


@pytest.mark.parametrize(
    ("received", "cash_rounding", "amount", "rounding", "change"),
    [(2000, 5, 1355, -1, 645), (None, 5, 1355, -1, 0), (1356, 1, 1356, 0, 0), (1400, 10, 1360, 4, 40)],
)
def test_cash_is_rounded_to_the_smallest_coin_and_the_rounding_is_part_of_the_total(
    received: int | None, cash_rounding: int, amount: int, rounding: int, change: int
) -> None:
    paid = pay_cash(head(), AT, received=received, cash_rounding=cash_rounding).set
    assert paid["payment"] == {
        "method": "counter",
        "status": "paid",
        "tender": "cash",
        "amount": amount,
        "received": amount if received is None else received,
        "change": change,
        "rounding": rounding,
        "paidAt": AT,
    }
    assert (paid["totals"]["rounding"], paid["totals"]["total"]) == (rounding, amount)


def test_too_little_cash_is_refused_with_the_amount_due() -> None:
    with pytest.raises(ReceivedTooLittle) as refused:
        pay_cash(head(), AT, received=1354, cash_rounding=5)
    assert refused.value.due == 1355


def test_the_card_terminal_takes_the_exact_total() -> None:
    paid = pay_at_terminal(head(), AT).set
    assert (paid["payment"]["tender"], paid["payment"]["amount"], "totals" in paid) == ("terminal", 1356, False)


def test_a_canceled_order_says_why_and_whether_its_pieces_returned() -> None:
    change = cancel(head(), "closing", AT, restocked=True)
    assert (change.set["cancelReason"], change.set["restocked"], change.set["status"]) == ("closing", True, "canceled")


PERSON = {"name": "Ada", "lineNotes": {"1": "extra hot"}}


def held() -> dict[str, Any]:
    """Return the head of an order that waits for a card."""
    kept = {name: value for name, value in head().items() if name not in {"acceptBy", "queuePk", "queueSk"}}
    payment = {"method": "card", "status": "due", "attempt": 1}
    return {**kept, "status": "pending", "holdUntil": ACCEPT_BY, "duePk": "DUE#PAYMENTS", "payment": payment}


@pytest.mark.parametrize("source", ["pending", "expired"])
def test_a_placed_card_order_has_what_an_order_at_the_counter_has(source: str) -> None:
    before = held()
    if source == "expired":
        before = expire(before, AT, "voided").applied(before)
    change = place(before, AT, accept_by=ACCEPT_BY, person=PERSON)
    after = change.applied(before)
    assert not change.set.keys() & set(change.remove)
    counter = head()
    assert after.keys() == counter.keys()
    changing = ("payment", "updatedAt", "version")
    assert {name: after[name] for name in after if name not in changing} == {
        name: counter[name] for name in counter if name not in changing
    }


def test_a_store_that_accepts_orders_at_once_waits_for_nobody() -> None:
    after = place(held(), AT, accept_by=None, person=PERSON).applied(held())
    assert (after["status"], "queuePk" in after) == ("accepted", True)
    assert not {"acceptBy", "holdUntil", "duePk", "dueSk"} & after.keys()


def test_an_expired_order_waits_for_nothing_and_keeps_no_personal_data() -> None:
    after = expire(held(), AT, "voided").applied(held())
    assert (after["status"], after["payment"]["status"]) == ("expired", "voided")
    assert not {"callName", "holdUntil", "duePk", "dueSk", "queuePk", "queueSk"} & after.keys()
    assert "extra hot" not in str(after)


def test_a_settled_payment_has_no_command() -> None:
    waiting = pay_by_card(held(), "authorized", AT, command="cmd_1", amount=1356).applied(held())
    assert waiting["payment"] == {
        "method": "card",
        "status": "authorized",
        "attempt": 1,
        "command": "cmd_1",
        "amount": 1356,
    }
    assert "command" not in pay_by_card(waiting, "paid", AT, paidAt=AT).set["payment"]
