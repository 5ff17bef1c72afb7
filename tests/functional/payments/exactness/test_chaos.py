"""Buyers, staff and an admin with lost, repeated, late and reordered webhooks: both books agree to the cent.

The stress test plays 1,000 orders.
"""

import pytest

from tests.support.payments.chaos import BAD_DAY, DEADLY_DAY, play_day
from tests.support.payments.opened_shop import opened_shop
from tests.support.payments.play import Mischief
from tests.support.payments.stand_in import StandInHandle
from tests.support.shop.environment import ShopEnvironment

pytestmark = pytest.mark.one_client


@pytest.mark.parametrize("mischief", [BAD_DAY, DEADLY_DAY], ids=["a bad day", "a deadly day"])
def test_both_books_agree_at_rest(env: ShopEnvironment, stand_in: StandInHandle, mischief: Mischief) -> None:
    with opened_shop(env, stand_in, 17, mischief, scarce=12) as shop:
        play_day(shop, 14, pause=90.0)

        assert shop.play.counts["placed by card"] >= 8
        assert shop.play.counts["card paid"] >= 3
