"""A day in a played shop: people buy, cancel and refund while webhooks, stream and provider misbehave."""

from tests.support.payments.opened_shop import OpenedShop
from tests.support.payments.play import HOUR, MINUTE, Mischief

_COUNTER_SALES = 0.08
_AFTER = 40 * MINUTE

BAD_DAY = Mischief(outages=((20 * MINUTE, 50 * MINUTE),))
"""A third of the webhooks are lost or late, and the provider is down for half an hour."""
DEADLY_DAY = Mischief(kills=0.05, outages=((20 * MINUTE, 50 * MINUTE), (2 * HOUR, 2.5 * HOUR)))
"""Functions die as well."""


def play_day(shop: OpenedShop, orders: int, *, pause: float = 25.0) -> None:
    """Let so many people order, one after another with a `pause` of some seconds, and check the books at rest.

    Raises: AssertionError.
    """
    play, people, chance = shop.play, shop.people, shop.play.chance
    moment = 0.0
    for caller in people.invite(orders):
        moment += chance.uniform(0, 2 * pause)
        at_the_counter = chance.random() < _COUNTER_SALES
        play.follow(people.place(caller, "counter") if at_the_counter else people.buy(caller), moment)
    play.follow(people.work())
    play.run(moment + _AFTER)
    people.at_work = False
    shop.check()
