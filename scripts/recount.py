"""Count the order events that are in no counter, for example those parked in the dead-letter queue.

Local shop:          make recount        (while `make run` is running)
Deployed shop:       make recount ENV=prod

It reads the whole table. It never counts an event twice, so it may run at any time, and again. It imports the
functions' code, so its search path is the one that the Makefile exports.
"""

import argparse
import os
import sys
from collections.abc import Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from scripts.table_command import fail, run_on_table, scan
from scripts.table_options import add_table_options
from scripts.tables import ANALYTICS

if TYPE_CHECKING:
    from analytics.order_events import OrderEvent

_PROGRESS_EVERY = 10_000  # items
_NOTE = "The events counted so far stay counted. Run this again."


def main(arguments: list[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    settings = {"SHOP_TIME_ZONE": options.time_zone, "SHOP_CURRENCY": options.currency}
    if {bool(options.table)} != {bool(value) for value in settings.values()}:
        return fail(
            "Without --env, a deployed table needs all of --table NAME --time-zone ZONE --currency CODE "
            "(the stack's parameters TimeZone and Currency)."
        )
    return run_on_table(options, ANALYTICS, partial(_recount, settings), _NOTE)


def _recount(settings: Mapping[str, str | None]) -> int:
    os.environ.update({name: value for name, value in settings.items() if value})
    # It reads the environment when it is imported.
    from analytics.aggregation.counting import SettingsChanged, count_events

    waiting, broken = _uncounted()
    try:
        counted = sum(count_events(waiting))
    except SettingsChanged as error:
        return fail(str(error))
    print(f"{counted} events counted that were not.")
    if broken:
        return fail(f"{len(broken)} events cannot be read: {', '.join(broken[:10])}")
    return 0


def _uncounted() -> "tuple[list[OrderEvent], list[str]]":
    """Return the events without a mark, and the places of those that cannot be read (`intake/place`)."""
    from analytics.aggregation.store import marked_places
    from analytics.order_events import read_stored
    from bodega.attributes import from_attribute, from_attributes
    from bodega.sales import EVENTS, INTAKE

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
    """Yield the items of all intakes: their events and their marks."""
    read, said = 0, 0
    for page in scan(ANALYTICS, "begins_with(#pk, :intake)", {"intake": "INTAKE#"}):
        read += page["ScannedCount"]
        if read - said >= _PROGRESS_EVERY:
            said = read
            print(f"{read} items read ...", file=sys.stderr)
        yield from page["Items"]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_table_options(parser, ANALYTICS.output)
    parser.add_argument("--time-zone", help="the time zone of a table given with --table (the stack's TimeZone)")
    parser.add_argument("--currency", help="its currency (the stack's Currency)")
    return parser


if __name__ == "__main__":
    sys.exit(main())
