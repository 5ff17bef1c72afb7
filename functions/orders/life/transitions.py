"""The statuses of an order that is paid at the counter, and who may move it from one to another. Pure.

An order moves forward. `preparing` and `ready` can be skipped. The one step back, from `ready` to `preparing`, is for a
button that was pressed by mistake.
"""

from collections.abc import Iterable
from enum import StrEnum
from typing import Final, NamedTuple


class Actor(StrEnum):
    """Who moves an order. `BUYER`: the guest or customer whose order it is. `SYSTEM`: the sweeper."""

    STAFF = "staff"
    BUYER = "buyer"
    SYSTEM = "system"


PLACED: Final = "placed"
ACCEPTED: Final = "accepted"
PREPARING: Final = "preparing"
READY: Final = "ready"
COMPLETED: Final = "completed"
CANCELED: Final = "canceled"

STATUSES: Final = (PLACED, ACCEPTED, PREPARING, READY, COMPLETED, CANCELED)
OPEN: Final = (PLACED, ACCEPTED, PREPARING, READY)
"""The statuses of the orders in the kitchen's queue."""
BEFORE_PREPARING: Final = (PLACED, ACCEPTED)
"""The statuses in which nothing has been made yet, so that a cancellation returns the pieces to the stock."""


class Transition(NamedTuple):
    """A move to another status. `mail`: the template of the mail that it sends to the buyer."""

    source: str
    target: str
    actors: frozenset[Actor]
    mail: str | None = None


READY_MAIL: Final = "order-ready"
"""The template of the mail that asks the buyer to collect the order."""
_ACCEPTED_MAIL: Final = "order-accepted"
_CANCELED_MAIL: Final = "order-canceled"
_STAFF: Final = frozenset({Actor.STAFF})

TRANSITIONS: Final = (
    Transition(PLACED, ACCEPTED, _STAFF, _ACCEPTED_MAIL),
    Transition(PLACED, CANCELED, frozenset(Actor), _CANCELED_MAIL),
    Transition(ACCEPTED, PREPARING, _STAFF),
    Transition(ACCEPTED, READY, _STAFF, READY_MAIL),
    Transition(ACCEPTED, COMPLETED, _STAFF),
    # The buyer only if the order's `cancelUntil` is `preparing`.
    Transition(ACCEPTED, CANCELED, frozenset({Actor.STAFF, Actor.BUYER}), _CANCELED_MAIL),
    Transition(PREPARING, READY, _STAFF, READY_MAIL),
    Transition(PREPARING, COMPLETED, _STAFF),
    Transition(PREPARING, CANCELED, _STAFF, _CANCELED_MAIL),
    Transition(READY, PREPARING, _STAFF),
    Transition(READY, COMPLETED, _STAFF),
    Transition(READY, CANCELED, _STAFF, _CANCELED_MAIL),
)


def transition(source: str, target: str, actor: Actor, cancel_until: str) -> Transition | None:
    """Return the move from one status to another, or None if the actor may not make it."""
    return next((move for move in _moves(source, actor, cancel_until) if move.target == target), None)


def allowed(source: str, actor: Actor, cancel_until: str) -> list[str]:
    """Return the statuses to which the actor may move an order."""
    return [move.target for move in _moves(source, actor, cancel_until)]


def _moves(source: str, actor: Actor, cancel_until: str) -> Iterable[Transition]:
    for move in TRANSITIONS:
        too_late = actor is Actor.BUYER and source == ACCEPTED and cancel_until == ACCEPTED
        if move.source == source and actor in move.actors and not too_late:
            yield move
