"""Points of a user: accruals and redemptions, each once per request, and never more redeemed than there are."""

from typing import Any

from bodega import clock
from bodega.errors import InsufficientPoints, NotFound, SessionEnded
from bodega.idempotency import IdempotentRequest, Replayed
from bodega.ids import is_id, new_id
from bodega.items import Page
from users.loyalty import store
from users.loyalty.store import Overdrawn
from users.storage.accounts import NoAccount

_BALANCE = ("balance", "lifetime", "redeemed")
_ENTRY = ("id", "type", "points", "reason", "createdAt")


def read_balance(user_id: str) -> dict[str, int]:
    """Return the balance. All its numbers are 0 if the user never had points."""
    return represent_balance(store.read_balance(user_id))


def list_transactions(user_id: str, *, limit: int, after: str | None) -> Page:
    """Return a page of the ledger, newest first, as the API shows it."""
    return store.list_entries(user_id, limit=limit, after=after).map(represent_entry)


def redeem(user_id: str, fields: dict[str, Any], request: IdempotentRequest) -> tuple[dict[str, Any], bool]:
    """Take points from the balance; return the ledger entry, and whether it is replayed.

    Raises: InsufficientPoints, IdempotencyKeyReused, SessionEnded if the account was erased.
    """
    try:
        return _enter(user_id, "redemption", -fields["points"], fields["reason"], request)
    except NoAccount:
        raise SessionEnded from None


def accrue(user_id: str, fields: dict[str, Any], request: IdempotentRequest) -> tuple[dict[str, Any], bool]:
    """Add points to a user's balance; return the ledger entry, and whether it is replayed.

    Raises: NotFound if there is no such user, IdempotencyKeyReused.
    """
    absent = NotFound("There is no user with this id.")
    if not is_id(user_id, "usr"):
        raise absent
    try:
        return _enter(user_id, "accrual", fields["points"], fields["reason"], request)
    except NoAccount:
        raise absent from None


def represent_balance(item: dict[str, Any] | None) -> dict[str, int]:
    return {name: (item or {}).get(name, 0) for name in _BALANCE}


def represent_entry(item: dict[str, Any]) -> dict[str, Any]:
    return {name: item[name] for name in _ENTRY}


def _enter(
    user_id: str, kind: str, points: int, reason: str, request: IdempotentRequest
) -> tuple[dict[str, Any], bool]:
    now = clock.timestamp(clock.now())
    entry = {"id": new_id("pts"), "type": kind, "points": points, "reason": reason, "createdAt": now}
    try:
        store.add_entry(user_id, entry, request, answer=entry)
    except Replayed as replayed:
        return request.replay(replayed.record), True
    except Overdrawn:
        raise InsufficientPoints("There are fewer points than that on the account.") from None
    return entry, False
