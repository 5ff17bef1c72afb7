"""Tables of DynamoDB: restored to a moment beside the live ones, waited for, and deleted."""

import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any

from scripts.deployment.settings import NotReady

_POLL = 20.0  # seconds; a restore takes twenty minutes or more
_MINUTE = 60


def check_window(client: Any, tables: Iterable[str], moment: datetime) -> None:
    """Raises: NotReady if a table cannot be restored to the moment."""
    for table in tables:
        window = _recovery(client, table)
        earliest, latest = window["EarliestRestorableDateTime"], window["LatestRestorableDateTime"]
        if not earliest <= moment <= latest:
            raise NotReady(
                f"{table} can be restored to moments from {text(earliest)} to {text(latest)}. {text(moment)} is not "
                "among them. Give another moment, or other TABLES, or restore a backup: "
                "docs/operations.md#restore-an-older-backup"
            )


def _recovery(client: Any, table: str) -> dict[str, Any]:
    from botocore.exceptions import ClientError

    try:
        found = client.describe_continuous_backups(TableName=table)["ContinuousBackupsDescription"]
    except ClientError as error:
        if error.response["Error"]["Code"] not in {"TableNotFoundException", "ResourceNotFoundException"}:
            raise
        raise NotReady(f"There is no table {table} any more. Follow docs/operations.md#a-table-is-gone") from None
    window: dict[str, Any] = found["PointInTimeRecoveryDescription"]
    if window["PointInTimeRecoveryStatus"] != "ENABLED":
        raise NotReady(
            f"Point-in-time recovery of {table} is off, so there is no moment to restore it to. "
            "Restore a backup: docs/operations.md#restore-an-older-backup"
        )
    return window


def start(client: Any, source: str, target: str, moment: datetime) -> bool:
    """Begin to restore `source` into the new table `target`. Returns whether it was not there yet."""
    if status(client, target) is not None:
        return False
    client.restore_table_to_point_in_time(SourceTableName=source, TargetTableName=target, RestoreDateTime=moment)
    return True


def wait(
    client: Any, tables: Iterable[str], said: Callable[[str], None], sleep: Callable[[float], None] = time.sleep
) -> None:
    """Wait until all tables are active, and say every minute which ones are not. Raises: NotReady if one vanishes."""
    began = told = time.monotonic()
    waiting = list(tables)
    while True:
        states = {table: status(client, table) for table in waiting}
        for table, state in states.items():
            if state is None:
                raise NotReady(f"AWS has given up the restore of {table}. Run the same command again.")
            if state == "ACTIVE":
                said(f"{table} is there after {(time.monotonic() - began) / _MINUTE:.0f} minutes")
        waiting = [table for table, state in states.items() if state != "ACTIVE"]
        if not waiting:
            return
        if time.monotonic() - told >= _MINUTE:
            told = time.monotonic()
            said(f"{(told - began) / _MINUTE:.0f} minutes; not there yet: {', '.join(waiting)}")
        sleep(_POLL)


def status(client: Any, table: str) -> str | None:
    """Return the table's status, or None if there is no such table."""
    from botocore.exceptions import ClientError

    try:
        return str(client.describe_table(TableName=table)["Table"]["TableStatus"])
    except ClientError as error:
        if error.response["Error"]["Code"] != "ResourceNotFoundException":
            raise
        return None


def delete_restored(client: Any, tables: Iterable[str], live: Iterable[str]) -> list[str]:
    """Delete restored tables, and return the names of those that existed. Never deletes one of `live`."""
    doomed = [table for table in tables if status(client, table) is not None]
    if set(doomed) & set(live):
        raise NotReady(f"{', '.join(sorted(set(doomed) & set(live)))}: the shop uses this table. Nothing was deleted.")
    for table in doomed:
        client.delete_table(TableName=table)
    return doomed


def text(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
