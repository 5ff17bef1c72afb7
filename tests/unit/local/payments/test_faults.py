"""Faults on demand, as the SDK sees them."""

import pytest
import stripe

from tests.support.payments.stand_in import StandInHandle


@pytest.mark.parametrize(
    ("kind", "error"),
    [
        ("unavailable", stripe.APIError),
        ("rate_limit", stripe.RateLimitError),
        ("cut", stripe.APIConnectionError),
    ],
)
def test_a_request_fails_before_it_is_executed_and_succeeds_when_repeated(start, stand_in, kind, error):
    stand_in.fault(kind, "create", times=2)
    for _ in range(2):
        with pytest.raises(error):
            start(key="k1")
    assert stand_in.books()["payment_intents"] == []
    assert start(key="k1").id == stand_in.books()["payment_intents"][0]["id"]


def test_a_response_is_lost_after_the_execution_and_repeated_by_its_key(start, stand_in: StandInHandle):
    stand_in.fault("cut_after", "create")
    with pytest.raises(stripe.APIConnectionError):
        start(key="k1")
    (payment,) = stand_in.books()["payment_intents"]
    assert start(key="k1").id == payment["id"]


def test_a_fault_is_for_one_operation(client, start, stand_in):
    stand_in.fault("unavailable", "cancel")
    intent = start()
    with pytest.raises(stripe.APIError):
        client.v1.payment_intents.cancel(intent.id)
    assert client.v1.payment_intents.cancel(intent.id).status == "canceled"


def test_reads_fail_too(client, start, stand_in):
    intent = start()
    for kind in ("error", "unavailable", "cut", "cut_after"):
        stand_in.fault(kind, "retrieve")
        with pytest.raises((stripe.APIError, stripe.APIConnectionError)):
            client.v1.payment_intents.retrieve(intent.id)
    assert client.v1.payment_intents.retrieve(intent.id).id == intent.id


def test_a_provider_that_is_down_answers_nothing(client, start, stand_in):
    stand_in.down()
    with pytest.raises(stripe.APIConnectionError):
        start()
    stand_in.up()
    start()


def test_faults_with_a_probability_are_repeatable_by_a_seed(start, stand_in):
    def run():
        stand_in.faults([{"kind": "unavailable", "times": 100, "probability": 0.5}], seed=3)
        outcomes = []
        for _ in range(10):
            try:
                start()
                outcomes.append(True)
            except stripe.APIError:
                outcomes.append(False)
        return outcomes

    first = run()
    assert first == run()
    assert 0 < sum(first) < 10


def test_the_controls_refuse_other_origins_and_unknown_settings(stand_in: StandInHandle):
    origin = {"Origin": "http://evil.example"}
    assert stand_in.call("POST", "/stand-in/reset", body={}, headers=origin).status == 403
    assert stand_in.call("GET", "/stand-in/books", headers=origin).status == 403
    assert stand_in.control("PUT", "faults", {"faults": [{"kind": "gremlins"}]}).status == 400
    assert stand_in.control("PUT", "faults", {"faults": [{"kind": "cut", "operation": "fly"}]}).status == 400
    assert stand_in.control("PUT", "webhooks", {"lost": 2}).status == 400
    assert stand_in.control("POST", "clock", {}).document["error"]["message"] == "Missing or unknown: 'advance'"
    assert stand_in.control("PUT", "webhooks", {"colour": 2}).status == 400
