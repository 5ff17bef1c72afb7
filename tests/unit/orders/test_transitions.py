"""The statuses of an order: every pair of them, against the rules in words."""

import itertools

import pytest

from bodega.orders.transitions import OPEN, STATUSES, TRANSITIONS, Actor, allowed, transition

FORWARD = ("placed", "accepted", "preparing", "ready", "completed")


def staff_may(source: str, target: str) -> bool:
    """Return what the documentation says, in other words than the table."""
    if source not in OPEN:
        return False
    if target == "canceled" or (source, target) == ("ready", "preparing"):
        return True
    if source == "placed":
        return target == "accepted"
    return target in FORWARD and FORWARD.index(target) > FORWARD.index(source)


@pytest.mark.parametrize(("source", "target"), list(itertools.product(STATUSES, STATUSES)))
def test_staff_move_an_order_as_documented(source: str, target: str) -> None:
    move = transition(source, target, Actor.STAFF, "accepted")
    assert (move is not None) is staff_may(source, target)
    assert (target in allowed(source, Actor.STAFF, "accepted")) is staff_may(source, target)


@pytest.mark.parametrize(
    ("actor", "cancel_until", "sources"),
    [
        (Actor.BUYER, "accepted", {"pending", "placed"}),
        (Actor.BUYER, "preparing", {"pending", "placed", "accepted"}),
        (Actor.SYSTEM, "accepted", {"placed"}),
        (Actor.SYSTEM, "preparing", {"placed"}),
    ],
)
def test_buyer_and_sweeper_cancel_and_not_for_long(actor: Actor, cancel_until: str, sources: set[str]) -> None:
    moves = {(source, target) for source in STATUSES for target in allowed(source, actor, cancel_until)}
    assert moves - {("pending", "expired")} == {(source, "canceled") for source in sources}


@pytest.mark.parametrize("cancel_until", ["accepted", "preparing"])
def test_only_the_sweeper_lets_a_hold_expire_and_only_the_provider_places_an_order(cancel_until: str) -> None:
    moves = {
        (actor, source, target)
        for actor in Actor
        for source in STATUSES
        for target in allowed(source, actor, cancel_until)
    }
    assert {move for move in moves if move[2] == "expired"} == {(Actor.SYSTEM, "pending", "expired")}
    placed = {(source, target) for source in ("pending", "expired") for target in ("placed", "accepted")}
    assert {move[1:] for move in moves if move[0] is Actor.PROVIDER} == placed
    assert {move[0] for move in moves if move[1:] in placed} == {Actor.PROVIDER}


def test_each_move_is_listed_once() -> None:
    pairs = [(move.source, move.target) for move in TRANSITIONS]
    assert len(pairs) == len(set(pairs))


def test_a_mail_follows_acceptance_readiness_and_cancellation_only() -> None:
    mails = {(move.target, move.mail) for move in TRANSITIONS}
    assert mails == {
        ("accepted", "order-accepted"),
        ("ready", "order-ready"),
        ("canceled", "order-canceled"),
        ("preparing", None),
        ("completed", None),
        # Who is told of these does not depend on the transition alone.
        ("placed", None),
        ("accepted", None),
        ("canceled", None),
        ("expired", "order-expired"),
    }
