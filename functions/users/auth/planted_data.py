"""Planted data: what was entered into an account before anybody proved its mailbox.

Anybody can register a stranger's email, and fill the account with an address and a payment method of their own. When
the owner of the mailbox takes the account over with a password reset, the next order would go to that address. So the
first reset of an unverified account removes what was entered before. Verifying with the account's own session does not:
then the session and the mailbox belong to the same person.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple, Self

from users.auth.store.planted_data import Deletions, read_planted_items
from users.storage.accounts import Profile

_EMPTY: Mapping[str, Any] = {"phone": None, "firstName": "", "lastName": ""}


class PlantedData(NamedTuple):
    """`removed`: the names of what there was, as in the API. `changes`: of the profile. `deletions`: of items."""

    removed: list[str]
    changes: Mapping[str, Any]
    deletions: Deletions

    @classmethod
    def of(cls, profile: Profile) -> Self:
        """Return what a reset removes from the account: nothing if its mailbox was proven before.

        1 Query per MB of the user's items, 1 RCU per 4 KB; none for a verified account.
        """
        if profile["emailVerified"]:
            return cls([], {}, {})
        items = read_planted_items(profile["id"])
        fields = [name for name, empty in _EMPTY.items() if profile[name] != empty]
        kinds = {"addresses": items.addresses, "paymentMethods": items.payment_methods}
        removed = [*(name for name, there in kinds.items() if there), *fields]
        return cls(removed, {"emailVerified": True, **_EMPTY}, items.deletions)
