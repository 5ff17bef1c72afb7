"""Counts events of orders that came in and are in no counter: those that were parked in the dead-letter queue.

On this machine:         python scripts/recount.py                        (while `make run` is running)
Of a deployed shop:      python scripts/recount.py --table NAME --region REGION --time-zone America/Toronto

It reads the whole table, changes nothing that is counted already, and may be run at any time, also twice.
"""

import argparse
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "layers" / "common"), str(ROOT / "functions")]

from local.errors import LocalError  # noqa: E402
from scripts.table_options import add_table_options, use_table  # noqa: E402

if TYPE_CHECKING:
    from analytics.order_events import OrderEvent

FAILED = 1
_PROGRESS_EVERY = 10_000  # items


def main(arguments: list[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    if bool(options.table) != bool(options.time_zone):
        return _fail("A deployed table needs both: --table NAME --time-zone ZONE (the stack's parameter TimeZone).")
    try:
        use_table(options, "ANALYTICS_TABLE", "AggregatorFunction")
    except LocalError as error:
        return _fail(str(error))
    if options.time_zone:
        os.environ["SHOP_TIME_ZONE"] = options.time_zone
    from botocore.exceptions import BotoCoreError, ClientError  # noqa: PLC0415  # reads the environment

    from bodega.aws import ServiceError  # noqa: PLC0415
    from bodega.errors import ShopError  # noqa: PLC0415

    try:
        return _recount()
    except ShopError as error:
        return _fail(f"{error.detail} What was counted until now stays counted: run this again.")
    except (BotoCoreError, ClientError, ServiceError) as error:
        return _fail(f"The table {os.environ['ANALYTICS_TABLE']} cannot be read: {error}")


def _recount() -> int:
    from analytics.aggregation.counting import count_in_turn  # noqa: PLC0415  # reads the environment

    waiting, broken = _uncounted()
    counted = sum(count_in_turn(waiting))
    print(f"{counted} events counted that were not.")
    if broken:
        return _fail(f"{len(broken)} events cannot be counted as they stand: {', '.join(broken[:10])}")
    return 0


def _uncounted() -> "tuple[list[OrderEvent], list[str]]":
    """Events without a mark, and the places of those that cannot be read (`intake/place`)."""
    from analytics.aggregation.store import marked_places  # noqa: PLC0415
    from analytics.intake.store import EVENTS, INTAKE  # noqa: PLC0415
    from analytics.order_events import read_stored  # noqa: PLC0415
    from bodega.attributes import from_attribute, from_attributes  # noqa: PLC0415

    stored: dict[str, list[Any]] = {}
    marks: dict[str, frozenset[int]] = {}
    for item in _items():
        intake = item["pk"]["S"].removeprefix(INTAKE)
        if item["sk"]["S"] == EVENTS:
            stored[intake] = item["events"]["L"]
        else:
            marks[intake] = marked_places(from_attributes(item))
    waiting, broken = [], []
    for intake, events in stored.items():
        for place, event in enumerate(events):
            if place in marks.get(intake, ()):
                continue
            try:
                waiting.append(read_stored(intake, place, from_attribute(event)))
            except (AttributeError, KeyError, TypeError, ValueError):
                broken.append(f"{intake}/{place}")
    return waiting, broken


def _items() -> Iterator[dict[str, Any]]:
    """What came in, and the marks of it. No function may scan; this is an operator at work."""
    import boto3  # noqa: PLC0415

    pages = (
        boto3.client("dynamodb")
        .get_paginator("scan")
        .paginate(
            TableName=os.environ["ANALYTICS_TABLE"],
            FilterExpression="begins_with(#pk, :intake)",
            ExpressionAttributeNames={"#pk": "pk"},
            ExpressionAttributeValues={":intake": {"S": "INTAKE#"}},
        )
    )
    read, said = 0, 0
    for page in pages:
        read += page["ScannedCount"]
        if read - said >= _PROGRESS_EVERY:
            said = read
            print(f"{read} items read ...", file=sys.stderr)
        yield from page["Items"]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_table_options(parser, "AnalyticsTableName")
    parser.add_argument("--time-zone", help="the deployed shop's time zone (the stack's parameter TimeZone)")
    return parser


def _fail(message: str) -> int:
    print(message, file=sys.stderr)
    return FAILED


if __name__ == "__main__":
    sys.exit(main())
