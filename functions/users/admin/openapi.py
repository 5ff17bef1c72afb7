"""Documentation of the administration of users."""

from bodega.openapi.operations import Operation, changes, lists, reads
from bodega.openapi.schemas import page_of
from users.openapi import USER, USER_CHANGED, User

_TAG = "users"
_NO_USER = {"not_found": "There is no user with this id."}
_CHANGES = {**_NO_USER, "version_conflict": USER_CHANGED}

UserPage = page_of(User)

OPERATIONS = {
    "listUsers": Operation(
        "List users",
        "Returns users by registration. With `email`, it returns the one user with this email, in any spelling, or an "
        "empty list.",
        _TAG,
        lists("A page of users", UserPage, USER),
    ),
    "getUser": Operation(
        "Get a user",
        "Returns one user.",
        _TAG,
        reads("The user", User, USER),
        _NO_USER,
        id_prefix="usr",
    ),
    "setUserStatus": Operation(
        "Freeze or unfreeze a user",
        "Sets the status and ends all sessions of the user. `active` also unlocks an account that failed log-ins "
        "locked. The last active admin cannot be frozen.",
        _TAG,
        changes("The changed user", User, {**USER, "status": "frozen", "version": 2}),
        _CHANGES,
        problems=("last_admin",),
        body={"status": "frozen"},
        id_prefix="usr",
    ),
    "setUserRole": Operation(
        "Set the role of a user",
        "Makes the user an admin, staff or a customer, and ends all sessions of the user. The last active admin cannot "
        "be demoted.",
        _TAG,
        changes("The changed user", User, {**USER, "role": "admin", "version": 2}),
        _CHANGES,
        problems=("last_admin",),
        body={"role": "admin"},
        id_prefix="usr",
    ),
}
