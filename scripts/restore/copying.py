"""Copy a restored table over the live one: only the items that differ, with exceptions for each table.

The live table keeps its name, streams and settings. Writes go through its stream, so the order and the exceptions
decide what the functions behind it do: no mail is sent again, no order is counted twice, and the menu follows.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from bodega.attributes import Key
from scripts.restore.items import Row, as_text, delete, key_of, put, read
from scripts.restore.orders import ErasedOrders
from scripts.restore.payments import COMMAND, MovedMoney

_NOT_COMPARED = ("writeMark", "version", "tokenVersion")
"""Attributes that say nothing about the content of an item."""

_ADMINS = Key("ADMINS", "COUNT")
_PROFILE, _SESSION = "PROFILE", "SESSION#"
_LATE = ("EVENTS", COMMAND)
"""Sort keys of items that a function behind the stream acts on: when it sees them, the rest is in place."""

# A shop goes on sending the mail that it put out, and remembers attempts and limits. Tokens in old mail stay used up.
_STAYING_ACCOUNT_PARTITIONS = ("OUTBOX#", "TOKEN#", "LIMIT#", "MAILBOX#")


@dataclass
class Changes:
    """What a copy changes in the live table. `late`: the keys that are put after all others.

    `rows`: items that are put instead of the restored ones. `changed`: how many of those to put exist in another form.
    """

    puts: list[Key] = field(default_factory=list)
    late: list[Key] = field(default_factory=list)
    deletes: list[Key] = field(default_factory=list)
    rows: dict[Key, Row] = field(default_factory=dict)
    changed: int = 0

    def __bool__(self) -> bool:
        return bool(self.puts or self.late or self.deletes)

    def __str__(self) -> str:
        added = len(self.puts) + len(self.late) - self.changed
        return f"{added} items come back, {self.changed} change, {len(self.deletes)} go"


def plan(table: str, restored: Iterable[Row], live: Iterable[Row], erased: frozenset[str], now: int) -> Changes:
    """Compare the tables and return the changes that make the live one like the restored one.

    `table`: catalog, accounts, analytics or orders. `erased`: the ids of erased users, of whom nothing personal is
    copied. `now`: items that expired before it are ignored (epoch seconds).
    """
    owners: dict[str, list[Key]] = {}
    ahead: dict[Key, int] = {}  # how far the live tokenVersion is ahead of the restored one
    wanted: dict[Key, bytes] = {}
    changes = Changes()
    money = MovedMoney(_digest)
    admins = 0
    for key, row in _to_restore(table, restored, erased, now, changes.rows):
        wanted[key] = _digest(row)
        money.then(key, row)
        if table == "accounts" and (user := _owner_of(row)):
            owners.setdefault(user, []).append(key)
            ahead[key] = -int(row["tokenVersion"]["N"])
            admins += _is_active_admin(row)
    if _ADMINS in wanted:  # erased admins no longer count
        changes.rows[_ADMINS] = {**_ADMINS.attributes(), "admins": {"N": str(admins)}}
        wanted[_ADMINS] = _digest(changes.rows[_ADMINS])
    same: set[Key] = set()
    differing: set[Key] = set()
    for row in live:
        key = key_of(row)
        money.now(key, row)
        if key in ahead:
            ahead[key] += int(row["tokenVersion"]["N"])
        if key in wanted:
            (same if _digest(row) == wanted[key] or _is_number(table, key) else differing).add(key)
        elif not (_stays(table, row, now) or _user_of(row) in erased or _is_kept(table, key, wanted)):
            changes.deletes.append(key)
    pairs = _pairs(owners.values(), same, ahead)
    stay = money.partitions()
    for key in (key for key in wanted if (key not in same or key in pairs) and key.pk not in stay):
        (changes.late if key.sk in _LATE else changes.puts).append(key)
    changes.deletes = [key for key in changes.deletes if key.pk not in stay]
    changes.changed = sum(key.pk not in stay for key in differing | (same & pairs))
    return changes


def _to_restore(
    table: str, restored: Iterable[Row], erased: frozenset[str], now: int, changed: dict[Key, Row]
) -> Iterator[tuple[Key, Row]]:
    """Yield the rows that come back. `changed`: gets those that come back in another form."""
    orders = ErasedOrders(erased)
    for found in restored:
        row, key = (orders.separated(found) if table == "orders" else found), key_of(found)
        if row is None or _stays(table, row, now) or key.sk.startswith(_SESSION) or _user_of(row) in erased:
            continue
        if row is not found:
            changed[key] = row
        yield key, row


def _pairs(owned: Iterable[list[Key]], same: set[Key], ahead: Mapping[Key, int]) -> set[Key]:
    """Return the keys of profiles and credentials to write.

    Both have the same version of tokens, so both are written, or none of them. An interrupted copy wrote perhaps one.
    """
    differing = (keys for keys in owned if not same.issuperset(keys) or len({ahead[key] for key in keys}) > 1)
    return {key for keys in differing for key in keys}


def copy(
    client: Any, source: str, target: str, changes: Changes, *, raise_by: int, said: Callable[[int], None]
) -> None:
    """Make the changes in the table `target`: deletions, then items of `source`, then those that a stream counts.

    `raise_by`: is added to versions, so that no client's If-Match and no token fits by chance. `said`: is told how many
    items were written, for each batch.

    1 RCU per 4 KB, 1 WCU per KB of the items that differ, and 1 WCU more for their index entries.
    """
    for written in delete(client, target, changes.deletes):
        said(written)
    for keys in (changes.puts, changes.late):
        own = [changes.rows[key] for key in keys if key in changes.rows]
        rows = read(client, source, [key for key in keys if key not in changes.rows])
        for written in put(client, target, _raised([*own], rows, raise_by)):
            said(written)


def _raised(own: list[Row], rows: Iterable[Row], raise_by: int) -> Iterator[Row]:
    for row in chain(own, rows):
        raised = _with_raised(row, "version", raise_by)
        if row["sk"]["S"] in {_PROFILE, "CREDENTIALS"}:
            raised = _with_raised(raised, "tokenVersion", raise_by)
        if "user" in raised:  # the copy of the profile in the credentials
            raised = {**raised, "user": {"M": _with_raised(raised["user"]["M"], "version", raise_by)}}
        yield raised


def _with_raised(row: Row, name: str, raise_by: int) -> Row:
    return {**row, name: {"N": str(int(row[name]["N"]) + raise_by)}} if name in row else row


def _digest(row: Row) -> bytes:
    compared = {name: value for name, value in row.items() if name not in _NOT_COMPARED}
    if "user" in compared:
        user = {name: value for name, value in compared["user"]["M"].items() if name != "version"}
        compared["user"] = {"M": dict(sorted(user.items()))}
    return hashlib.blake2b(as_text(compared).encode(), digest_size=16).digest()


def _stays(table: str, row: Row, now: int) -> bool:
    """Return whether the live item stays as it is, and the restored one is not copied."""
    partition = row["pk"]["S"]
    if table == "catalog" and partition == "MENU":
        return True
    if table == "accounts" and partition.startswith(_STAYING_ACCOUNT_PARTITIONS):
        return True
    return "expiresAt" in row and int(row["expiresAt"]["N"]) <= now


def _user_of(row: Row) -> str | None:
    partition = row["pk"]["S"]
    if partition.startswith("EMAIL#"):
        return str(row["userId"]["S"])
    return partition.removeprefix("USER#") if partition.startswith("USER#") else None


def _owner_of(row: Row) -> str | None:
    """Return the user whose profile or credentials this is, or None for other items."""
    return _user_of(row) if row["sk"]["S"] in {_PROFILE, "CREDENTIALS"} else None


def _is_kept(table: str, key: Key, wanted: dict[Key, bytes]) -> bool:
    """Return whether a live item stays although it was not there then: a number, or a session of an account that stays.

    A session ends with the version of tokens if that changes.
    """
    return _is_number(table, key) or (key.sk.startswith(_SESSION) and Key(key.pk, _PROFILE) in wanted)


def _is_number(table: str, key: Key) -> bool:
    """Return whether it is the last order number of a day, which stays: no number is given out a second time."""
    return table == "orders" and key.pk.startswith("NUMBER#")


def _is_active_admin(row: Row) -> bool:
    return row["sk"]["S"] == _PROFILE and (row["role"]["S"], row["status"]["S"]) == ("admin", "active")
