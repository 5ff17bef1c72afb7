"""The statuses of an order, and who may move it from one to another. Pure.

An order moves forward. `preparing` and `ready` can be skipped. The one step back, from `ready` to `preparing`, is for a
button that was pressed by mistake. An order that is paid by card starts as `pending`: it waits for its authorisation.
"""

from collections.abc import Iterable
from enum import StrEnum
from typing import Final, NamedTuple


class Actor(StrEnum):
    """Who moves an order.

    `BUYER`: the guest or customer whose order it is. `PROVIDER`: the payment provider, by its reports. `SYSTEM`: the
    sweepers.
    """

    STAFF = "staff"
    BUYER = "buyer"
    PROVIDER = "provider"
    SYSTEM = "system"


PENDING: Final = "pending"
PLACED: Final = "placed"
ACCEPTED: Final = "accepted"
PREPARING: Final = "preparing"
READY: Final = "ready"
COMPLETED: Final = "completed"
CANCELED: Final = "canceled"
EXPIRED: Final = "expired"

STATUSES: Final = (PENDING, PLACED, ACCEPTED, PREPARING, READY, COMPLETED, CANCELED, EXPIRED)
OPEN: Final = (PLACED, ACCEPTED, PREPARING, READY)
"""The statuses of the orders in the kitchen's queue."""
UNFINISHED: Final = (PENDING, *OPEN)
"""The statuses of the orders that have not ended."""
ENDED: Final = (COMPLETED, CANCELED, EXPIRED)
BEFORE_PREPARING: Final = (PENDING, PLACED, ACCEPTED)
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
_EXPIRED_MAIL: Final = "order-expired"
_STAFF: Final = frozenset({Actor.STAFF})
_PROVIDER: Final = frozenset({Actor.PROVIDER})

TRANSITIONS: Final = (
    # The mail of a placed order depends on whether the store accepts orders at once.
    Transition(PENDING, PLACED, _PROVIDER),
    Transition(PENDING, ACCEPTED, _PROVIDER),
    # Nobody has been told of a pending order, so its buyer gets no mail.
    Transition(PENDING, CANCELED, frozenset({Actor.BUYER})),
    Transition(PENDING, EXPIRED, frozenset({Actor.SYSTEM}), _EXPIRED_MAIL),
    # The provider reported the authorisation too late.
    Transition(EXPIRED, PLACED, _PROVIDER),
    Transition(EXPIRED, ACCEPTED, _PROVIDER),
    Transition(PLACED, ACCEPTED, _STAFF, _ACCEPTED_MAIL),
    Transition(PLACED, CANCELED, frozenset({Actor.STAFF, Actor.BUYER, Actor.SYSTEM}), _CANCELED_MAIL),
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
