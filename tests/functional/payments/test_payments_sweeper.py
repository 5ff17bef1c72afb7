"""The sweeper of payments: it does what is due in its order, and neither an item nor the provider stops it."""

import json
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from ulid import ULID

from harness.aws.dynamodb_proxy import Fault
from harness.aws.policy_simulator import running
from harness.shop.events import lambda_context
from harness.shop.functions import load_app
from payments.payment_provider import Rank, Unavailable
from tests.support.database.in_between import InBetween
from tests.support.payments.card_shop import COMMAND_ID, CardShop, command, refund_item, started
from tests.support.shop.card_orders import HOLD_UNTIL, attempt, card_order
from tests.support.shop.stored_orders import ORDER_ID

OVER = datetime.fromisoformat(HOLD_UNTIL).astimezone(UTC) + timedelta(seconds=1)
IDS = [f"ord_01JD4W0Q8V5E2M7T9X3K6B1ZC{number}" for number in range(5)]


@pytest.fixture
def sweep(shop: CardShop, at: Any, monkeypatch: pytest.MonkeyPatch) -> Callable[..., dict[str, int]]:
    """Runs the sweeper a second after the holds, and returns what it did. `milliseconds`: the time that it has."""
    at(OVER)
    sweeper = load_app("payments", "sweeper")
    monkeypatch.setattr(sweeper, "chosen_provider", lambda: shop.bank)

    def run(milliseconds: int = 75_000) -> dict[str, int]:
        with running("payments_sweeper"):
            done: dict[str, int] = sweeper.handler({}, lambda_context("payments_sweeper", milliseconds))
        return done

    return run


def hold(shop: CardShop, order_id: str = ORDER_ID, until: str = HOLD_UNTIL) -> str:
    """Write a pending order with a payment; return the payment's id."""
    payment = started(shop.bank, order_id)
    due = {"holdUntil": until, "dueSk": f"{until}#{order_id}"}
    shop.book.put(*card_order(order_id, paid={"attempt": 1}, **due), attempt(order_id, intent=payment))
    return payment


def statuses(shop: CardShop) -> list[str]:
    return [shop.book.head(each)["status"] for each in IDS if shop.book.item(f"ORDER#{each}", "ORDER")]


def test_nothing_due_is_one_query(sweep: Any, shop: CardShop, recording: Any) -> None:
    hold(shop, until="2026-11-30T15:00:00.000Z")
    recording.calls.clear()
    shop.bank.calls.clear()

    assert sweep() == {}
    ((operation, request),) = [(call.operation, call.request) for call in recording.calls]
    assert (operation, request["IndexName"]) == ("Query", "due")
    assert shop.bank.calls == []


def test_holds_commands_and_authorizations_that_are_due_are_done(sweep: Any, shop: CardShop, output: Any) -> None:
    for each in IDS[:2]:
        hold(shop, each)
    payment = shop.order("accepted", "authorized", COMMAND_ID)
    shop.book.put(command("capture"))
    lapsing = started(shop.bank, IDS[2])
    shop.bank.pay(lapsing)
    due = {"duePk": "DUE#PAYMENTS", "dueSk": f"2026-11-30T14:05:00.000Z#{IDS[2]}"}
    shop.book.put(*card_order(IDS[2], "placed", "authorized", paid={"attempt": 1}))
    shop.book.put(attempt(IDS[2], status="authorized", intent=lapsing, **due))

    assert sweep() == {"hold": 2, "command": 1, "authorization": 1}

    assert (statuses(shop), shop.bank.rank(payment)) == (["expired", "expired", "placed"], Rank.CAPTURED)
    (capture,) = shop.commands()
    assert capture["orderId"] == IDS[2]
    said = output()
    assert said.count('"OrdersExpired":[1') == 2
    assert '"CommandsExecuted":[1' in said
    assert '"CommandAge":[' in said


