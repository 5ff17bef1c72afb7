"""Fault injections for a request that writes: each fault at each call, once or permanently, and random faults."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from tests.support.faults.fault_injection import Attack, Clean, carry_out, kinds_for
from tests.support.faults.fault_kinds import FOR_GOOD, IMPATIENT, AtRandom, clock_off_by
from tests.support.requests.write_request import WriteRequest
from tests.support.shop.environment import ShopEnvironment

Cleanly = Callable[[WriteRequest], Clean]
"""Prepares a request and runs it without faults."""

READ_TIMEOUT = 0.3  # seconds, of the client under attacks with late answers
LATE = 2 * READ_TIMEOUT
SKEWS = (-240.0, 240.0)  # seconds; AWS rejects signatures that are off by more than five minutes


def decisive(clean: Clean, late: float) -> Iterator[Attack]:
    """Yield every fault of the decisive call, and partial results of batch reads.

    `late`: seconds, longer than the client's timeout.
    """
    yield from at_call(clean, clean.decisive, late)
    for call, operation in enumerate(clean.operations):
        if operation == "BatchGetItem":
            yield from (attack for attack in at_call(clean, call, late) if attack.faults[0].kind == "partial")


def everywhere(clean: Clean, late: float) -> Iterator[Attack]:
    """Yield every fault at every call of the request, once and permanently."""
    for call in range(len(clean.operations)):
        yield from at_call(clean, call, late)
        yield from for_good(clean, call, late)


def at_call(clean: Clean, call: int, late: float) -> Iterator[Attack]:
    operation = clean.operations[call]
    for kind in kinds_for(operation):
        fault = replace(kind.at(call), seconds=late)
        yield Attack(f"{kind.name} at call {call + 1}, {operation}", (fault,))


def for_good(clean: Clean, call: int, late: float, budget: float | None = IMPATIENT) -> Iterator[Attack]:
    operation = clean.operations[call]
    for kind in kinds_for(operation):
        fault = replace(kind.at(call, FOR_GOOD), seconds=late)
        # Partial results also complete, given enough time.
        ends = kind.fault.kind == "partial"
        label = f"{kind.name} from call {call + 1} on, {operation}"
        yield Attack(label, (fault,), budget=None if ends else budget, must_succeed=ends)


def at_random(seed: int, late: float) -> Attack:
    """Return an attack in which a third of the calls fail, with the full time budget."""
    return Attack(f"at random, seed {seed}", choice=AtRandom(seed, 0.34, late), must_succeed=False)


def quick_look(env: ShopEnvironment, clean: Clean) -> None:
    """Inject every fault at the decisive call, and random faults."""
    for attack in decisive(clean, LATE):
        carry_out(env, clean, attack)
    carry_out(env, clean, at_random(1, LATE))


def lost_for_good(env: ShopEnvironment, clean: Clean) -> None:
    carry_out(env, clean, next(for_good(clean, clean.decisive, LATE)))


def with_wrong_clock(env: ShopEnvironment, clean: Clean) -> int:
    for seconds in SKEWS:
        with clock_off_by(seconds):
            carry_out(env, clean, Attack(f"a clock that is off by {seconds:+.0f} s"))
    return len(SKEWS)
