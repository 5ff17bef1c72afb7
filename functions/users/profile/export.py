"""All that is stored about a user, for the user (GDPR articles 15 and 20), without what would open anything."""

from typing import Any

from bodega import clock
from bodega.dynamodb import Item, Query
from bodega.outbox import mails_to
from users.loyalty.points import represent as represent_entry
from users.loyalty.store import LEDGER
from users.profile.profile import own_profile
from users.saved_items.store import ADDRESSES, PAYMENT_METHODS
from users.storage.accounts import guard_key, table, user_document
from users.storage.idempotency import PREFIX as REQUESTS
from users.storage.profiles import BY_CREATED

_BALANCE = ("balance", "lifetime", "redeemed")
_KEYS = frozenset({"pk", "sk", "writeMark"})
_SECRET = frozenset({"token"})


def export(user_id: str) -> dict[str, Any]:
    """1 GetItem each for profile and log-in guard, 1 Query per MB of the rest.

    Raises: Unauthorized when the account is gone.
    """
    profile = own_profile(user_id)
    guard = table.get(guard_key(profile["emailKey"]), consistent=True)
    items = list(table.query_all(Query("#pk = :pk", {"pk": f"USER#{user_id}"}, consistent=True)))
    by_key = {item["sk"]: item for item in items}
    loyalty = by_key.get("LOYALTY", {})
    return {
        "exportedAt": clock.timestamp(clock.now()),
        "user": user_document(profile),
        "addresses": _belongings(items, by_key, ADDRESSES.kind),
        "paymentMethods": _belongings(items, by_key, PAYMENT_METHODS.kind),
        "loyalty": {
            **{name: loyalty.get(name, 0) for name in _BALANCE},
            "transactions": [represent_entry(item) for item in _with_prefix(items, LEDGER)],
        },
        "sessions": [
            {"id": item["sk"].partition("#")[2], "createdAt": item["createdAt"], "expiresAt": item["expiresAt"]}
            for item in _with_prefix(items, "SESSION#")
        ],
        "requests": [
            {"answer": item["answer"], "expiresAt": item["expiresAt"]} for item in _with_prefix(items, REQUESTS)
        ],
        "mails": _mails(profile["email"]),
        "failedLogIns": guard["failures"] if guard else 0,
    }


def _belongings(items: list[Item], by_key: dict[str, Item], kind: str) -> list[dict[str, Any]]:
    default_id = by_key.get(kind, {}).get("defaultId")
    return [
        {name: value for name, value in item.items() if name not in _KEYS | _SECRET}
        | {"default": item["id"] == default_id}
        for item in _with_prefix(items, f"{kind}#")
    ]


def _mails(email: str) -> list[dict[str, Any]]:
    """What was mailed in the last days. The texts' parameters stay out: they hold links that open the account."""
    names = ("template", "to", "createdAt")
    query = Query("#listPk = :mails", {"mails": mails_to(email)}, BY_CREATED, fields=names)
    return [{name: item[name] for name in names} for item in table.query_all(query)]


def _with_prefix(items: list[Item], prefix: str) -> list[Item]:
    return [item for item in items if item["sk"].startswith(prefix)]