def test_a_refund_under_way_is_looked_at(sweep: Any, shop: CardShop) -> None:
    shop.order("accepted", "captured")
    head = shop.book.head()
    shop.book.put({**head, "payment": {**head["payment"], "refunded": 500}})
    shop.book.put(refund_item(), command("refund", amount=500, refundId="rfd_1"))
    shop.bank.refund_status = "pending"
    assert sweep() == {"command": 1}
    assert shop.commands() == []
    shop.bank.end_refunds("succeeded")
    shop.book.put({**shop.refunds()[0], "dueSk": "2026-11-30T14:09:00.000Z#rfd_1"})

    assert sweep() == {"refund": 1}
    assert shop.refunds()[0]["status"] == "succeeded"
    assert sweep() == {}


def test_it_works_in_the_order_of_the_times(sweep: Any, shop: CardShop, at: Any) -> None:
    at(OVER + timedelta(minutes=5))
    for number, each in enumerate(IDS):
        hold(shop, each, until=f"2026-11-30T14:0{9 - number}:00.000Z")
    asked: list[str] = []
    look = shop.bank.look

    def noted(payment: str) -> Any:
        asked.append(payment)
        return look(payment)

    shop.bank.look = noted

    sweep()
    assert asked == [f"pi_{number}" for number in (5, 4, 3, 2, 1)]


def test_the_age_of_the_oldest_command_is_measured_every_time(sweep: Any, shop: CardShop, at: Any, output: Any) -> None:
    at(datetime.now(UTC) + timedelta(seconds=900))
    shop.order("accepted", "authorized", "cmd_" + ulid_now())
    later = datetime.now(UTC) + timedelta(seconds=1200)
    due = f"{later:%Y-%m-%dT%H:%M:%S}.000Z"
    shop.book.put(command("capture", id="cmd_" + ulid_now(), dueSk=f"{due}#1"))  # it waits for its next attempt
    younger = "cmd_" + str(ULID.from_timestamp(time.time() + 600))
    shop.book.put(command("capture", id=younger, dueSk=f"{due}#2"))
    output()

    assert sweep() == {}
    ages = [json.loads(line)["CommandAge"] for line in output().splitlines() if "CommandAge" in line]
    assert ages
    assert 890 <= ages[0][0] <= 1000


def ulid_now() -> str:
    return str(ULID())


def test_a_run_without_time_leaves_the_rest_to_the_next_one(sweep: Any, shop: CardShop, output: Any) -> None:
    hold(shop, IDS[0])
    assert sweep(milliseconds=24_000) == {}
    assert "No time left; the next run continues" in output()
    assert statuses(shop) == ["pending"]
    assert sweep() == {"hold": 1}


def test_a_provider_that_is_down_is_asked_three_times(sweep: Any, shop: CardShop, output: Any) -> None:
    for each in IDS:
        hold(shop, each)
    shop.bank.down = True
    shop.bank.calls.clear()

    assert sweep() == {}
    assert shop.bank.calls == ["look"] * 3
    assert output().count('"PaymentsUnavailable":[1') == 3
    shop.bank.down = False
    assert sweep() == {"hold": 5}


def test_payments_that_the_provider_does_not_know_do_not_keep_the_others(sweep: Any, shop: CardShop) -> None:
    """They belong to another account, whose key the shop had before."""
    payments = [hold(shop, each, f"2026-11-30T14:0{number}:00.000Z") for number, each in enumerate(IDS[:4])]
    for each in payments[:3]:
        shop.bank.lose(each)
    assert sweep() == {"hold": 1}
    assert statuses(shop) == ["pending", "pending", "pending", "expired"]


def test_what_needs_no_provider_goes_on_while_it_is_down(sweep: Any, shop: CardShop, at: Any) -> None:
    for each in IDS[:3]:
        hold(shop, each)
    shop.book.put(*card_order(IDS[3]))  # nobody has tried to pay
    shop.bank.down = True
    assert sweep() == {"hold": 1}
    assert statuses(shop) == ["pending", "pending", "pending", "expired"]

    at(OVER + timedelta(minutes=30))
    assert sweep() == {"hold": 3}
    assert statuses(shop) == ["expired"] * 4
    assert {each["kind"] for each in shop.commands()} == {"void"}


