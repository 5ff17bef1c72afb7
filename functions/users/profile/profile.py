"""A user's own profile."""

from typing import Any

from bodega import deadline
from bodega.dynamodb import Item
from bodega.errors import StorageUnavailable, Unauthorized, VersionConflict
from bodega.merge_patch import patched
from users.profile.schemas import ProfileFields
from users.storage import profiles
from users.storage.accounts import read_profile, user_document
from users.storage.profiles import Stale

Versions = frozenset[int] | None


_FIELDS = tuple(str(field.alias) for field in ProfileFields.model_fields.values())


def get_profile(user_id: str) -> dict[str, Any]:
    """Raises: Unauthorized when the account is gone."""
    return user_document(own_profile(user_id))


def patch_profile(user_id: str, patch: dict[str, Any], versions: Versions) -> dict[str, Any]:
    """A JSON merge patch (RFC 7396) on the fields that are the user's to change.

    Raises: ValidationFailed, MalformedBody, VersionConflict, Unauthorized when the account is gone.
    """
    while deadline.remaining() > 0:
        profile = own_profile(user_id)
        check_version(profile, versions)
        changes = patched(ProfileFields, {name: profile[name] for name in _FIELDS}, patch)
        if all(profile[name] == value for name, value in changes.items()):
            return user_document(profile)
        try:
            return user_document(profiles.change_profile(profile, changes))
        except Stale:
            continue
    raise StorageUnavailable


def own_profile(user_id: str) -> Item:
    """Raises: Unauthorized when the account is gone, while the caller's last access token is still good."""
    profile = read_profile(user_id)
    if profile is None or "email" not in profile:
        raise Unauthorized("This account does not exist any more.")
    return profile


def check_version(profile: Item, versions: Versions) -> None:
    """Raises: VersionConflict."""
    if versions is not None and profile["version"] not in versions:
        raise VersionConflict("The user has another version now. Read it again, then repeat the change.")
