"""The webhook: only what the provider signed counts, and it counts once."""

from base64 import b64encode
from typing import Any

import pytest

from harness.aws.dynamodb_proxy import Fault
from harness.shop.client import Answer, Shop
from payments import provider_choice
from payments.payment_provider import Charge, Dispute, Rank, RefundReport
from payments.settling import webhook
from tests.support.database.in_between import InBetween
from tests.support.database.order_book import OrderBook
from tests.support.payments.card_shop import started
from tests.support.payments.fake_provider import FakeProvider, event_of, sign
from tests.support.shop.card_orders import TOTAL, attempt, card_order, report
from tests.support.shop.stored_orders import ORDER_ID

pytestmark = pytest.mark.usefixtures("during_hold")

CURRENT, PREVIOUS = "current key", "previous key"
DISPUTE = Dispute("dp_1", "pi_1", TOTAL, "CAD", "fraudulent", "needs_response")


@pytest.fixture(autouse=True)
def keys(monkeypatch: pytest.MonkeyPatch, provider: FakeProvider) -> list[str]:
    """The keys that sign events."""
    found = [CURRENT, PREVIOUS]
    monkeypatch.setattr(provider_choice, "_webhook_keys", lambda _: list(found))
    return found


@pytest.fixture
def pending(book: OrderBook) -> OrderBook:
    book.put(*card_order(paid={"attempt": 1}), attempt())
    return book


def send(shop: Shop, body: bytes, key: str | None = CURRENT, **event: Any) -> Answer:
    headers = {"Content-Type": "application/json; charset=utf-8", "Fake-Signature": sign(key, body) if key else ""}
    return shop.post("/webhooks/payments", role="nobody", headers=headers, raw_body=body.decode(), **event)


