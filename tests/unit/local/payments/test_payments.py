"""Stripe's SDK pays, captures, cancels and lists at the stand-in."""

import pytest
import stripe

from tests.support.payments.stand_in import StandInHandle

_DAY = 86_400


def test_a_payment_is_authorized_and_captured(client, start, stand_in: StandInHandle):
    intent = start()
    assert (intent.status, intent.amount, intent.currency, intent.metadata["order"]) == (
        "requires_payment_method",
        1500,
        "cad",
        "ord_1",
    )
    assert stand_in.pay(intent.client_secret).document["status"] == "requires_capture"
    paid = client.v1.payment_intents.retrieve(intent.id, {"expand": ["latest_charge"]})
    card = paid.latest_charge.payment_method_details.card
    assert (paid.amount_capturable, paid.amount_received) == (1500, 0)
    assert card.capture_before == paid.latest_charge.created + 7 * _DAY
    captured = client.v1.payment_intents.capture(
        intent.id, {"amount_to_capture": 1200, "metadata": {"command": "cmd_1"}, "expand": ["latest_charge"]}
    )
    assert (captured.status, captured.amount_received, captured.amount_capturable) == ("succeeded", 1200, 0)
    assert captured.metadata.to_dict() == {"order": "ord_1", "command": "cmd_1"}
    assert (captured.latest_charge.captured, captured.latest_charge.amount_captured) == (True, 1200)


@pytest.mark.parametrize(
    ("card", "code", "decline_code"),
    [
        ("pm_card_visa_chargeDeclined", "card_declined", "generic_decline"),
        ("pm_card_visa_chargeDeclinedInsufficientFunds", "card_declined", "insufficient_funds"),
        ("pm_card_chargeDeclinedExpiredCard", "expired_card", None),
    ],
)
def test_a_declined_card_leaves_the_payment_open_for_another(client, start, stand_in, card, code, decline_code):
    intent = start()
    with pytest.raises(stripe.CardError) as declined:
        client.v1.payment_intents.confirm(intent.id, {"payment_method": card})
    error = declined.value
    assert (error.http_status, error.code, error.error.decline_code) == (402, code, decline_code)
    assert error.error.payment_intent.status == "requires_payment_method"
    seen = client.v1.payment_intents.retrieve(intent.id, {"expand": ["latest_charge"]})
    assert (seen.last_payment_error.code, seen.latest_charge.status) == (code, "failed")
    assert stand_in.pay(intent.client_secret).document["status"] == "requires_capture"
    assert client.v1.payment_intents.retrieve(intent.id).last_payment_error is None


def test_three_d_secure_is_completed_or_failed_by_the_customer(client, start, stand_in: StandInHandle):
    intent = start()
    asked = stand_in.pay(intent.client_secret, "pm_card_threeDSecure2Required").document
    assert (asked["status"], asked["next_action"]["type"]) == ("requires_action", "use_stripe_sdk")
    failed = stand_in.authenticate(intent.id, "fail").document
    assert failed["status"] == "requires_payment_method"
    assert failed["last_payment_error"]["code"] == "payment_intent_authentication_failure"
    stand_in.pay(intent.client_secret, "pm_card_threeDSecure2Required")
    assert stand_in.authenticate(intent.id).document["status"] == "requires_capture"
    again = stand_in.authenticate(intent.id)
    assert (again.status, again.document["error"]["code"]) == (400, "payment_intent_unexpected_state")


def test_a_bank_declines_after_three_d_secure(start, stand_in: StandInHandle):
    intent = start()
    stand_in.pay(intent.client_secret, "pm_card_threeDSecureRequiredChargeDeclined")
    declined = stand_in.authenticate(intent.id).document
    assert (declined["status"], declined["last_payment_error"]["code"]) == ("requires_payment_method", "card_declined")


def test_a_payment_is_redirected_for_three_d_secure_if_the_client_has_a_return_url(client, start):
    wanted = {"payment_method": "pm_card_authenticationRequired", "return_url": "https://shop.example/back"}
    action = client.v1.payment_intents.confirm(start().id, wanted).next_action
    assert (action.type, action.redirect_to_url.return_url) == ("redirect_to_url", "https://shop.example/back")


@pytest.mark.parametrize("card", [None, "pm_card_visa", "pm_card_threeDSecure2Required"])
def test_a_payment_is_canceled_once_and_then_takes_no_money(client, start, stand_in, card):
    intent = start()
    if card:
        stand_in.pay(intent.client_secret, card)
    canceled = client.v1.payment_intents.cancel(intent.id, {"cancellation_reason": "abandoned"})
    assert (canceled.status, canceled.cancellation_reason, canceled.amount_capturable) == ("canceled", "abandoned", 0)
    for refused in (
        lambda: client.v1.payment_intents.cancel(intent.id),
        lambda: client.v1.payment_intents.capture(intent.id),
        lambda: client.v1.payment_intents.confirm(intent.id, {"payment_method": "pm_card_visa"}),
    ):
        with pytest.raises(stripe.InvalidRequestError) as error:
            refused()
        assert (error.value.http_status, error.value.code) == (400, "payment_intent_unexpected_state")
        assert error.value.error.payment_intent.status == "canceled"
    late = stand_in.pay(intent.client_secret)
    assert (late.status, late.document["error"]["code"]) == (400, "payment_intent_unexpected_state")
    assert stand_in.authenticate(intent.id).status == 400


