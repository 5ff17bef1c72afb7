"""What admins do for users: find them, freeze and unfreeze them, make them admins. One active admin always stays."""

from collections.abc import Mapping
from typing import Any

from bodega import deadline
from bodega.dynamodb import Item, Write
from bodega.emails import normalise
from bodega.errors import LastAdmin, NotFound, StorageUnavailable
from bodega.ids import is_id
from users.profile.profile import Versions, check_version
from users.storage import profiles
from users.storage.accounts import lift_guard, read_credentials, read_profile, table, user_document
from users.storage.profiles import NoAdminLeft, Stale, Users


def list_users(*, limit: int, after: str | None, newest_first: bool) -> Users:
    users = profiles.list_users(limit=limit, after=after, newest_first=newest_first)
    return Users([user_document(item) for item in users.items], users.next_position)


def find_by_email(email: str) -> list[dict[str, Any]]:
    """The user with this email, in any spelling, or nobody; 1 GetItem."""
    credentials = read_credentials(normalise(email))
    return [user_document(credentials["user"])] if credentials else []


def get_user(user_id: str) -> dict[str, Any]:
    """Raises: NotFound."""
    return user_document(_found(user_id))


def set_role(user_id: str, role: str, versions: Versions = None) -> dict[str, Any]:
    """The user as it is now; tokens that were given before end.

    Raises: NotFound, VersionConflict, LastAdmin.
    """
    return _change(user_id, {"role": role}, versions)


def set_status(user_id: str, status: str, versions: Versions = None) -> dict[str, Any]:
    """The user as it is now; tokens that were given before end. Unfreezing also forgives wrong passwords.

    Raises: NotFound, VersionConflict, LastAdmin.
    """
    # Whether an admin or wrong guesses froze the account: now its owner gets in again.
    return _change(user_id, {"status": status}, versions, forgives=status == "active")


def _change(user_id: str, changes: Mapping[str, Any], versions: Versions, *, forgives: bool = False) -> dict[str, Any]:
    while deadline.remaining() > 0:
        profile = _found(user_id)
        check_version(profile, versions)
        forgiven: list[Write] = [lift_guard(profile["emailKey"])] if forgives else []
        if all(profile[name] == value for name, value in changes.items()):
            if forgiven:
                table.transact(forgiven)
            return user_document(profile)
        try:
            return user_document(profiles.change_profile(profile, changes, ends_tokens=True, besides=forgiven))
        except Stale:
            continue
        except NoAdminLeft:
            raise LastAdmin("This is the last active admin. Make somebody else an admin first.") from None
    raise StorageUnavailable


def _found(user_id: str) -> Item:
    profile = read_profile(user_id) if is_id(user_id, "usr") else None
    if profile is None or "email" not in profile:
        raise NotFound("There is no user with this id.")
    return profile
