"""Idempotency keys as Stripe documents them."""

import contextlib
import threading

import pytest
import stripe

from local.payments.stand_in import Call, StandIn
from tests.support.payments.stand_in import StandInHandle

_DAY = 86_400


def test_a_repeated_key_returns_the_first_response(client, start, stand_in: StandInHandle):
    first = start(key="k1")
    stand_in.pay(first.client_secret)
    repeated = start(key="k1")
    assert (repeated.id, repeated.status) == (first.id, "requires_payment_method")
    assert repeated.last_response.headers["Idempotent-Replayed"] == "true"
    assert "Idempotent-Replayed" not in first.last_response.headers
    assert repeated.last_response.headers["Original-Request"] == first.last_response.request_id
    assert len(stand_in.books()["payment_intents"]) == 1


def test_a_key_is_for_the_same_parameters_and_endpoint_only(client, start, stand_in):
    intent = start(key="k1")
    with pytest.raises(stripe.IdempotencyError) as error:
        start(amount=1600, key="k1")
    assert error.value.http_status == 400
    with pytest.raises(stripe.IdempotencyError, match="endpoint"):
        client.v1.payment_intents.cancel(intent.id, options={"idempotency_key": "k1"})


def test_a_key_is_forgotten_after_a_day(start, stand_in):
    first = start(key="k1")
    stand_in.advance(_DAY - 60)
    assert start(key="k1").id == first.id
    stand_in.advance(61)
    assert start(key="k1").id != first.id


def test_keys_are_forgotten_on_demand(start, stand_in):
    first = start(key="k1")
    stand_in.forget_keys()
    assert start(key="k1").id != first.id


def test_an_internal_error_is_stored_and_replayed(client, start, stand_in):
    for kind, payments in (("error", 0), ("error_after", 1)):
        stand_in.reset()
        stand_in.fault(kind, "create")
        for _ in range(2):
            with pytest.raises(stripe.APIError) as error:
                start(key="k1")
            assert error.value.http_status == 500
        assert len(stand_in.books()["payment_intents"]) == payments
        start(key="k2")


def test_a_declined_card_is_stored_and_replayed(client, start, stand_in):
    intent = start()
    for _ in range(2):
        with pytest.raises(stripe.CardError):
            client.v1.payment_intents.confirm(
                intent.id, {"payment_method": "pm_card_visa_chargeDeclined"}, {"idempotency_key": "k1"}
            )
    assert len(stand_in.books()["charges"]) == 1


def test_a_validation_error_is_not_stored(start):
    with pytest.raises(stripe.InvalidRequestError):
        start(amount=1, key="k1")
    assert start(key="k1").amount == 1500


def test_a_refusal_by_the_state_is_stored(client, start, stand_in):
    intent = start()

    def capture():
        return client.v1.payment_intents.capture(intent.id, options={"idempotency_key": "k1"})

    with pytest.raises(stripe.InvalidRequestError):
        capture()
    stand_in.pay(intent.client_secret)
    with pytest.raises(stripe.InvalidRequestError) as error:
        capture()
    assert error.value.headers["Idempotent-Replayed"] == "true"


def test_a_key_whose_request_still_runs_is_a_conflict(client, start, stand_in: StandInHandle):
    stand_in.fault("slow", "create", seconds=30)
    form = {"amount": "1500", "currency": "cad"}
    headers = {"Authorization": f"Bearer {stand_in.keys.secret}", "Idempotency-Key": "k1"}
    first = threading.Thread(target=lambda: _ignore(stand_in, form, headers), daemon=True)
    first.start()
    while not stand_in.books()["payment_intents"]:
        assert first.is_alive()
    answer = stand_in.call("POST", "/v1/payment_intents", form=form, headers=headers)
    assert (answer.status, answer.document["error"]["code"]) == (409, "idempotency_key_in_use")
    assert answer.document["error"]["type"] == "idempotency_error"
    stand_in.reset()
    assert stand_in.call("POST", "/v1/payment_intents", form=form, headers=headers).status == 200


def _ignore(stand_in, form, headers):
    with contextlib.suppress(OSError):  # the server stops before it answers
        stand_in.call("POST", "/v1/payment_intents", form=form, headers=headers)


def test_keys_survive_a_restart(tmp_path, stand_in: StandInHandle):
    path = tmp_path / "ledger.sqlite"
    call = Call("/v1/payment_intents", {"amount": "1500", "currency": "cad"}, "k1")
    before = StandIn(path, stand_in.keys)
    first = before.execute(call, before.intents.create)
    before.ledger.close()
    after = StandIn(path, stand_in.keys)
    second = after.execute(call, after.intents.create)
    after.ledger.close()
    assert (second.body, second.replayed) == (first.body, True)
