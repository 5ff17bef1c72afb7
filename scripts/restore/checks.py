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
_KINDS = {
    "catalog": frozenset({"ADDON", "CATEGORY", "CUSTOMIZATION", "PRODUCT"}),
    "accounts": frozenset({"EMAIL", "MAILBOX", "OUTBOX", "PROFILE", "SESSION", "TOKEN"}),
    "analytics": frozenset({"DAY", "EVENT", "HOUR", "INTAKE", "PRODUCTS", "order.placed", "order.refunded"}),
    # PAYMENT is missing: accounts have saved payment methods.
    "orders": frozenset(
        {"COMMAND", "HISTORY", "LINES", "NUMBER", "ORDER", "PERSON", "REFUND", "SLOT", "STORE", "TRACK", "UNPAID"}
    ),
    "erasures": frozenset({"ERASURE"}),
}
"""Kinds of items that only this table has."""
_IN_SEVERAL_TABLES = frozenset({"ORDER", "USER"})
"""Beginnings of partition keys whose sort keys tell the kind."""
_RELEASED = frozenset({"canceled", "expired"})
"""Statuses of orders that take nothing of their slots any more."""
_SUMS = ("orders", "revenue", "items", "refunds", "refunded")


class Checked(NamedTuple):
    """The number of items by the beginning of their keys, and a sentence for each broken invariant."""

    counts: Counter[str]
    problems: list[str]


def check(table: str, rows: Iterable[Row]) -> Checked:
    """Check all items of a table: catalog, accounts, analytics or orders. Keeps what it compares in memory."""
    counts: Counter[str] = Counter()
    kinds: set[str] = set()

    def needed() -> Iterator[Item]:
        for row in rows:
            key = key_of(row)
            counts[_label(*key)] += 1
            kinds.add(_kind(*key))
            if _NEEDED[table](*key):
                yield from_attributes(row)

    streams = table == "orders"  # its check keeps no items
    checked = _CHECKS[table](needed() if streams else list(needed()))
    problems = list(checked) if streams else []
    others = [name for name, own in _KINDS.items() if name != table and own & kinds]
    if others:
        return Checked(counts, [f"this is another table: it has items of {name}" for name in others])
    return Checked(counts, [*problems, *checked])


def _kind(pk: str, sk: str) -> str:
    partition = pk.partition("#")[0]
    return sk.partition("#")[0] if partition in _IN_SEVERAL_TABLES else partition


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


def _orders(items: Iterable[Item]) -> Iterator[str]:
    """Compare heads with lines, and slots and numbers, which expire after a week, with the orders of their day."""
    incomplete: set[str] = set()
    slots: dict[tuple[str, str], int] = {}
    last: dict[str, int] = {}
    units: Counter[tuple[str, str]] = Counter()
    numbers: Counter[str] = Counter()
    for item in items:
        partition, _, name = item["pk"].partition("#")
        if partition == "SLOT":
            slots[name, item["sk"]] = item["taken"]
        elif partition == "NUMBER":
            last[name] = item["last"]
        else:
            incomplete ^= {name}
            units.update(_units_of(item))
            numbers[item.get("day", "")] = max(numbers[item.get("day", "")], int(item.get("number", 0)))
    yield from (f"order {order} has either no head or no lines" for order in sorted(incomplete))
    for (day, start), taken in sorted(slots.items()):
        if taken != units[day, start]:
            yield f"the slot {start} of {day} counts {taken} units, and its orders take {units[day, start]}"
    for day, number in sorted(last.items()):
        if number < numbers[day]:
            yield f"the last number of {day} is {number}, and an order has {numbers[day]}"


def _units_of(item: Item) -> dict[tuple[str, str], int]:
    """Return what an order takes of its slot, by day and start. `item`: its head or its lines."""
    slot = item.get("slot")
    return {(slot["day"], slot["from"]): slot["units"]} if slot and item["status"] not in _RELEASED else {}


def _is_of_order(pk: str, sk: str) -> bool:
    return pk.startswith(("SLOT#", "NUMBER#")) or (pk.startswith("ORDER#") and sk in {"ORDER", "LINES"})


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
    "orders": _is_of_order,
}
_CHECKS: dict[str, Callable[[Any], Iterator[str]]] = {
    "catalog": _catalog,
    "accounts": _accounts,
    "analytics": _analytics,
    "orders": _orders,
}