class TestSignature:
    @pytest.mark.parametrize("key", [CURRENT, PREVIOUS])
    def test_of_a_current_and_of_a_previous_key_counts(self, shop: Shop, pending: OrderBook, key: str) -> None:
        answer = send(shop, event_of(report()), key)

        assert (answer.status, answer.body) == (204, None)
        assert pending.head()["status"] == "placed"

    @pytest.mark.parametrize("key", [None, "another key"])
    def test_of_nobody_and_of_another_key_changes_nothing(
        self, shop: Shop, pending: OrderBook, key: str | None, output: Any
    ) -> None:
        before = pending.dump()

        answer = send(shop, event_of(report()), key)

        assert (answer.status, answer.code) == (400, "invalid_signature")
        assert pending.dump() == before
        said = output()
        assert '"WebhooksRefused":[1.0]' in said
        assert "The signature of an event of the payment provider is not valid" in said

    def test_of_another_body_changes_nothing(self, shop: Shop, pending: OrderBook) -> None:
        body, other = event_of(report()), event_of(report(amount=1))

        answer = shop.post(
            "/webhooks/payments",
            role="nobody",
            headers={"Fake-Signature": sign(CURRENT, other)},
            raw_body=body.decode(),
        )

        assert answer.code == "invalid_signature"

    def test_without_any_key_never_counts(self, shop: Shop, pending: OrderBook, keys: list[str]) -> None:
        keys.clear()

        assert send(shop, event_of(report()), "").code == "invalid_signature"

    def test_with_a_key_that_was_just_rotated_counts(
        self, shop: Shop, pending: OrderBook, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(provider_choice, "_webhook_keys", lambda age: [CURRENT] if age < 60 else ["stale"])

        assert send(shop, event_of(report())).status == 204

    def test_covers_the_exact_bytes(self, shop: Shop, pending: OrderBook) -> None:
        body = event_of(report(decline="Ж\N{REPLACEMENT CHARACTER} \\ud83d")).replace(b", ", b" ,\t\n ")
        signature = sign(CURRENT, body)
        encoded = b64encode(body).decode()

        assert send(shop, body).status == 204
        answer = shop.post(
            "/webhooks/payments", role="nobody", headers={"Fake-Signature": signature}, raw_body=encoded, base64=True
        )
        assert answer.status == 204

    def test_is_checked_before_the_body_is_read(self, shop: Shop) -> None:
        answer = shop.post("/webhooks/payments", role="nobody", raw_body="{", content_type="text/plain")

        assert answer.code == "invalid_signature"

    def test_is_missing_without_a_body(self, shop: Shop) -> None:
        assert shop.post("/webhooks/payments", role="nobody").code == "invalid_signature"

    def test_of_a_large_body_is_not_checked(self, shop: Shop) -> None:
        assert send(shop, b"{" + b" " * 300_000).code == "payload_too_large"


class TestEvent:
    def test_that_comes_three_times_counts_once(self, shop: Shop, pending: OrderBook) -> None:
        answers = [send(shop, event_of(report())) for _ in range(3)]

        assert [answer.status for answer in answers] == [204] * 3
        assert len(pending.mails()) == len(pending.sales()) == len(pending.history()) == 1

    def test_that_comes_after_a_later_one_changes_nothing(self, shop: Shop, pending: OrderBook) -> None:
        send(shop, event_of(report(Rank.CAPTURED)))
        before = pending.dump()

        assert send(shop, event_of(report())).status == 204
        assert send(shop, event_of(report(Rank.WAITING, decline="card_declined"))).status == 204
        assert pending.dump() == before

    def test_beside_a_refresh_counts_once(
        self, shop: Shop, pending: OrderBook, provider: FakeProvider, in_between: InBetween
    ) -> None:
        provider.pay(started(provider))
        refresh = f"/orders/mine/{ORDER_ID}/payments/refresh"
        in_between({"Query"}, lambda: shop.post(refresh, role="customer"))

        assert send(shop, event_of(report())).status == 204
        assert len(pending.mails()) == len(pending.sales()) == 1

    @pytest.mark.parametrize(
        "changed",
        [{"id": "pi_2"}, {"amount": TOTAL + 1}, {"currency": "USD"}],
        ids=["foreign payment", "wrong amount", "wrong currency"],
    )
    def test_that_does_not_match_changes_nothing(
        self, shop: Shop, pending: OrderBook, changed: dict[str, Any], output: Any
    ) -> None:
        before = pending.dump()

        assert send(shop, event_of(report(**changed))).status == 204
        assert pending.dump() == before
        assert '"PaymentsMismatched":[1.0]' in output()

    def test_of_no_order_costs_no_read(self, shop: Shop, recording: Any, output: Any) -> None:
        assert send(shop, event_of(report(order_id=""))).status == 204
        assert send(shop, b'{"kind": "Customer", "members": {}}').status == 204
        assert recording.calls == []
        assert "PaymentsMismatched" not in output()

    def test_while_the_table_is_down_is_sent_again(
        self, shop: Shop, pending: OrderBook, recording: Any, impatient: None
    ) -> None:
        recording.faults = [Fault("refused", times=99)]

        assert send(shop, event_of(report())).status == 503

    def test_about_a_refund_settles_the_refund(self, shop: Shop, pending: OrderBook, output: Any) -> None:
        unknown = RefundReport("re_1", "pi_1", ORDER_ID, "cmd_1", TOTAL, "CAD", "succeeded")

        assert send(shop, event_of(unknown)).status == 204
        assert "matches no refund of an order" in output()

    def test_needs_a_shop_that_takes_cards(self, shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(webhook, "chosen_provider", lambda: None)

        assert send(shop, event_of(report())).status == 404


class TestDispute:
    @pytest.fixture
    def paid(self, book: OrderBook, provider: FakeProvider) -> OrderBook:
        book.put(*card_order(status="completed", payment="paid", paid={"attempt": 1}), attempt(status="captured"))
        provider.take(started(provider))
        return book

    def test_is_counted_and_kept_in_the_history_once(self, shop: Shop, paid: OrderBook, output: Any) -> None:
        assert [send(shop, event_of(DISPUTE)).status for _ in range(2)] == [204, 204]

        assert [(entry["reason"], entry["actor"]) for entry in paid.history()] == [("disputed", {"role": "provider"})]
        said = output()
        assert (said.count('"PaymentsDisputed":[1.0]'), said.count("A payment is disputed")) == (1, 1)

    def test_of_a_payment_of_an_unknown_order_is_counted(self, shop: Shop, provider: FakeProvider, output: Any) -> None:
        provider.take(started(provider))

        assert send(shop, event_of(DISPUTE)).status == 204
        assert '"PaymentsDisputed":[1.0]' in output()

    def test_of_a_payment_that_names_no_order_does_not_concern_the_shop(
        self, shop: Shop, provider: FakeProvider, output: Any
    ) -> None:
        provider.start(Charge("", 0, TOTAL, "CAD", "at the till"))

        assert send(shop, event_of(DISPUTE)).status == 204
        assert "PaymentsDisputed" not in output()

    def test_is_sent_again_if_the_provider_does_not_answer(
        self, shop: Shop, paid: OrderBook, provider: FakeProvider
    ) -> None:
        provider.down = True

        assert send(shop, event_of(DISPUTE)).code == "payments_unavailable"
        assert paid.history() == []


def test_no_output_has_a_key_a_signature_or_the_body(shop: Shop, pending: OrderBook, output: Any) -> None:
    body = event_of(report())
    send(shop, body)
    send(shop, body, "another key")

    found = output()
    assert not [text for text in (CURRENT, PREVIOUS, sign(CURRENT, body), body.decode(), "Ada") if text in found]
