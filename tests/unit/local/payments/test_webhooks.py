"""Webhooks: their signature, their schedule and their retries."""

import json
import re
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
import stripe

from harness import ROOT
from harness.local_stack import wait_until
from local.payments.schedule import EVENT_TYPES
from local.payments.server import running_server
from local.payments.stand_in import StandIn
from tests.support.payments.stand_in import StandInHandle

_AUTHORIZED = "payment_intent.amount_capturable_updated"
_CAPTURED = "payment_intent.succeeded"


@pytest.fixture
def received(stand_in):
    """Delivers what is due, and returns the types of the events that the SDK verified."""

    def deliver(status=204, **options):
        types = []

        def send(body, headers):
            event = stripe.Webhook.construct_event(body, headers["Stripe-Signature"], stand_in.keys.webhook)
            assert event.data.object.id
            types.append(event.type)
            return status

        stand_in.deliver(send, **options)
        return types

    return deliver


@pytest.fixture
def paid(client, start, stand_in):
    """A payment that is authorized and captured, which gives two events."""

    def pay():
        intent = start()
        stand_in.pay(intent.client_secret)
        return client.v1.payment_intents.capture(intent.id)

    return pay


def test_events_are_signed_and_delivered_once_in_order(client, paid, received, stand_in):
    payment = paid()
    assert received() == [_AUTHORIZED, _CAPTURED]
    assert received(everything=True) == []
    stand_in.webhooks(types=["*"])
    client.v1.refunds.create({"payment_intent": payment.id})
    assert received() == ["refund.created", "charge.refunded"]


def test_an_event_has_the_object_as_it_was(paid, stand_in):
    paid()
    (_, body, _), _ = stand_in.pending()
    event = json.loads(body)
    assert event["data"]["object"]["status"] == "requires_capture"
    assert (event["api_version"], event["object"]) == ("2026-10-28.endive", "event")


@pytest.mark.parametrize("card", ["pm_card_visa_chargeDeclined", "pm_card_threeDSecure2Required"])
def test_a_payment_that_fails_is_reported(start, stand_in, received, card):
    intent = start()
    stand_in.pay(intent.client_secret, card)
    stand_in.authenticate(intent.id, "fail")
    assert received() == ["payment_intent.payment_failed"]


def test_a_canceled_and_a_lapsed_authorization_are_reported(client, start, stand_in, received):
    first, second = start(), start()
    for intent in (first, second):
        stand_in.pay(intent.client_secret)
    client.v1.payment_intents.cancel(first.id)
    stand_in.advance(8 * 86_400)
    assert received() == [_AUTHORIZED, _AUTHORIZED, *["payment_intent.canceled"] * 2]


def test_a_failed_refund_and_a_dispute_are_reported(client, start, stand_in, received):
    for card in ("pm_card_refundFail", "pm_card_createDispute"):
        intent = start()
        stand_in.pay(intent.client_secret, card)
        client.v1.payment_intents.capture(intent.id)
        if card == "pm_card_refundFail":
            client.v1.refunds.create({"payment_intent": intent.id})
    stand_in.advance(61)
    paid = [_AUTHORIZED, _CAPTURED]
    assert received() == [*paid, *paid, "charge.dispute.created", "refund.updated", "refund.failed"]


def test_all_types_are_delivered_on_demand(paid, stand_in, received):
    stand_in.webhooks(types=["*"])
    paid()
    assert received() == ["payment_intent.created", "charge.succeeded", _AUTHORIZED, "charge.captured", _CAPTURED]


def test_events_are_lost_repeated_reversed_and_late_on_demand(paid, stand_in, received):
    stand_in.webhooks(on=False)
    paid()
    stand_in.webhooks(lost=1)
    paid()
    assert received(everything=True) == []
    stand_in.webhooks(repeated=1)
    paid()
    assert received() == [_AUTHORIZED] * 3 + [_CAPTURED] * 3
    stand_in.webhooks(reversed=True)
    paid()
    assert received() == [_CAPTURED, _AUTHORIZED]
    stand_in.webhooks(late=1, delay=3600)
    paid()
    assert received() == []
    stand_in.advance(3601)
    assert received() == [_AUTHORIZED, _CAPTURED]


def test_a_seed_makes_the_schedule_repeatable(paid, stand_in, received):
    def run():
        stand_in.reset()
        stand_in.webhooks(lost=0.5, repeated=0.5, seed=7)
        for _ in range(6):
            paid()
        return received(everything=True)

    assert run() == run()


def test_an_event_that_the_shop_does_not_take_is_sent_again(paid, stand_in, received):
    paid()
    assert received(status=503) == [_AUTHORIZED, _CAPTURED]
    assert received() == []
    stand_in.advance(2)
    assert received() == [_AUTHORIZED, _CAPTURED]
    assert received(everything=True) == []


def test_an_event_that_was_not_delivered_is_delivered_after_a_restart(tmp_path, stand_in: StandInHandle):
    path = tmp_path / "ledger.sqlite"
    before = StandIn(path, stand_in.keys)
    intent = before.intents.create({"amount": "1500", "currency": "cad"})
    before.intents.cancel(intent["id"], {})
    before.ledger.close()
    after = StandIn(path, stand_in.keys)
    assert [delivery.type for delivery in after.events.take(10)] == ["payment_intent.canceled"]
    after.ledger.close()


def test_the_types_are_those_that_an_operator_is_told_to_select():
    guide = (ROOT / "docs" / "payments.md").read_text(encoding="utf-8")
    listed = re.findall(r"`((?:payment_intent|refund|charge)\.[a-z_.]+)`", guide)
    assert sorted(set(listed)) == sorted(EVENT_TYPES)


def test_an_event_is_repeated_on_demand(paid, stand_in, received):
    paid()
    received()
    event = next(one for one in stand_in.books()["events"] if one["type"] == _CAPTURED)
    stand_in.repeat(event["id"])
    assert received() == [_CAPTURED]


def test_a_server_with_an_endpoint_delivers_by_itself_and_tries_again(tmp_path, stand_in: StandInHandle):
    bodies, statuses = [], [500, 204]

    class Endpoint(BaseHTTPRequestHandler):
        def do_POST(self):
            bodies.append(self.rfile.read(int(self.headers["Content-Length"])))
            stripe.Webhook.construct_event(bodies[-1], self.headers["Stripe-Signature"], stand_in.keys.webhook)
            self.send_response(statuses.pop(0))
            self.end_headers()

        def log_message(self, *_):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Endpoint) as endpoint:
        Thread(target=endpoint.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        url = f"http://127.0.0.1:{endpoint.server_port}/webhooks"
        with running_server(tmp_path / "ledger.sqlite", stand_in.keys, url) as own:
            other = StandInHandle(own, stand_in.keys)
            form = {"amount": "1500", "currency": "cad", "confirm": "true", "payment_method": "pm_card_visa"}
            headers = {"Authorization": f"Bearer {stand_in.keys.secret}"}
            assert other.call("POST", "/v1/payment_intents", form=form, headers=headers).status == 200
            wait_until(
                lambda: other.control("GET", "webhooks").document["deliveries"]["delivered"] == 1, lambda: str(bodies)
            )
        endpoint.shutdown()
    assert bodies[0] == bodies[1]
