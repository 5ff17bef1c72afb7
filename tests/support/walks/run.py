"""Run a random walk on an empty accounts table."""

from tests.support.faults.fault_suite import READ_TIMEOUT
from tests.support.faults.read_timeout import read_timeout
from tests.support.shop.environment import ShopEnvironment
from tests.support.walks.walk import Walk


def carry_out(env: ShopEnvironment, seed: int) -> Walk:
    """Run the walk of a seed.

    Raises: AssertionError with the seed and the actions.
    """
    env.forget()
    env.tables.dump()
    env.tables.restore({})
    walk = Walk(env, seed)
    try:
        with read_timeout(READ_TIMEOUT):
            walk.run()
    except Exception as error:
        actions = "\n".join(f"{number}. {action}" for number, action in enumerate(walk.actions, 1))
        raise AssertionError(f"walk {seed}: {type(error).__name__}: {error}\n{actions}") from error
    return walk
