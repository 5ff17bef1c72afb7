"""Administration of accounts: find, freeze and unfreeze them, change their role. One active admin always stays.

Guests are no accounts: no list has them, and nobody administers them.
"""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from bodega import deadline
from bodega.emails import normalise
from bodega.errors import LastAdmin, NotFound, StorageUnavailable
from bodega.ids import is_id
from bodega.items import Page, Versions, check_version
from users.admin import store
from users.auth.sessions import remove_ended_sessions
from users.storage.accounts import GUEST, Profile, read_account, read_credentials, user_document
from users.storage.profiles import NoAdminLeft, ProfileChanged, change_profile, forget_failed_attempts


def list_users(*, limit: int, after: str | None, newest_first: bool) -> Page:
    """Return a page of the users, by the time of their registration. 1 Query, 0.5 RCU per 4 KB."""
    return store.list_users(limit=limit, after=after, newest_first=newest_first).map(user_document)


def find_by_email(email: str) -> list[dict[str, Any]]:
    """Return the user with this email, in any spelling, or no user. 1 GetItem, 1 RCU."""
    credentials = read_credentials(normalise(email))
    return [user_document(credentials["user"])] if credentials else []


def get_user(user_id: str) -> dict[str, Any]:
    """Return a user. 1 GetItem, 1 RCU.

    Raises: NotFound.
    """
    return user_document(_account(user_id))


def set_role(user_id: str, role: str, versions: Versions | None = None) -> dict[str, Any]:
    """Change the role and end all tokens issued so far; return the user.

    1 GetItem, 1 TransactWriteItems; 1 RCU and 7 WCU.

    Raises: NotFound, VersionConflict, LastAdmin.
    """
    return _change(user_id, {"role": role}, versions)


def set_status(user_id: str, status: str, versions: Versions | None = None) -> dict[str, Any]:
    """Freeze or unfreeze the account and end all tokens issued so far; return the user.

    The status `active` also lifts a lock-out, so that the owner can log in again.

    1 GetItem, 1 TransactWriteItems; 1 RCU and up to 9 WCU.

    Raises: NotFound, VersionConflict, LastAdmin.
    """
    return _change(user_id, {"status": status}, versions, lifts_lockout=status == "active")


def _change(
    user_id: str, changes: Mapping[str, Any], versions: Versions | None, *, lifts_lockout: bool = False
) -> dict[str, Any]:
    while True:
        deadline.require_time()
        profile = _account(user_id)
        check_version(profile["version"], versions, "user")
        if all(profile[name] == value for name, value in changes.items()):
            if lifts_lockout:
                forget_failed_attempts(profile["emailKey"])
            return user_document(profile)
        try:
            changed = change_profile(profile, changes, ends_tokens=True, lifts_lockout=lifts_lockout)
        except ProfileChanged:
            continue
        except NoAdminLeft:
            raise LastAdmin("This is the last active admin. Make somebody else an admin first.") from None
        with suppress(StorageUnavailable):  # all sessions have ended; their items expire by themselves
            remove_ended_sessions(user_id, profile["tokenVersion"] + 1)
        return user_document(changed)


def _account(user_id: str) -> Profile:
    profile = read_account(user_id) if is_id(user_id, "usr") else None
    if profile is None or profile["role"] == GUEST:
        raise NotFound("There is no user with this id.")
    return profile
