"""A user's own profile: read and changed."""

from typing import Any

from bodega import deadline
from bodega.items import Versions, check_version
from users.names import NAMES, require_name
from users.own_account import own_profile
from users.storage.accounts import user_document
from users.storage.profiles import ProfileChanged, change_profile


def get_profile(user_id: str) -> dict[str, Any]:
    """Return the user. 1 GetItem, 1 RCU.

    Raises: SessionEnded if the account was erased.
    """
    return user_document(own_profile(user_id))


def patch_profile(user_id: str, patch: dict[str, Any], versions: Versions | None) -> dict[str, Any]:
    """Apply a JSON merge patch (RFC 7396) to the fields that users can change; return the user.

    1 GetItem, 1 TransactWriteItems; 1 RCU and 5 WCU. Nothing is written if nothing changes.

    Raises: ValidationFailed, VersionConflict, SessionEnded if the account was erased.
    """
    from bodega.merge_patch import patched
    from users.profile.schemas import ProfileFields

    names = ProfileFields.json_names()
    while True:
        deadline.require_time()
        profile = own_profile(user_id)
        check_version(profile["version"], versions, "user")
        changes = patched(ProfileFields, {name: profile[name] for name in names}, patch)
        if patch.keys() & NAMES:  # an account without names can still change the rest
            require_name(changes["firstName"], changes["lastName"])
        if all(profile[name] == value for name, value in changes.items()):
            return user_document(profile)
        try:
            return user_document(change_profile(profile, changes))
        except ProfileChanged:
            continue
