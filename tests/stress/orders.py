"""Orders: buyers and staff at the same moment, and the books of all tables afterwards."""

from tests.stress.races import CALLERS, ROUNDS, run_rounds
from tests.stress.result import Budget, Result
from tests.support.attacks.order_races import ORDER_RACES

_SHORT = 60.0  # seconds
_FEW = 8


def races(budget: Budget) -> Result:
    """All races in turn; then again, ten times at most. A short run has fewer callers."""
    callers = CALLERS if budget.seconds >= _SHORT else _FEW
    result = Result(
        "Concurrent orders never sell a piece or a place in a slot twice, and the books of all tables agree",
        f"{len(ORDER_RACES)} races × {callers} callers in separate processes × {ROUNDS} rounds: "
        f"{callers * 25 // 6 * 3} buyers of {callers * 25 // 6} pieces",
    )
    run_rounds("orders", ORDER_RACES, callers, budget, result)
    return result