def test_a_captured_payment_is_neither_captured_again_nor_canceled(client, start, stand_in):
    intent = start()
    stand_in.pay(intent.client_secret)
    client.v1.payment_intents.capture(intent.id)
    for refused in (client.v1.payment_intents.capture, client.v1.payment_intents.cancel):
        with pytest.raises(stripe.InvalidRequestError) as error:
            refused(intent.id)
        assert (error.value.code, error.value.error.payment_intent.status) == (
            "payment_intent_unexpected_state",
            "succeeded",
        )


def test_a_capture_is_not_more_than_was_authorized(client, start, stand_in):
    intent = start()
    stand_in.pay(intent.client_secret)
    with pytest.raises(stripe.InvalidRequestError) as error:
        client.v1.payment_intents.capture(intent.id, {"amount_to_capture": 1501})
    assert error.value.code == "amount_too_large"


def test_a_bank_refuses_a_capture(client, start, stand_in):
    intent = start()
    stand_in.pay(intent.client_secret, "pm_card_captureFail")
    with pytest.raises(stripe.CardError) as error:
        client.v1.payment_intents.capture(intent.id)
    assert (error.value.http_status, error.value.code) == (402, "card_declined")


def test_an_authorization_lapses_after_seven_days(client, start, stand_in):
    intent = start()
    stand_in.pay(intent.client_secret)
    stand_in.advance(7 * _DAY - 60)
    assert client.v1.payment_intents.retrieve(intent.id).status == "requires_capture"
    stand_in.advance(61)
    lapsed = client.v1.payment_intents.retrieve(intent.id)
    assert (lapsed.status, lapsed.cancellation_reason) == ("canceled", "automatic")


def test_a_payment_without_manual_capture_is_captured_at_once(client, stand_in):
    wanted = {"amount": 700, "currency": "eur", "confirm": True, "payment_method": "pm_card_visa"}
    intent = client.v1.payment_intents.create(wanted)
    assert (intent.status, intent.amount_received) == ("succeeded", 700)


def test_a_captured_payment_is_disputed(client, start, stand_in):
    intent = start()
    stand_in.pay(intent.client_secret, "pm_card_createDispute")
    client.v1.payment_intents.capture(intent.id)
    (dispute,) = stand_in.books()["disputes"]
    assert (dispute["payment_intent"], dispute["amount"]) == (intent.id, 1500)
    with pytest.raises(stripe.InvalidRequestError) as error:
        client.v1.refunds.create({"payment_intent": intent.id})
    assert error.value.code == "charge_disputed"


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        ({"amount": 49}, "amount_too_small"),
        ({"amount": 100_000_000}, "amount_too_large"),
        ({"amount": 0}, "parameter_invalid_integer"),
        ({"amount": "7.5"}, "parameter_invalid_integer"),
        ({"currency": "dollars"}, None),
        ({"currency": "kwd", "amount": 1501}, None),
        ({"currency": "isk", "amount": 1501}, None),
        ({"colour": "red"}, "parameter_unknown"),
        ({"capture_method": "later"}, None),
        ({"payment_method": "pm_card_unknown"}, "resource_missing"),
    ],
)
def test_invalid_parameters_are_refused(start, stand_in, wanted, code):
    with pytest.raises(stripe.InvalidRequestError) as error:
        start(**wanted)
    assert (error.value.http_status, error.value.code) == (400, code)
    assert stand_in.books()["payment_intents"] == []


@pytest.mark.parametrize(("currency", "amount"), [("jpy", 1501), ("kwd", 1510), ("isk", 150_000)])
def test_a_currency_has_the_decimals_that_stripe_gives_it(start, currency, amount):
    assert start(amount, currency).amount == amount


def test_payments_are_listed_newest_first_in_pages(client, start):
    ids = [start().id for _ in range(5)]
    first = client.v1.payment_intents.list({"limit": 2})
    assert ([one.id for one in first.data], first.has_more) == (ids[:2:-1], True)
    assert [one.id for one in first.auto_paging_iter()] == ids[::-1]
    since = first.data[0].created
    assert len(client.v1.payment_intents.list({"created": {"gte": since - 60}}).data) == 5
    assert client.v1.payment_intents.list({"created": {"gt": since + 60}}).data == []
    paid = client.v1.payment_intents.list({"expand": ["data.latest_charge"], "limit": 100})
    assert {one.latest_charge for one in paid.data} == {None}


def test_an_unknown_payment_does_not_exist(client):
    with pytest.raises(stripe.InvalidRequestError) as error:
        client.v1.payment_intents.retrieve("pi_unknown")
    assert (error.value.http_status, error.value.code) == (404, "resource_missing")


def test_the_metadata_is_changed_member_by_member(client, start):
    changed = client.v1.payment_intents.update(start().id, {"metadata": {"order": "", "attempt": "2"}})
    assert changed.metadata.to_dict() == {"attempt": "2"}


def test_a_browser_needs_the_client_secret_and_cannot_capture(start, stand_in):
    intent = start()
    public = {"Authorization": f"Bearer {stand_in.keys.publishable}"}
    path = f"/v1/payment_intents/{intent.id}"
    assert stand_in.pay(f"{intent.id}_secret_guessed").status == 400
    assert stand_in.call("GET", f"{path}?client_secret={intent.client_secret}", headers=public).status == 200
    assert stand_in.call("GET", path, headers=public).status == 400
    assert stand_in.call("POST", f"{path}/capture", form={}, headers=public).status == 401
    assert stand_in.call("GET", path, headers={"Authorization": "Bearer sk_test_other"}).status == 401
    assert stand_in.call("GET", path).status == 401
