"""Attacks on a request that writes: each fault at each of its calls, once and for good, and faults at random."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from tests.support.faults.fault_injection import Attack, Clean, carry_out, kinds_for
from tests.support.faults.fault_kinds import FOR_GOOD, AtRandom, clock_off_by
from tests.support.requests.write_request import WriteRequest
from tests.support.shop.environment import ShopEnvironment

Cleanly = Callable[[WriteRequest], Clean]
"""Prepares a request, and knows how it goes when nothing is wrong."""

LATE = 0.2  # seconds; a client that is to meet it waits for half of that
IMPATIENT = 0.1  # seconds in which a request that cannot succeed may begin another call
SKEWS = (-240.0, 240.0)  # seconds; beyond five minutes AWS takes no signature any more


def decisive(clean: Clean, late: float) -> Iterator[Attack]:
    """Every fault that is possible at the call that decides, and answers with half of what was asked for.

    `late`: seconds, longer than the client waits.
    """
    yield from at_call(clean, clean.decisive, late)
    for call, operation in enumerate(clean.operations):
        if operation == "BatchGetItem":
            yield from (attack for attack in at_call(clean, call, late) if attack.faults[0].kind == "partial")


def everywhere(clean: Clean, late: float) -> Iterator[Attack]:
    """Every fault at every call that the request makes, once, and from there on for good."""
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
        # Some of the keys each time come to an end too, where there is time.
        ends = kind.fault.kind == "partial"
        label = f"{kind.name} from call {call + 1} on, {operation}"
        yield Attack(label, (fault,), budget=None if ends else budget, passing=ends)


def at_random(seed: int, late: float) -> Attack:
    """A third of all calls go wrong; the request has all of its time."""
    return Attack(f"at random, seed {seed}", choice=AtRandom(seed, 0.34, late), passing=False)


def quick_look(env: ShopEnvironment, clean: Clean) -> None:
    """Every fault at the call that decides, and some at random."""
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
