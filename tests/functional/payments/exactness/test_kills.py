"""A function dies at each of its calls in turn: one charge, or none and no order, and both books agree afterwards.

The stress test does the same with more stories, more kinds of deaths and random ones.
"""

import pytest

from tests.support.payments.kills import AFTER, LOST
from tests.support.payments.opened_shop import opened_shop
from tests.support.payments.stand_in import StandInHandle
from tests.support.payments.stories import PAID_BEHIND_A_CLOSED_TAB, SOLD_AND_REFUNDED, Story, Teller
from tests.support.shop.environment import ShopEnvironment

pytestmark = pytest.mark.one_client


@pytest.mark.parametrize("story", [SOLD_AND_REFUNDED, PAID_BEHIND_A_CLOSED_TAB], ids=lambda story: story.name)
def test_a_death_after_any_call_costs_neither_money_nor_an_order(
    env: ShopEnvironment, stand_in: StandInHandle, story: Story
) -> None:
    with opened_shop(env, stand_in) as shop:
        teller = Teller(shop.play, shop.people)
        told = list(teller.tell_all(story, (AFTER, LOST)))

        books = shop.check()

        assert len(books.orders.orders) == len(told) > 20
        assert {head["status"] for head in books.orders.orders.values()} <= story.ends
