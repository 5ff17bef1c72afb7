"""The worker: it executes new commands of a batch, and leaves to the sweeper what the provider keeps waiting."""

from collections.abc import Callable
from typing import Any

import pytest

from harness.aws.dynamodb_proxy import Fault
from harness.aws.policy_simulator import running
from harness.shop.events import lambda_context
from harness.shop.functions import load_app
from payments.payment_provider import Rank
from tests.support.payments.card_shop import COMMAND_ID, CardShop, command, started
from tests.support.shop.card_orders import attempt, card_order

IDS = [f"01JD4W0Q8V5E2M7T9X3K6B1ZC{number}" for number in range(5)]


@pytest.fixture
def work(shop: CardShop, monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[str]]:
    """Passes records to the worker, and returns the numbers of those that Lambda retries."""
    worker = load_app("payments", "worker")
    monkeypatch.setattr(worker, "chosen_provider", lambda: shop.bank)

    def run(*records: dict[str, Any], milliseconds: int = 60_000) -> list[str]:
        with running("payments_worker"):
            answer = worker.handler({"Records": list(records)}, lambda_context("payments_worker", milliseconds))
        return [failure["itemIdentifier"] for failure in answer["batchItemFailures"]]

    return run


def record(command_id: str = COMMAND_ID, number: str = "1", name: str = "INSERT") -> dict[str, Any]:
    keys = {"pk": {"S": f"COMMAND#{command_id}"}, "sk": {"S": "COMMAND"}}
    return {"eventName": name, "dynamodb": {"Keys": keys, "SequenceNumber": number}}


def accepted(shop: CardShop, number: int) -> dict[str, Any]:
    """Write an accepted order with the command of its capture; return the command's record."""
    order_id, command_id = f"ord_{IDS[number]}", f"cmd_{IDS[number]}"
    payment = started(shop.bank, order_id)
    shop.bank.pay(payment)
    shop.book.put(*card_order(order_id, "accepted", "authorized", paid={"attempt": 1, "command": command_id}))
    shop.book.put(attempt(order_id, status="authorized", intent=payment))
    shop.book.put(command("capture", id=command_id, orderId=order_id))
    return record(command_id, str(number))


def test_a_new_command_is_executed(work: Any, shop: CardShop, output: Any) -> None:
    assert work(*(accepted(shop, number) for number in range(3))) == []
    assert [shop.bank.rank(each) for each in shop.bank.payments] == [Rank.CAPTURED] * 3
    assert shop.commands() == []
    assert output().count('"CommandsExecuted":[1') == 3


def test_a_record_that_is_delivered_again_executes_nothing(work: Any, shop: CardShop) -> None:
    again = accepted(shop, 0)
    work(again)
    shop.bank.calls.clear()
    assert work(again, again) == []
    assert shop.bank.calls == []


def test_other_records_are_ignored(work: Any, shop: CardShop, recording: Any) -> None:
    recording.calls.clear()
    order = {"eventName": "INSERT", "dynamodb": {"Keys": {"pk": {"S": "ORDER#1"}}, "SequenceNumber": "1"}}
    assert work(record(name="MODIFY"), record(name="REMOVE"), order) == []
    assert recording.calls == []


def test_a_provider_that_is_down_leaves_the_batch_to_the_sweeper(work: Any, shop: CardShop) -> None:
    records = [accepted(shop, number) for number in range(5)]
    shop.bank.down = True
    shop.bank.calls.clear()
    assert work(*records) == []
    assert shop.bank.calls == ["capture"] * 3
    assert sorted(each["attempts"] for each in shop.commands()) == [0, 0, 1, 1, 1]


def test_without_time_the_rest_is_left_to_the_sweeper(work: Any, shop: CardShop, output: Any) -> None:
    assert work(accepted(shop, 0), milliseconds=24_000) == []
    assert len(shop.commands()) == 1
    assert "no time left; the sweeper executes the rest" in output()


def test_without_a_provider_the_commands_stay(work: Any, shop: CardShop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(load_app("payments", "worker"), "chosen_provider", lambda: None)
    assert work(accepted(shop, 0)) == []
    assert len(shop.commands()) == 1


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("operation", ["GetItem", "Query", "UpdateItem", "TransactWriteItems"])
def test_an_outage_of_the_tables_lets_lambda_retry_and_charges_once(
    work: Any, shop: CardShop, recording: Any, operation: str
) -> None:
    records = [accepted(shop, number) for number in range(2)]
    recording.faults.append(Fault("error", operation=operation, times=10**9, code="ThrottlingException"))
    assert work(*records) == ["0"]
    recording.faults.clear()

    assert work(*records) == []
    assert shop.bank.calls.count("capture") == 2
    assert shop.commands() == []


def test_a_command_that_cannot_be_executed_does_not_keep_the_others(work: Any, shop: CardShop, output: Any) -> None:
    records = [accepted(shop, number) for number in range(2)]
    shop.book.put(command("unheard of", id=f"cmd_{IDS[0]}", orderId=f"ord_{IDS[0]}"))  # no version writes it
    assert work(*records) == ["0"]
    assert [each["pk"] for each in shop.commands()] == [f"COMMAND#cmd_{IDS[0]}"]
    (said,) = [line for line in output().splitlines() if "A command cannot be executed" in line]
    assert f"cmd_{IDS[0]}" in said


def test_a_role_that_aws_refuses_is_reported(work: Any, shop: CardShop, recording: Any, output: Any) -> None:
    again = accepted(shop, 0)
    recording.faults.append(Fault("error", times=10**9, code="AccessDeniedException"))
    assert work(again) == ["0"]
    assert '"CallsRefused":[1.0]' in output()
