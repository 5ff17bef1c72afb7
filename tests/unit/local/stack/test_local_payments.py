"""The stand-in for Stripe in the local stack: its port, its keys, its books, and who can use the controls."""

import asyncio
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from harness import ROOT
from local.command import reserve_port
from local.payments.parameters import PUBLISHABLE_KEY, stand_in_parameters
from local.payments.stand_in import ProviderKeys
from local.stack.payments import LocalPayments
from local.template import read_template
from tests.support.pages.server import serving
from tests.support.payments.stand_in import StandInHandle
from tests.unit.local.stack.test_hosts import FakeGateway


class Running(NamedTuple):
    """The handles of the stand-in's own port, and of the stack's, with the controls."""

    api: StandInHandle
    page: StandInHandle


@contextmanager
def running(data: Path) -> Iterator[Running]:
    reserved = reserve_port(0)
    payments = LocalPayments(data, read_template(ROOT / "template.yaml"), reserved)
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    secrets = json.loads((data / "secrets.json").read_text())
    (secret,) = [entry["value"] for name, entry in secrets.items() if name.endswith("PaymentKey")]
    keys = ProviderKeys(secret, PUBLISHABLE_KEY, "")
    try:
        asyncio.run_coroutine_threadsafe(payments.start(), loop).result()
        with serving(FakeGateway(), [payments.page]) as port:
            page = StandInHandle(f"http://127.0.0.1:{port}/pay/stripe", keys)
            yield Running(StandInHandle(payments.url, keys), page)
        asyncio.run_coroutine_threadsafe(payments.stop(), loop).result()
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


def create(stand_in: StandInHandle) -> str:
    form = {"amount": "1500", "currency": "cad", "confirm": "true", "payment_method": "pm_card_visa"}
    headers = {"Authorization": f"Bearer {stand_in.keys.secret}"}
    answer = stand_in.call("POST", "/v1/payment_intents", form=form, headers=headers)
    assert answer.status == 200, answer
    return str(answer.document["id"])


def test_the_books_are_in_the_data_folder_and_survive_a_restart(tmp_path: Path) -> None:
    with running(tmp_path) as first:
        payment = create(first.api)
    with running(tmp_path) as second:
        assert [one["id"] for one in second.page.books()["payment_intents"]] == [payment]


def test_the_page_pays_and_controls_at_the_port_of_the_stack(tmp_path: Path) -> None:
    with running(tmp_path) as stand_in:
        create(stand_in.page)
        stand_in.page.advance(60)
        assert stand_in.api.control("GET", "books").status == 404
        for origin, status in (("http://evil.example", 403), (stand_in.page.url.removesuffix("/pay/stripe"), 200)):
            path = "/stand-in/books"
            assert stand_in.page.call("GET", path, headers={"Origin": origin}).status == status
        for handle, path in ((stand_in.api, "/v1/refunds"), (stand_in.page, "/stand-in/books")):
            assert handle.call("GET", path, headers={"Host": "evil.example"}).status == 421


def test_a_function_gets_the_stand_in_unless_the_developer_says_otherwise() -> None:
    def variables(overrides: dict[str, str]) -> dict[str, str]:
        defaults = stand_in_parameters("http://127.0.0.1:4000")
        template = read_template(ROOT / "template.yaml", overrides, defaults)
        return {name: str(template.resolver.parameters[name]) for name in defaults}

    assert variables({}) == stand_in_parameters("http://127.0.0.1:4000")
    assert variables({"PaymentProvider": "none"})["PaymentProvider"] == "none"
    assert variables({"PaymentEndpoint": ""})["PaymentEndpoint"] == ""
    assert stand_in_parameters("") == {}
