"""The provider is down for half an hour: counter sales go on, cards get a 503, and everything settles afterwards."""

import pytest

from harness.shop.client import ADMIN, STAFF
from tests.support.payments.desk import GOOD
from tests.support.payments.opened_shop import opened_shop
from tests.support.payments.play import MINUTE
from tests.support.payments.stand_in import StandInHandle
from tests.support.payments.stories import Teller
from tests.support.shop.environment import ShopEnvironment

pytestmark = pytest.mark.one_client


def test_an_outage_of_half_an_hour_settles_without_manual_work(env: ShopEnvironment, stand_in: StandInHandle) -> None:
    with opened_shop(env, stand_in) as shop:
        teller, play, desk = Teller(shop.play, shop.people), shop.play, shop.play.desk
        callers = shop.people.invite(6)
        orders = [teller.place(caller) for caller in callers[:4]]
        secrets = [teller.start(caller, order_id) for caller, order_id in zip(callers, orders, strict=False)][:3]
        for secret in secrets:
            assert desk.pay(secret, GOOD) == "paid"
        play.pass_on()
        play.run(MINUTE)
        assert teller.send(STAFF, "PUT", f"/orders/{orders[0]}/status", {"status": "accepted"}).status == 200
        teller.worker()
        desk.set_down(down=True)

        # The counter sells, a card cannot be started, and what staff and buyers decide waits.
        body = shop.people.order(callers[4], "counter")
        assert teller.send(callers[4], "POST", "/orders", body, "counter").status == 201
        waiting = teller.place(callers[5])
        answer = env.shop.post(f"/orders/mine/{waiting}/payments", caller=callers[5])
        assert (answer.status, answer.code) == (503, "payments_unavailable")
        assert int(answer.headers["Retry-After"]) >= 1
        assert teller.send(STAFF, "PUT", f"/orders/{orders[1]}/status", {"status": "accepted"}).status == 200
        url = f"/orders/mine/{orders[2]}/cancellation"
        assert teller.send(callers[2], "POST", url).status == 200
        refund = {"amount": {"amount": 100, "currency": "CAD"}, "reason": "quality"}
        assert teller.send(ADMIN, "POST", f"/orders/{orders[0]}/refunds", refund, "refund").status == 201
        play.pass_on()
        play.run(30 * MINUTE)
        assert sorted(intent.status for intent in desk.ledger().intents) == [
            "authorized",
            "authorized",
            "captured",
            "waiting",
        ]
        desk.set_down(down=False)

        books = shop.check()

        heads = books.orders.orders
        assert [heads[order_id]["status"] for order_id in orders] == ["accepted", "accepted", "canceled", "expired"]
        assert [heads[order_id]["payment"]["status"] for order_id in orders] == [
            "partially_refunded",
            "paid",
            "voided",
            "voided",
        ]
        assert heads[waiting]["status"] == "expired"
