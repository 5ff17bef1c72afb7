"""Stripe's SDK refunds at the stand-in."""

import pytest
import stripe


@pytest.fixture
def captured(client, start, stand_in):
    """Returns a captured payment that was made with a card."""

    def pay(card="pm_card_visa"):
        intent = start()
        stand_in.pay(intent.client_secret, card)
        return client.v1.payment_intents.capture(intent.id)

    return pay


def test_refunds_are_never_more_than_was_captured(client, captured):
    payment = captured()
    first = client.v1.refunds.create({"payment_intent": payment.id, "amount": 1000, "metadata": {"command": "cmd_1"}})
    assert (first.status, first.amount, first.metadata["command"]) == ("succeeded", 1000, "cmd_1")
    with pytest.raises(stripe.InvalidRequestError) as error:
        client.v1.refunds.create({"payment_intent": payment.id, "amount": 501})
    assert error.value.code == "amount_too_large"
    assert client.v1.refunds.create({"payment_intent": payment.id}).amount == 500
    with pytest.raises(stripe.InvalidRequestError) as error:
        client.v1.refunds.create({"payment_intent": payment.id, "amount": 1})
    assert error.value.code == "charge_already_refunded"
    charge = client.v1.payment_intents.retrieve(payment.id, {"expand": ["latest_charge"]}).latest_charge
    assert (charge.amount_refunded, charge.refunded) == (1500, True)


def test_refunds_are_listed_by_payment_and_read_by_id(client, captured):
    payment, other = captured(), captured()
    ids = [client.v1.refunds.create({"payment_intent": payment.id, "amount": 100}).id for _ in range(3)]
    client.v1.refunds.create({"payment_intent": other.id})
    assert [one.id for one in client.v1.refunds.list({"payment_intent": payment.id}).auto_paging_iter()] == ids[::-1]
    assert client.v1.refunds.retrieve(ids[0], {"expand": ["charge"]}).charge.amount_refunded == 300
    with pytest.raises(stripe.InvalidRequestError) as error:
        client.v1.refunds.retrieve("re_unknown")
    assert error.value.code == "resource_missing"


def test_a_payment_that_is_not_captured_cannot_be_refunded(client, start, stand_in):
    intent = start()
    stand_in.pay(intent.client_secret)
    with pytest.raises(stripe.InvalidRequestError):
        client.v1.refunds.create({"payment_intent": intent.id})


def test_a_refund_fails_later_and_can_be_repeated(client, captured, stand_in):
    payment = captured("pm_card_refundFail")
    refund = client.v1.refunds.create({"payment_intent": payment.id})
    assert refund.status == "succeeded"
    stand_in.advance(61)
    failed = client.v1.refunds.retrieve(refund.id, {"expand": ["charge"]})
    assert (failed.status, failed.failure_reason) == ("failed", "expired_or_canceled_card")
    assert (failed.charge.amount_refunded, failed.charge.refunded) == (0, False)
    assert client.v1.refunds.create({"payment_intent": payment.id}).amount == 1500


def test_a_refund_waits_and_succeeds(client, captured, stand_in):
    refund = client.v1.refunds.create({"payment_intent": captured("pm_card_pendingRefund").id})
    assert refund.status == "pending"
    stand_in.advance(61)
    assert client.v1.refunds.retrieve(refund.id).status == "succeeded"
