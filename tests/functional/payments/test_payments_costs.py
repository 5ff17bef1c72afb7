"""What worker and sweeper of payments cost: the figures of docs/operations.md."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from harness.aws.policy_simulator import running
from harness.shop.events import lambda_context
from harness.shop.functions import load_app
from tests.support.database.order_book import OrderBook
from tests.support.database.route_costs import Meter
from tests.support.payments.card_shop import COMMAND_ID, CardShop, command
from tests.support.shop.card_orders import HOLD_UNTIL
from tests.support.shop.stored_orders import DAY, DUE_FROM


@pytest.fixture
def meter(recording: Any, book: OrderBook) -> Meter:
    return Meter(recording, book.rows)


def invoke(entry: str, shop: CardShop, event: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> Any:
    module, name = load_app("payments", entry), f"payments_{entry}"
    monkeypatch.setattr(module, "chosen_provider", lambda: shop.bank)
    with running(name):
        return module.handler(event, lambda_context(name, 75_000))


def test_a_run_with_nothing_due_has_the_documented_cost(
    shop: CardShop, meter: Meter, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop.order()  # its hold is not over
    meter.check("payments_sweeper", lambda: invoke("sweeper", shop, {}, monkeypatch))


def test_a_capture_has_the_documented_cost(shop: CardShop, meter: Meter, monkeypatch: pytest.MonkeyPatch) -> None:
    shop.order("accepted", "authorized", COMMAND_ID)
    shop.book.put(command("capture"))
    keys = {"pk": {"S": f"COMMAND#{COMMAND_ID}"}, "sk": {"S": "COMMAND"}}
    record = {"eventName": "INSERT", "dynamodb": {"Keys": keys, "SequenceNumber": "1"}}
    meter.check("payments_worker", lambda: invoke("worker", shop, {"Records": [record]}, monkeypatch))


def test_the_end_of_a_hold_has_a_known_cost(
    shop: CardShop, meter: Meter, monkeypatch: pytest.MonkeyPatch, at: Any
) -> None:
    shop.order(taken=[])
    shop.book.put({"pk": f"SLOT#{DAY}", "sk": DUE_FROM, "taken": 3, "expiresAt": 2_000_000_000})
    at(datetime.fromisoformat(HOLD_UNTIL) + timedelta(seconds=1))
    measured = meter.measure(lambda: invoke("sweeper", shop, {}, monkeypatch))
    assert measured == ([["Query", 0, 0.5], ["Query", 1, 0], ["TransactWriteItems", 16, 4]], 1)
