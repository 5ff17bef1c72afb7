"""Money that comes after the hold of an order is over."""

from typing import Any

import pytest

from bodega.attributes import from_attributes
from harness.shop.client import STAFF
from tests.support.payments.desk import GOOD, SECURE
from tests.support.payments.opened_shop import OpenedShop, opened_shop
from tests.support.payments.play import MINUTE
from tests.support.payments.stand_in import StandInHandle
from tests.support.payments.stories import Teller
from tests.support.shop.environment import ShopEnvironment

pytestmark = pytest.mark.one_client


def heads(env: ShopEnvironment) -> list[dict[str, Any]]:
    return [from_attributes(row) for row in env.tables.read("ORDERS_TABLE") if row["sk"]["S"] == "ORDER"]


def mails(env: ShopEnvironment) -> list[str]:
    rows = env.tables.read("ACCOUNTS_TABLE")
    return [row["template"]["S"] for row in rows if row["pk"]["S"].startswith("OUTBOX#")]


def after_the_void(env: ShopEnvironment, shop: OpenedShop, order_id: str) -> dict[str, Any]:
    """Let minutes pass until the command that voids the payment is gone, and return the order."""
    for _ in range(12):
        shop.play.run(MINUTE)
        if not [row for row in env.tables.read("ORDERS_TABLE") if row["pk"]["S"].startswith("COMMAND#")]:
            break
    return next(head for head in heads(env) if head["id"] == order_id)


def scarce(shop: OpenedShop) -> int:
    """Return the pieces that are left of the scarce product."""
    product = shop.people.products[-1]
    quantity: int = shop.play.env.shop.get(f"/products/{product}").json["quantity"]
    return quantity


def test_3d_secure_that_ends_ten_minutes_after_the_hold_is_refused(
    env: ShopEnvironment, stand_in: StandInHandle
) -> None:
    with opened_shop(env, stand_in, scarce=1) as shop:
        shop.people.products = shop.people.products[-1:]
        shop.people.most_pieces = 1
        teller = Teller(shop.play, shop.people)
        (caller,) = shop.people.invite(1)
        secret = teller.start(caller, teller.place(caller))
        assert shop.people.pay(secret, SECURE) == "secure"
        shop.play.run(11 * MINUTE)
        assert scarce(shop) == 1  # long before the customer comes back
        shop.play.run(9 * MINUTE)

        assert shop.people.finish(secret, well=True) == "refused"

        shop.check()
        assert [head["status"] for head in heads(env)] == ["expired"]
        assert mails(env) == ["order-expired"]


@pytest.mark.parametrize("sold", [False, True], ids=["with stock", "without stock"])
def test_money_that_is_found_after_the_hold_was_given_up(
    env: ShopEnvironment, stand_in: StandInHandle, *, sold: bool
) -> None:
    """The provider cannot be reached when the hold ends, and the order expires without asking it after 30 minutes."""
    with opened_shop(env, stand_in, scarce=1) as shop:
        shop.people.products = shop.people.products[-1:]
        shop.people.most_pieces = 1
        teller = Teller(shop.play, shop.people)
        (caller, other) = shop.people.invite(2)
        order_id = teller.place(caller)
        secret = teller.start(caller, order_id)
        shop.play.run(9 * MINUTE)
        assert shop.play.desk.pay(secret, GOOD) == "paid"
        shop.play.desk.take_events()  # lost
        shop.play.desk.set_down(down=True)
        shop.play.run(29 * MINUTE)
        assert [head["status"] for head in heads(env)] == ["pending"]
        shop.play.run(4 * MINUTE)
        assert [head["status"] for head in heads(env)] == ["expired"]
        assert scarce(shop) == 1
        if sold:
            body = shop.people.order(other, "counter")
            assert teller.send(other, "POST", "/orders", body, "other").status == 201

        shop.play.desk.set_down(down=False)
        head = after_the_void(env, shop, order_id)

        (intent,) = shop.play.desk.ledger().intents
        if sold:
            assert (head["status"], head["payment"]["status"]) == ("expired", "voided")
            assert (intent.status, intent.captured) == ("voided", 0)
            assert "order-expired" in mails(env)
        else:
            assert (head["status"], head["payment"]["status"]) == ("placed", "authorized")
            assert intent.status == "authorized"
            url = f"/orders/{order_id}/status"
            assert teller.send(STAFF, "PUT", url, {"status": "accepted"}).status == 200
        shop.check()
        (intent,) = shop.play.desk.ledger().intents
        assert intent.captured == (0 if sold else intent.amount)
