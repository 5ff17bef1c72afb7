"""Count the order events that are in no counter, for example those parked in the dead-letter queue.

Local shop:          make recount        (while `make run` is running)
Deployed shop:       make recount ENV=prod

It reads the whole table. It never counts an event twice, so it may run at any time, and again. It imports the
functions' code, so its search path is the one that the Makefile exports.
"""

import argparse
import os
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from local.errors import LocalError
from scripts.table_options import add_table_options, use_table

if TYPE_CHECKING:
    from analytics.order_events import OrderEvent

FAILED = 1
_PROGRESS_EVERY = 10_000  # items


def main(arguments: list[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    settings = {"SHOP_TIME_ZONE": options.time_zone, "SHOP_CURRENCY": options.currency}
    if {bool(options.table)} != {bool(value) for value in settings.values()}:
        return _fail(
            "Without --env, a deployed table needs all of --table NAME --time-zone ZONE --currency CODE "
            "(the stack's parameters TimeZone and Currency)."
        )
    try:
        use_table(options, "ANALYTICS_TABLE", "AggregatorFunction")
    except LocalError as error:
        return _fail(str(error))
    os.environ.update({name: value for name, value in settings.items() if value})
    # These modules read the environment when they are imported.
    from botocore.exceptions import BotoCoreError, ClientError

    from bodega.aws import ServiceError
    from bodega.errors import ShopError, StorageRefused

    try:
        return _recount()
    except StorageRefused as refused:
        return _fail(f"AWS refuses the call {refused.reason}. The events counted so far stay counted.")
    except ShopError as error:
        return _fail(f"{error.detail} The events counted so far stay counted. Run this again.")
    except (BotoCoreError, ClientError, ServiceError) as error:
        return _fail(f"The table {os.environ['ANALYTICS_TABLE']} cannot be read: {error}")


def _recount() -> int:
    from analytics.aggregation.counting import SettingsChanged, count_events

    waiting, broken = _uncounted()
    try:
        counted = sum(count_events(waiting))
    except SettingsChanged as error:
        return _fail(str(error))
    print(f"{counted} events counted that were not.")
    if broken:
        return _fail(f"{len(broken)} events cannot be read: {', '.join(broken[:10])}")
    return 0


def _uncounted() -> "tuple[list[OrderEvent], list[str]]":
    """Return the events without a mark, and the places of those that cannot be read (`intake/place`)."""
    from analytics.aggregation.store import marked_places
    from analytics.order_events import EVENTS, INTAKE, read_stored
    from bodega.attributes import from_attribute, from_attributes

    stored: dict[str, list[Any]] = {}
    currencies: dict[str, str | None] = {}
    marks: dict[str, frozenset[int]] = {}
    for item in _items():
        intake = item["pk"]["S"].removeprefix(INTAKE)
        if item["sk"]["S"] == EVENTS:
            stored[intake] = item["events"]["L"]
            currencies[intake] = item.get("currency", {}).get("S")
        else:
            marks[intake] = marked_places(from_attributes(item))
    waiting, broken = [], []
    for intake, events in stored.items():
        for place, event in enumerate(events):
            if place in marks.get(intake, ()):
                continue
            try:
                waiting.append(read_stored(intake, place, from_attribute(event), currencies[intake]))
            except (AttributeError, KeyError, TypeError, ValueError):
                broken.append(f"{intake}/{place}")
    return waiting, broken


def _items() -> Iterator[dict[str, Any]]:
    """Yield the items of all intakes: their events and their marks. This scans, which no function may do."""
    import boto3

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
    parser.add_argument("--time-zone", help="the time zone of a table given with --table (the stack's TimeZone)")
    parser.add_argument("--currency", help="its currency (the stack's Currency)")
    return parser


def _fail(message: str) -> int:
    print(message, file=sys.stderr)
    return FAILED


if __name__ == "__main__":
    sys.exit(main())