def test_a_command_does_not_count_as_tried_while_the_provider_is_not_asked(sweep: Any, shop: CardShop) -> None:
    for number, each in enumerate(IDS[:3]):
        hold(shop, each, until=f"2026-11-30T14:0{number}:00.000Z")
    shop.order("accepted", "authorized", COMMAND_ID)
    shop.book.put(command("capture"))
    shop.bank.down = True
    sweep()
    assert [each["attempts"] for each in shop.commands()] == [0]


def test_an_item_that_cannot_be_done_does_not_keep_the_others(sweep: Any, shop: CardShop, output: Any) -> None:
    hold(shop, IDS[0])
    shop.book.put({**shop.book.head(IDS[0]), "ticket": None})  # no version of the shop writes it
    hold(shop, IDS[1])
    with pytest.raises(Exception, match="1 things that are due cannot be done"):
        sweep()
    assert statuses(shop) == ["pending", "expired"]
    (said,) = [line for line in output().splitlines() if "Something due cannot be done" in line]
    assert IDS[0] in said


def test_a_stuck_command_does_not_keep_the_others(sweep: Any, shop: CardShop, output: Any) -> None:
    """The provider answers each call about one payment with an error."""
    shop.order("accepted", "authorized", COMMAND_ID)
    shop.book.put(command("capture"))
    hold(shop, IDS[0])

    def refuse(*_: Any) -> Any:
        raise Unavailable("internal_error")

    shop.bank.capture = refuse
    assert sweep() == {"hold": 1}
    assert statuses(shop) == ["expired"]
    assert "The payment provider is unavailable; the sweeper tries again" in output()
    assert sweep() == {}


@pytest.mark.usefixtures("impatient")
def test_an_outage_of_the_tables_fails_the_run_and_the_next_one_does_the_work(
    sweep: Any, shop: CardShop, recording: Any, output: Any
) -> None:
    hold(shop, IDS[0])
    for operation in ("Query", "TransactWriteItems"):
        recording.faults.append(Fault("error", operation=operation, times=10**9, code="ThrottlingException"))
        with pytest.raises(Exception, match=r"storage|1 things that are due cannot be done"):
            sweep()
        recording.faults.clear()
        assert statuses(shop) == ["pending"]
    assert "Something due cannot be done now" in output()
    assert sweep() == {"hold": 1}


def test_a_role_that_aws_refuses_is_reported(sweep: Any, shop: CardShop, recording: Any, output: Any) -> None:
    recording.faults.append(Fault("error", times=10**9, code="AccessDeniedException"))
    with pytest.raises(Exception, match="storage"):
        sweep()
    assert '"CallsRefused":[1.0]' in output()


def test_two_runs_at_once_do_everything_once(sweep: Any, shop: CardShop, in_between: InBetween) -> None:
    payment = shop.order("accepted", "authorized", COMMAND_ID)
    shop.book.put(command("capture"))
    hold(shop, IDS[0])
    other: list[dict[str, int]] = []
    in_between({"Query"}, lambda: other.append(sweep()))

    assert (sweep(), other) == ({}, [{"hold": 1, "command": 1}])
    assert len(shop.book.mails()) == 1
    assert (shop.bank.calls.count("capture"), shop.bank.rank(payment)) == (1, Rank.CAPTURED)


def test_logs_have_no_personal_data(sweep: Any, shop: CardShop, output: Any) -> None:
    hold(shop, IDS[0])
    shop.bank.pay(hold(shop, IDS[1]))
    sweep()
    said = output()
    assert not [word for word in ("Ada", "ada@shop.example", "5145550123", "birthday", "secret") if word in said]
