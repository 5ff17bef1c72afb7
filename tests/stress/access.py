"""Every route × every kind of caller, in random order, with and without the authorizer's cache."""

import contextlib

from tests.stress.result import Budget, Result
from tests.support.access.matrix import check_access
from tests.support.access.seeded_shop import seed_shop
from tests.support.shop.environment import start_environment
from tests.support.shop.gateway import InProcessGateway

_CACHES = {"off": 0, "on": 300}


def matrix(budget: Budget) -> Result:
    result = Result(
        "Every role reaches its own routes and data, and nothing else",
        "every route × anonymous, guests, customers, staff, admins, frozen, revoked, leaving, erased; cache off and on",
    )
    result.seeds.append(str(budget.seed))
    with start_environment("matrix") as env, contextlib.ExitStack() as stack:
        seeded = seed_shop(env)
        made = {name: InProcessGateway(seconds) for name, seconds in _CACHES.items()}
        gateways = {name: stack.enter_context(contextlib.closing(gateway)) for name, gateway in made.items()}
        cells = [(cache, *cell) for cache in gateways for cell in seeded.cells()]
        for cache, person, route in budget.spent_on(cells):
            with result.case():
                check_access(seeded, gateways[cache], person, route)
            if result.losses:
                env.tables.dump()
                env.tables.restore(seeded.before)
    return result
