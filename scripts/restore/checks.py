"""Checks of a whole table: the invariants that transactions keep, and that a backup in the middle of one can break.

DynamoDB's backups can contain a part of a transaction that was made in the same second.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from bodega.attributes import from_attributes
from bodega.catalog.kinds import REFERENCES
from scripts.restore.items import Row, key_of

Item = dict[str, Any]

_LONGER = {"HOUR": "MONTH", "DAY": "MONTH", "MONTH": "YEAR"}
"""Periods of counters, and the longer ones to which they add up."""
_PARTITIONS = {
    "catalog": frozenset({"ADDON", "CATEGORY", "CUSTOMIZATION", "PRODUCT"}),
    "accounts": frozenset({"EMAIL", "MAILBOX", "OUTBOX", "TOKEN", "USER"}),
    "analytics": frozenset({"DAY", "EVENT", "HOUR", "INTAKE", "ORDER", "PRODUCTS"}),
}
"""Beginnings of partition keys that only this table has."""
_SUMS = ("orders", "revenue", "items", "refunds", "refunded")


class Checked(NamedTuple):
    """The number of items by the beginning of their keys, and a sentence for each broken invariant."""

    counts: Counter[str]
    problems: list[str]


def check(table: str, rows: Iterable[Row]) -> Checked:
    """Check all items of a table: catalog, accounts or analytics. Keeps the parts that it compares in memory."""
    counts: Counter[str] = Counter()
    items: list[Item] = []
    needed = _NEEDED[table]
    partitions: set[str] = set()
    for row in rows:
        key = key_of(row)
        counts[_label(*key)] += 1
        partitions.add(key.pk.partition("#")[0])
        if needed(*key):
            items.append(from_attributes(row))
    others = [name for name, own in _PARTITIONS.items() if name != table and own & partitions]
    if others:
        return Checked(counts, [f"this is another table: it has items of {name}" for name in others])
    return Checked(counts, list(_CHECKS[table](items)))


def _label(pk: str, sk: str) -> str:
    if pk.endswith("#NAME"):
        return "name claims"
    if "REQUEST#" in pk or sk.startswith("REQUEST#"):
        return "requests"
    return (sk if pk.startswith("USER#") else pk).partition("#")[0]


def _catalog(items: list[Item]) -> Iterator[str]:
    claims = Counter(item["id"] for item in items if item["pk"].endswith("#NAME"))
    entries = {item["sk"]: item for item in items if not item["pk"].endswith("#NAME")}
    fields = {reference.holder: reference.field for reference in REFERENCES}
    referred = Counter(target for item in entries.values() for target in item.get(fields.get(item["pk"], ""), ()))
    for item_id, item in entries.items():
        if claims[item_id] != 1:
            yield f"{item['pk']} {item_id} has {claims[item_id]} claims of its name instead of 1"
        if item["refs"] != referred[item_id]:
            yield f"{item['pk']} {item_id} counts {item['refs']} references, and {referred[item_id]} items refer to it"
    for item_id in referred.keys() - entries.keys():
        yield f"{referred[item_id]} items refer to {item_id}, which does not exist"
    for item_id in claims.keys() - entries.keys():
        yield f"a name is claimed for {item_id}, which does not exist"


def _accounts(items: list[Item]) -> Iterator[str]:
    users: dict[str, dict[str, Item]] = defaultdict(dict)
    credentials: dict[str, Item] = {}
    counted = 0
    for item in items:
        if item["pk"].startswith("USER#"):
            users[item["pk"].removeprefix("USER#")][item["sk"]] = item
        elif item["pk"].startswith("EMAIL#"):
            credentials[item["userId"]] = item
        else:
            counted = item["admins"]
    open_accounts = {
        user: own for user, own in users.items() if own.get("PROFILE", {"role": "leaving"})["role"] != "leaving"
    }
    for user, own in open_accounts.items():
        held = credentials.get(user)
        if held is None:
            yield f"user {user} has no credentials"
        elif held["tokenVersion"] != own["PROFILE"]["tokenVersion"]:
            yield f"the profile and the credentials of user {user} differ in tokenVersion"
        yield from _sums_of(user, own)
    for user in credentials.keys() - open_accounts.keys():
        yield f"there are credentials of user {user}, who has no profile"
    profiles = (own["PROFILE"] for own in open_accounts.values())
    admins = sum((profile["role"], profile["status"]) == ("admin", "active") for profile in profiles)
    if counted != admins:
        yield f"{counted} active admins are counted, and there are {admins}"


def _sums_of(user: str, own: dict[str, Item]) -> Iterator[str]:
    """Compare a user's balance with the ledger, and item counters with the items."""
    balance = own.get("LOYALTY", {}).get("balance", 0)
    ledger = sum(item["points"] for sk, item in own.items() if sk.startswith("POINTS#"))
    if balance != ledger:
        yield f"user {user} has a balance of {balance} points, and a ledger of {ledger}"
    for kind in ("ADDRESS", "PAYMENT"):
        counted = own.get(kind, {}).get("count", 0)
        found = sum(sk.startswith(f"{kind}#") for sk in own)
        if counted != found:
            yield f"user {user} counts {counted} items of the kind {kind}, and has {found}"


def _analytics(items: list[Item]) -> Iterator[str]:
    counted: dict[tuple[str, str], dict[str, int]] = {}
    added: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for item in items:
        period, _, month = item["pk"].partition("#")
        figures = {name: item.get(name, 0) for name in _SUMS}
        counted[period, item["sk"]] = figures
        if period in _LONGER:
            # The key of an hour is in UTC, and its partition is the shop's month.
            added[period, month if period == "HOUR" else item["sk"].rpartition("-")[0]].update(figures)
    for period, longer in _LONGER.items():
        begins = {begin for name, begin in added if name == period} | {
            begin for name, begin in counted if name == longer
        }
        for begin in sorted(begins):
            if counted.get((longer, begin), {}) != dict(added[period, begin]):
                yield f"the counters of the period {period} in {begin} do not add up to that of the {longer}"


def _is_entry_or_claim(pk: str, _sk: str) -> bool:
    return pk not in {"MENU", "MIGRATION"} and "#REQUEST#" not in pk


def _is_of_account(pk: str, sk: str) -> bool:
    return pk.startswith(("USER#", "EMAIL#", "ADMINS")) and not sk.startswith(("SESSION#", "REQUEST#"))


def _is_counter(pk: str, _sk: str) -> bool:
    return pk.partition("#")[0] in {"HOUR", "DAY", "MONTH", "YEAR"}


_NEEDED: dict[str, Callable[[str, str], bool]] = {
    "catalog": _is_entry_or_claim,
    "accounts": _is_of_account,
    "analytics": _is_counter,
}
_CHECKS: dict[str, Callable[[list[Item]], Iterator[str]]] = {
    "catalog": _catalog,
    "accounts": _accounts,
    "analytics": _analytics,
}
