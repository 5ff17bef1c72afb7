"""Points: earned and spent, once per request, and never more than there are."""

from typing import Any

from bodega import clock
from bodega.errors import InsufficientPoints, NotFound, Unauthorized
from bodega.idempotency import IdempotentRequest, Replayed
from bodega.ids import is_id, new_id
from users.loyalty import store
from users.loyalty.store import Entries, NoAccount, Overdrawn

_ENTRY = ("id", "type", "points", "reason", "createdAt")


def read_balance(user_id: str) -> dict[str, int]:
    """Nobody needs to have earned anything: without points the balance is 0."""
    item = store.read_balance(user_id) or {}
    return {name: item.get(name, 0) for name in ("balance", "lifetime", "redeemed")}


def list_transactions(user_id: str, *, limit: int, after: str | None) -> Entries:
    """The ledger, newest first, as the API shows it."""
    entries = store.list_entries(user_id, limit=limit, after=after)
    return Entries([represent(item) for item in entries.items], entries.next_position)


def redeem(user_id: str, fields: dict[str, Any], request: IdempotentRequest) -> tuple[dict[str, Any], bool]:
    """The ledger's new entry, and whether it is the replay of an earlier answer.

    Raises: InsufficientPoints, IdempotencyKeyReused, Unauthorized when the account is gone.
    """
    try:
        return _enter(user_id, "redemption", -fields["points"], fields["reason"], request)
    except NoAccount:
        raise Unauthorized("This account does not exist any more.") from None


def accrue(user_id: str, fields: dict[str, Any], request: IdempotentRequest) -> tuple[dict[str, Any], bool]:
    """The ledger's new entry, and whether it is the replay of an earlier answer.

    Raises: NotFound when there is no such user, IdempotencyKeyReused.
    """
    absent = NotFound("There is no user with this id.")
    if not is_id(user_id, "usr"):
        raise absent
    try:
        return _enter(user_id, "accrual", fields["points"], fields["reason"], request)
    except NoAccount:
        raise absent from None


def represent(entry: dict[str, Any]) -> dict[str, Any]:
    return {name: entry[name] for name in _ENTRY}


def _enter(
    user_id: str, kind: str, points: int, reason: str, request: IdempotentRequest
) -> tuple[dict[str, Any], bool]:
    now = clock.timestamp(clock.now())
    entry = {"id": new_id("pts"), "type": kind, "points": points, "reason": reason, "createdAt": now}
    try:
        store.add_entry(user_id, entry, request, entry)
    except Replayed as replayed:
        return request.replay(replayed.record), True
    except Overdrawn:
        raise InsufficientPoints("There are fewer points than that on the account.") from None
    return entry, False
