"""Commands that are a day old: the provider has forgotten their keys, and nothing is charged or refunded twice."""

import pytest

from harness.shop.client import ADMIN, STAFF
from tests.support.payments.desk import GOOD
from tests.support.payments.opened_shop import opened_shop
from tests.support.payments.play import HOUR
from tests.support.payments.stand_in import StandInHandle
from tests.support.payments.stories import Teller
from tests.support.shop.environment import ShopEnvironment

pytestmark = pytest.mark.one_client


def test_a_capture_and_a_refund_that_are_25_hours_old_happen_once(
    env: ShopEnvironment, stand_in: StandInHandle
) -> None:
    """The worker dies after each call of the provider, and no sweep follows for 25 hours."""
    with opened_shop(env, stand_in) as shop:
        teller, play = Teller(shop.play, shop.people), shop.play
        (caller,) = shop.people.invite(1)
        order_id = teller.place(caller)
        assert play.desk.pay(teller.start(caller, order_id), GOOD) == "paid"
        teller.webhooks()
        assert teller.send(STAFF, "PUT", f"/orders/{order_id}/status", {"status": "accepted"}).status == 200

        play.points.arm_path("/capture")
        teller.worker()
        assert play.points.failed_at
        play.points.arm()
        (intent,) = play.desk.ledger().intents
        assert intent.captured == intent.amount
        play.move(25 * HOUR)
        stand_in.forget_keys()
        teller.sweep()
        (order,) = [env.shop.get(f"/orders/{order_id}", role="admin").json]
        assert order["payment"]["status"] == "paid"

        body = {"amount": {"amount": 100, "currency": "CAD"}, "reason": "quality"}
        assert teller.send(ADMIN, "POST", f"/orders/{order_id}/refunds", body, "refund").status == 201
        play.points.arm_path("/v1/refunds")
        teller.worker()
        assert play.points.failed_at
        play.points.arm()
        play.move(25 * HOUR)
        stand_in.forget_keys()
        play.desk.take_events()  # lost
        teller.sweep()

        shop.check()
        (intent,) = play.desk.ledger().intents
        assert (intent.captured, [refund.amount for refund in intent.refunds]) == (intent.amount, [100])
