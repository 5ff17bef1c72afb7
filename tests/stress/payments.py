"""Card payments: a day of mishaps, functions that die, and races. The books of both sides agree afterwards."""

import random
from typing import Any

from tests.stress.races import CALLERS, ROUNDS, run_rounds_in
from tests.stress.result import Budget, Result
from tests.support.attacks.payment_races import PAYMENT_RACES
from tests.support.payments.chaos import BAD_DAY, DEADLY_DAY, play_day
from tests.support.payments.kills import AFTER, MODES
from tests.support.payments.opened_shop import opened_shop
from tests.support.payments.provider import running_provider
from tests.support.payments.stories import STORIES, Teller
from tests.support.shop.environment import start_environment

_SHORT = 60.0  # seconds
_FEW = 8
_ORDERS = 1_000
_ORDERS_A_SECOND = 3  # about, on a slow machine
_PAUSE = 8.0  # seconds between two orders
_SEEDS = 200
_FOR_SEEDS = 0.4  # of the time
_ORDERS_OF_A_SEED = 8
_SETTINGS: tuple[dict[str, Any], ...] = ({}, {"autoAccept": True}, {"capture": "placed"}, {"cancelUntil": "preparing"})
"""By turns, with the random seeds."""


def chaos(budget: Budget) -> Result:
    """Play one long day. A short run has fewer orders."""
    orders = int(min(_ORDERS, max(20, budget.seconds * _ORDERS_A_SECOND)))
    result = Result(
        "The provider's ledger and the orders agree to the cent, whatever happens to webhooks",
        f"{orders:,} orders of people who pay, fail, leave, cancel and are refunded; webhooks lost, sent three times, "
        "reordered and an hour late; stream records lost; the provider down for half an hour",
    )
    result.seeds.append(str(budget.seed))
    with (
        start_environment("chaos") as env,
        running_provider() as stand_in,
        result.case(),
        opened_shop(env, stand_in, budget.seed, BAD_DAY, scarce=orders // 6) as shop,
    ):
        play_day(shop, orders, pause=_PAUSE)
        result.cases += orders - 1
    return result


def kills(budget: Budget) -> Result:
    """Let functions die at each call of each story first, then at random."""
    result = Result(
        "A function that dies at any call costs neither money nor an order: one charge, or none",
        "every call of the stories of an order × a death before it, after it, a lost response; then deaths at random",
    )
    with start_environment("kills") as env, running_provider() as stand_in:
        budget.begin()
        cases = []
        for story in STORIES:
            with opened_shop(env, stand_in) as shop:
                teller = Teller(shop.play, shop.people)
                teller.tell(story, None, AFTER)
                cases += [(story, place, mode) for place in range(len(teller.calls)) for mode in MODES]
                with result.case():
                    shop.check()
        for story, place, mode in budget.spent_on(cases):
            if budget.left < budget.seconds * _FOR_SEEDS:
                break
            with result.case(faults=1), opened_shop(env, stand_in) as shop:
                Teller(shop.play, shop.people).tell(story, place, mode)
                books = shop.check()
                (head,) = books.orders.orders.values()
                assert head["status"] in story.ends, (story.name, place, mode, head)
        result.seeds.append(str(budget.seed))
        seeds = 0
        chance = random.Random(budget.seed)
        for number in range(_SEEDS):
            if budget.left < 0:
                break
            seed, settings = chance.getrandbits(31), _SETTINGS[number % len(_SETTINGS)]
            with (
                result.case(),
                opened_shop(env, stand_in, seed, DEADLY_DAY, scarce=4, settings=settings) as shop,
            ):
                play_day(shop, _ORDERS_OF_A_SEED, pause=200.0)
                result.faults += shop.play.counts.get("killed", 0)
                seeds += 1
        result.how += f" ({seeds} seeds in this run)"
    return result


def races(budget: Budget) -> Result:
    """All races in turn; then again, ten times at most. A short run has fewer callers."""
    callers = CALLERS if budget.seconds >= _SHORT else _FEW
    result = Result(
        "Concurrent refunds, cancellations, webhooks and sweeps charge an order once, and refund it exactly",
        f"{len(PAYMENT_RACES)} races × {callers} callers in separate processes × {ROUNDS} rounds",
    )
    with start_environment("payments") as env, running_provider():
        run_rounds_in(env, PAYMENT_RACES, callers, budget, result)
    return result
