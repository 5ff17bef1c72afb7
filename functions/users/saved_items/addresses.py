"""A user's addresses: up to 20, one of which may be the default."""

from typing import Any

from bodega import clock, deadline
from bodega.errors import FieldError, NotFound, StorageUnavailable, Unauthorized, ValidationFailed, VersionConflict
from bodega.idempotency import IdempotentRequest, Replayed
from bodega.ids import is_id, new_id
from users.saved_items.schemas import AddressFields
from users.saved_items.store import ADDRESSES, MOST, Full, NoAccount, Owned, Stale

Versions = frozenset[int] | None


_KEPT = tuple(str(field.alias) for name, field in AddressFields.model_fields.items() if name != "default")


def list_addresses(user_id: str) -> list[dict[str, Any]]:
    return [_represent(owned) for owned in ADDRESSES.list_all(user_id)]


def get_address(user_id: str, address_id: str) -> dict[str, Any]:
    """Raises: NotFound."""
    return _represent(_found(ADDRESSES.get(user_id, _known(address_id))))


def add_address(user_id: str, fields: dict[str, Any], request: IdempotentRequest | None) -> tuple[dict[str, Any], bool]:
    """The new address, and whether it is the replay of an earlier answer.

    Raises: ValidationFailed when there are 20, IdempotencyKeyReused, Unauthorized when the account is gone.
    """
    now = clock.timestamp(clock.now())
    kept = {name: fields[name] for name in _KEPT}
    item = {"id": new_id("adr"), **kept, "version": 1, "createdAt": now, "updatedAt": now}
    answer = _represent(Owned(item, default=fields["default"]))
    try:
        ADDRESSES.add(user_id, item, default=fields["default"], request=request, answer=answer)
    except Replayed as replayed:
        if request is None:
            raise
        return request.replay(replayed.record), True
    except Full:
        raise ValidationFailed(
            [FieldError("", f"is one too many: delete one of your {MOST} addresses first")]
        ) from None
    except NoAccount:
        raise Unauthorized("This account does not exist any more.") from None
    return answer, False


def replace_address(user_id: str, address_id: str, fields: dict[str, Any], versions: Versions) -> dict[str, Any]:
    """Raises: NotFound, VersionConflict."""
    _known(address_id)
    while deadline.remaining() > 0:
        base = _found(ADDRESSES.get(user_id, address_id))
        _check_version(base.item, versions)
        kept = {name: fields[name] for name in _KEPT}
        item = {
            "id": address_id,
            **kept,
            "version": base.item["version"] + 1,
            "createdAt": base.item["createdAt"],
            "updatedAt": clock.timestamp(clock.now()),
        }
        try:
            ADDRESSES.replace(user_id, base, item, default=fields["default"])
        except Stale:
            continue
        return _represent(Owned(item, default=fields["default"]))
    raise StorageUnavailable


def delete_address(user_id: str, address_id: str, versions: Versions) -> None:
    """Raises: NotFound, VersionConflict."""
    try:
        ADDRESSES.delete(user_id, _known(address_id), versions)
    except Stale as stale:
        if stale.item is None:
            raise _absent() from None
        _check_version(stale.item, versions)
        raise


def _represent(owned: Owned) -> dict[str, Any]:
    item = owned.item
    return {
        "id": item["id"],
        **{name: item[name] for name in _KEPT},
        "default": owned.default,
        **{name: item[name] for name in ("version", "createdAt", "updatedAt")},
    }


def _check_version(item: dict[str, Any], versions: Versions) -> None:
    if versions is not None and item["version"] not in versions:
        raise VersionConflict("The address has another version now. Read it again, then repeat the change.")


def _known(address_id: str) -> str:
    if not is_id(address_id, "adr"):
        raise _absent()
    return address_id


def _found(owned: Owned | None) -> Owned:
    if owned is None:
        raise _absent()
    return owned


def _absent() -> NotFound:
    return NotFound("You have no address with this id.")
