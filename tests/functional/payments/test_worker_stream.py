"""Commands' whole way: from the orders table through its stream and the template's mapping to the provider."""

import asyncio
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from harness.aws.dynamodb_proxy import Proxy
from harness.aws.tables import template
from harness.shop.events import lambda_context
from harness.shop.functions import load_app
from payments.payment_provider import Rank
from tests.support.database.streams import Reader, keys, table_with_stream
from tests.support.payments.card_shop import COMMAND_ID, CardShop, command

pytestmark = pytest.mark.real_time

LAST = "cmd_01JD4W0Q8V5E2M7T9X3K6B1END"


@pytest.fixture
def orders(dynamodb: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """An orders table with the stream that the template gives it."""
    with table_with_stream(dynamodb, "OrdersTable") as name:
        monkeypatch.setenv("ORDERS_TABLE", name)
        yield name


@pytest.fixture
def reader(
    database: Proxy, orders: str, shop: CardShop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[], Reader]:
    """The worker behind the event source mapping of template.yaml; each is a new run of the same stack."""
    (source,) = (source for source in template().streams.values() if source.function == "PaymentsWorkerFunction")
    module = load_app("payments", "worker")
    monkeypatch.setattr(module, "chosen_provider", lambda: shop.bank)

    async def worker(event: dict[str, Any]) -> bytes:
        context = lambda_context("payments_worker", milliseconds=60_000)
        return json.dumps(await asyncio.to_thread(module.handler, event, context)).encode()

    url = f"http://127.0.0.1:{database.port_behind}"
    return lambda: Reader(url, orders, source, tmp_path / "positions.json", worker)


def tried(shop: CardShop) -> bool:
    return any(each["attempts"] for each in shop.commands() if COMMAND_ID in each["pk"])


def test_new_commands_reach_the_worker_and_nothing_else_does(shop: CardShop, reader: Callable[[], Reader]) -> None:
    payment = shop.order("accepted", "authorized", COMMAND_ID)
    shop.book.put(command("capture"))
    shop.book.put(command("capture", attempts=1))  # a change, as an attempt makes it
    shop.book.put({"pk": "STORE", "sk": "SETTINGS", "version": 1})
    shop.book.put(command("capture", id=LAST, orderId="ord_01JD4W0Q8V5E2M7T9X3K6B1NON"))
    run = reader()
    run.run_until(lambda: shop.bank.rank(payment) is Rank.CAPTURED and f"COMMAND#{LAST}" in keys(run.batches[-1]))

    assert {key for batch in run.batches for key in keys(batch)} == {f"COMMAND#{COMMAND_ID}", f"COMMAND#{LAST}"}
    assert run.discarded == []


def test_a_provider_that_is_down_holds_no_record_back(shop: CardShop, reader: Callable[[], Reader]) -> None:
    shop.order("accepted", "authorized", COMMAND_ID)
    shop.bank.down = True
    shop.book.put(command("capture"))
    run = reader()
    run.run_until(lambda: bool(run.batches))
    shop.book.put(command("capture", id=LAST, orderId="ord_01JD4W0Q8V5E2M7T9X3K6B1NON"))
    run.run_until(lambda: tried(shop) and f"COMMAND#{LAST}" in keys(run.batches[-1]))

    assert run.discarded == []
