"""Every route × everybody there is, in an order of the seed's, with the authorizer's cache and without."""

import contextlib

from tests.stress.result import Budget, Result
from tests.support.access.matrix import build_town, try_cell
from tests.support.shop.environment import whole_world
from tests.support.shop.gateway import InProcessGateway

_CACHES = {"off": 0, "on": 300}


def matrix(budget: Budget) -> Result:
    result = Result(
        "Every role reaches its own routes and data, and nothing else",
        "every route × anonymous, customers, admins, frozen, with revoked tokens, leaving, erased; cache off and on",
    )
    result.seeds.append(str(budget.seed))
    with whole_world("matrix") as world, contextlib.ExitStack() as stack:
        town = build_town(world)
        made = {name: InProcessGateway(seconds) for name, seconds in _CACHES.items()}
        gateways = {name: stack.enter_context(contextlib.closing(gateway)) for name, gateway in made.items()}
        cells = [(cache, *cell) for cache in gateways for cell in town.cells()]
        for cache, person, route in budget.spent_on(cells):
            with result.case():
                try_cell(town, gateways[cache], person, route)
            if result.losses:
                world.tables.dump()
                world.tables.restore(town.before)
    return result
