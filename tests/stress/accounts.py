"""Random walks of a customer and a stranger through the account's routes, while the database fails at random."""

from tests.stress.result import Budget, Result
from tests.support.shop.environment import start_environment
from tests.support.walks.run import carry_out

_MOST_CASES = 2000


def walks(budget: Budget) -> Result:
    """Each case has a seed of its own, which the report of a loss shows."""
    result = Result(
        "No failure freezes an account, ends a session or loses a password, and no fault allows a sixth guess",
        "random walks of a customer and a stranger through log-in, sessions, passwords, mailed links and erasure, "
        "in any order, with faults and with jumps of the clock",
    )
    result.seeds.append(str(budget.seed))
    actions = 0
    with start_environment("walks") as env:
        budget.begin()
        while budget.left > 0 and result.cases < _MOST_CASES:
            with result.case():
                walk = carry_out(env, budget.chance.getrandbits(32))
                actions += len(walk.actions)
                result.faults += walk.injected
    result.how += f"; {actions:,} actions"
    return result
