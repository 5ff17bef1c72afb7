"""Every request that writes × every fault at each of its calls; then at random, as long as there is time."""

from tests.stress.result import Budget, Result
from tests.support.faults.fault_injection import LONGEST, Clean, carry_out, run_cleanly
from tests.support.faults.fault_suite import LATE, at_random, everywhere, for_good, with_wrong_clock
from tests.support.requests.accounts import account_requests
from tests.support.requests.catalog import catalog_requests
from tests.support.requests.order_life import order_life_requests
from tests.support.requests.orders import order_requests
from tests.support.requests.payments import payment_requests
from tests.support.requests.store import store_requests
from tests.support.requests.write_request import WriteRequest
from tests.support.shop.environment import ShopEnvironment, start_environment

_REALLY_LATE = 20.0  # seconds


def catalog(budget: Budget) -> Result:
    return _attack("catalogue, store and events", [*catalog_requests(), *store_requests()], budget)


def orders(budget: Budget) -> Result:
    return _attack("orders", [*order_requests(), *order_life_requests()], budget)


def payments(budget: Budget) -> Result:
    return _attack("payments by card", payment_requests(), budget)


def accounts(budget: Budget) -> Result:
    # A request that depends on the time since an earlier one would be too late: this part takes minutes.
    return _attack("accounts", [request for request in account_requests() if not request.timed], budget)


def _attack(what: str, requests: list[WriteRequest], budget: Budget) -> Result:
    result = Result(
        f"A write to {what} happens once or not at all, and is answered within 8 seconds",
        "every write route × every fault × each of its calls, once and permanently; random combinations",
    )
    with start_environment("faults") as env:
        prepared = []
        for request in requests:
            with result.case():
                prepared.append(run_cleanly(env, request))
        budget.begin()
        _all_of_them(env, prepared, result, budget)
        _at_random(env, prepared, result, budget)
    return result


def hangs(budget: Budget) -> Result:
    """With nothing shortened."""
    result = Result(
        "A request is answered within 8 seconds when the database hangs",
        "every write route; the response to its decisive call is always too late",
    )
    orders = [*order_requests(), *order_life_requests(), *payment_requests()]
    requests = [*catalog_requests(), *store_requests(), *account_requests(), *orders]
    with start_environment("hangs") as env:
        budget.begin()
        for number, request in enumerate(budget.chance.sample(requests, len(requests))):
            if number and budget.left < LONGEST:  # a short run has one case
                break
            with result.case(faults=1):
                clean = run_cleanly(env, request)
                (attack,) = [
                    attack
                    for attack in for_good(clean, clean.decisive, _REALLY_LATE, budget=None)
                    if attack.faults[0].kind == "late"
                ]
                carry_out(env, clean, attack)
    result.seeds.append(str(budget.seed))
    return result


def _all_of_them(env: ShopEnvironment, prepared: list[Clean], result: Result, budget: Budget) -> None:
    """In an order of the seed's, so that a short run sees something of all."""
    todo = [(clean, attack) for clean in prepared for attack in everywhere(clean, LATE)]
    budget.chance.shuffle(todo)
    for clean in prepared:
        with result.case(faults=2):
            with_wrong_clock(env, clean)
    for clean, attack in todo:
        if budget.left < budget.seconds * 0.25:
            return
        with result.case(faults=1):
            carry_out(env, clean, attack)


def _at_random(env: ShopEnvironment, prepared: list[Clean], result: Result, budget: Budget) -> None:
    result.seeds.append(f"{budget.seed}")
    while budget.left > max(12.0, budget.seconds * 0.1):
        clean, seed = budget.chance.choice(prepared), budget.chance.getrandbits(32)
        attack = at_random(seed, LATE)
        with result.case():
            carry_out(env, clean, attack)
        result.faults += len(attack.choice.chosen) if attack.choice else 0
