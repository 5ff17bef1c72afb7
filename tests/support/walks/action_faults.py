"""The faults of one action of a random walk, chosen by a seed."""

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import replace

from harness.aws.dynamodb_proxy import Fault
from tests.support.faults import fault_suite
from tests.support.faults.fault_kinds import KINDS, LATE, FaultKind

_OPERATIONS = ("BatchGetItem", "GetItem", "Query", "UpdateItem", "TransactWriteItems")
_LOST = KINDS[0]
_SHARE_OF_FAULTS = 0.55  # of the actions
_PROBABILITY = 0.34  # of a fault at each call, if they are at random
_LATEST_FIRST = 4  # the call with which an outage begins


class ActionFaults:
    """Faults of single calls, of all calls of one operation, or of all calls from one on; or none.

    `chance`: None for no faults.

    `chosen`: the faults that were injected, as operation and kind.
    """

    def __init__(self, chance: random.Random | None) -> None:
        self.chosen: list[tuple[str, str]] = []
        self._choose: Callable[[str], FaultKind | None] | None = None
        if chance and chance.random() < _SHARE_OF_FAULTS:
            self._choose = chance.choice((_at_random, _one_operation, _one_operation, _lost_answers, _outage))(chance)

    def again(self) -> "ActionFaults":
        """Return the same faults for another action: the outage lasts."""
        lasting = ActionFaults(None)
        lasting._choose = self._choose
        return lasting

    def __call__(self, operation: str) -> Fault | None:
        kind = self._choose(operation) if self._choose else None
        if kind is None or operation not in kind.operations:
            return None
        self.chosen.append((operation, kind.name))
        return replace(kind.fault, seconds=fault_suite.LATE)

    def __str__(self) -> str:
        counted = Counter(self.chosen).items()
        return "; ".join(f"{operation}: {kind} × {number}" for (operation, kind), number in counted) or "no fault"

    @property
    def any(self) -> bool:
        """Whether faults may be injected."""
        return self._choose is not None

    def spared(self, operation: str) -> bool:
        """Return whether no call of the operation had a fault."""
        return all(operation != injected for injected, _ in self.chosen)


def _at_random(chance: random.Random) -> Callable[[str], FaultKind | None]:
    seed = chance.getrandbits(32)
    own = random.Random(seed)

    def choose(operation: str) -> FaultKind | None:
        kinds = [kind for kind in KINDS if operation in kind.operations]
        return own.choice(kinds) if own.random() < _PROBABILITY else None

    return choose


def _one_operation(chance: random.Random) -> Callable[[str], FaultKind | None]:
    broken = chance.choice((*_OPERATIONS, "TransactWriteItems", "UpdateItem"))
    kind = chance.choice([kind for kind in KINDS if broken in kind.operations and kind is not LATE])
    return lambda operation: kind if operation == broken else None


def _lost_answers(chance: random.Random) -> Callable[[str], FaultKind | None]:
    """The database carries everything out and answers nothing: the worst for exactly-once writes."""
    broken = chance.choice(("UpdateItem", "TransactWriteItems", "TransactWriteItems"))
    return lambda operation: _LOST if operation == broken else None


def _outage(chance: random.Random) -> Callable[[str], FaultKind | None]:
    left, kind = chance.randrange(_LATEST_FIRST), chance.choice([kind for kind in KINDS if kind is not LATE])

    def choose(_: str) -> FaultKind | None:
        nonlocal left
        left -= 1
        return kind if left < 0 else None

    return choose
