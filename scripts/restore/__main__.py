"""Restore a deployed shop to a moment of the last 35 days, or practise it.

Practise:   make restore ENV=prod AT=2026-11-30T10:00:00Z DRILL=1
Restore:    make restore ENV=prod AT=2026-11-30T10:00:00Z          (TABLES=catalog for one table)
Clean up:   make restore ENV=prod AT=2026-11-30T10:00:00Z DELETE=1

It restores the tables beside the live ones, checks them, shows what differs, asks, and copies what differs into the
live tables. A drill stops after the checks and deletes its tables. After an interruption, run the same command again.
"""

import argparse
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta

from bodega.attributes import Key
from scripts.deployment.settings import NotReady
from scripts.deployment.stack import confirms
from scripts.restore.checks import check
from scripts.restore.copying import Changes, copy, plan
from scripts.restore.items import Row, put, read, scan
from scripts.restore.shop import RESTORABLE, Shop
from scripts.restore.tables import check_window, delete_restored, start, status, text, wait
from scripts.table_command import INTERRUPTED
from scripts.table_options import environment_name
from scripts.tables import ERASURE

_PROGRESS_EVERY = 1_000  # items written
_READS_BETWEEN_LINES = 100_000
_MOST_PROBLEMS = 20
_AGAIN = "Run the same command again: it continues."


def main(arguments: list[str] | None = None) -> int:
    from botocore.exceptions import BotoCoreError, ClientError

    options = _parser().parse_args(arguments)
    try:
        return _run(options)
    except NotReady as error:
        print(f"\n{error}", file=sys.stderr)
    except (BotoCoreError, ClientError) as error:
        print(
            f"\nAWS did not do this: {error}\n"
            f"If it refused a permission: docs/operations.md#restore-data lists those that you need. {_AGAIN}",
            file=sys.stderr,
        )
    except KeyboardInterrupt:
        print(f"\nStopped. AWS goes on with restores that have begun. {_AGAIN}", file=sys.stderr)
        return INTERRUPTED
    return 1


def _run(options: argparse.Namespace) -> int:
    chosen = [name for name in RESTORABLE if name in options.tables.split(",")]
    if unknown := set(options.tables.split(",")) - set(RESTORABLE):
        raise NotReady(f"There is no table {', '.join(sorted(unknown))}. The tables are {', '.join(RESTORABLE)}.")
    shop = Shop.find(options.env, options.region, chosen)
    if options.source:
        sources = _given(options.source, [*chosen, "erasures"])
        _add_erasures(shop, sources.pop("erasures", None))
        return _copy(shop, sources, _checked(shop, sources, options), options)
    moment = _moment(options.at)
    restored = shop.restored(moment, drill=options.drill)
    if options.delete:  # also those of a drill that found problems
        return _delete(shop, [*restored.values(), *shop.restored(moment, drill=True).values()])
    _restore(shop, restored, moment)
    erased = _checked(shop, restored, options)
    if options.drill:
        _say("The drill is done: the tables were restored and checked. The shop was not touched.")
        return _delete(shop, restored.values())
    return _copy(shop, restored, erased, options)


def _given(sources: list[str], chosen: list[str]) -> dict[str, str]:
    """Return the tables of the option --source. Raises: NotReady for a table that cannot be restored."""
    given = dict(source.split("=", 1) for source in sources if "=" in source)
    if len(given) != len(sources) or not given.keys() <= set(chosen):
        raise NotReady(f"Give tables to copy from as catalog=NAME, for {', '.join(chosen)}.")
    return given


def _add_erasures(shop: Shop, table: str | None) -> None:
    """Add an earlier stack's list of erasures to the shop's list. Raises: NotReady for another table."""
    if table is not None:
        rows = list(scan(shop.client, table))
        if any(row["sk"]["S"] != ERASURE for row in rows):
            # Its customers would count as erased.
            raise NotReady(f"{table} is no list of erasures. Nothing was changed.")
        added = sum(put(shop.client, shop.erasures, rows))
        _say(f"erasures: {added} added to the list of the shop")


def _restore(shop: Shop, restored: Mapping[str, str], moment: datetime) -> None:
    print(f"\n1. Restore the tables as they were at {text(moment)}. This takes twenty minutes or more.", flush=True)
    missing = {name: table for name, table in restored.items() if status(shop.client, table) is None}
    check_window(shop.client, [shop.tables[name] for name in missing], moment)
    for name, table in missing.items():
        if start(shop.client, shop.tables[name], table, moment):
            _say(f"{table} begins")
    wait(shop.client, restored.values(), _say)


def _checked(shop: Shop, sources: Mapping[str, str], options: argparse.Namespace) -> frozenset[str]:
    """Check the restored tables; return the ids of the erased users. Raises: NotReady if an invariant is broken."""
    print("\n2. Check the restored tables.", flush=True)
    problems = []
    for name, table in sources.items():
        found = check(name, _read(shop, table))
        _say(f"{name}: " + (", ".join(f"{count} {label}" for label, count in sorted(found.counts.items())) or "empty"))
        problems += [f"{name}: {problem}" for problem in found.problems]
    erased = shop.erased()
    if "accounts" in sources:
        profiles = read(shop.client, sources["accounts"], [Key(f"USER#{user}", "PROFILE") for user in sorted(erased)])
        _say(f"{sum(1 for _ in profiles)} of these accounts were erased since. They stay erased.")
    for problem in problems[:_MOST_PROBLEMS]:
        _say(problem)
    if problems and not options.anyway:
        raise NotReady(
            f"{len(problems)} problems (up to {_MOST_PROBLEMS} are shown above). Nothing was changed. A backup can "
            "contain a part of a transaction: try a moment a minute earlier. If all moments have these problems, go on "
            "with ANYWAY=1 and mend them afterwards."
            + ("" if options.source else f" To delete the restored tables: {_deletion(shop, options)}")
        )
    return erased


def _copy(shop: Shop, sources: Mapping[str, str], erased: frozenset[str], options: argparse.Namespace) -> int:
    print("\n3. Compare them with the live tables.", flush=True)
    plans = _plans(shop, sources, erased)
    if any(plans.values()):
        _confirm(shop, anyway=options.yes)
        raise_by = int(time.time())
        for name, changes in plans.items():
            copy(shop.client, sources[name], shop.tables[name], changes, raise_by=raise_by, said=_Progress(name))
    else:  # perhaps because an earlier run was interrupted after it had copied everything
        _say("They are the same. There is nothing to restore.")
    if "catalog" in sources:  # the next reader builds the menu
        shop.client.delete_item(TableName=shop.tables["catalog"], Key=Key("MENU", "TAGS").attributes())
    if any(plans.values()) and any(_plans(shop, sources, shop.erased()).values()):
        raise NotReady(f"Somebody wrote into the shop meanwhile. Is it closed? {_AGAIN}")
    print(_next_steps(shop, sources, options))
    return 0


def _confirm(shop: Shop, *, anyway: bool) -> None:
    """Ask before the live tables change, unless `anyway`. Raises: NotReady if the answer is no."""
    print(
        "\n4. Copy what differs into the live tables. What was written since is lost, as the numbers above show.\n"
        f"   Close the shop first (make close ENV={shop.environment}), and wait a minute.",
        flush=True,
    )
    if not (anyway or confirms(f"   Type {shop.stack} to continue: ", shop.stack)):
        raise NotReady("Nothing was changed. The restored tables stay: run the same command again, or with DELETE=1.")


def _plans(shop: Shop, sources: Mapping[str, str], erased: frozenset[str]) -> dict[str, Changes]:
    plans = {}
    for name, table in sources.items():
        live = _read(shop, shop.tables[name])
        plans[name] = plan(name, _read(shop, table), live, erased, int(time.time()))
        _say(f"{name}: {plans[name]}")
    return plans


def _read(shop: Shop, table: str) -> Iterator[Row]:
    """Yield the items of a table, and say from time to time how many there were."""
    for number, row in enumerate(scan(shop.client, table), 1):
        yield row
        if number % _READS_BETWEEN_LINES == 0:
            _say(f"{table}: {number} items read")


def _next_steps(shop: Shop, sources: Mapping[str, str], options: argparse.Namespace) -> str:
    make = f"ENV={shop.environment}"
    steps = [f"make migrate {make}"] if "catalog" in sources else []
    steps += [f"make erase-again {make}"] if sources.keys() & {"accounts", "orders"} else []
    steps += [f"make recount {make}"] if "analytics" in sources else []
    steps += [f"make reconcile {make} SINCE={_day_before(options)}"] if "orders" in sources else []
    return (
        "\nThe live tables are as they were then. Next:\n  "
        + "\n  ".join(steps)
        + f"\n  make open {make}    and look at the shop"
        + "\n  Then delete the tables that it was copied from. They contain customers who were erased since:\n  "
        + (
            "\n  ".join(f"aws dynamodb delete-table --table-name {table}" for table in sources.values())
            if options.source
            else _deletion(shop, options)
        )
    )


def _day_before(options: argparse.Namespace) -> str:
    """Return the day before the restored moment, in any time zone; for given tables, the word to replace."""
    return "DAY" if options.source else str((_moment(options.at) - timedelta(days=1)).date())


def _deletion(shop: Shop, options: argparse.Namespace) -> str:
    return f"make restore ENV={shop.environment} AT={text(_moment(options.at))} DELETE=1"


def _delete(shop: Shop, restored: Iterable[str]) -> int:
    deleted = delete_restored(shop.client, restored, shop.tables.values())
    _say(f"Deleted: {', '.join(deleted) or 'nothing, there are no such tables'}")
    return 0


def _moment(given: str | None) -> datetime:
    try:
        moment = datetime.fromisoformat(given or "")
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise NotReady(f"Give the moment with its time zone, for example AT=2026-11-30T10:00:00Z, not {given!r}.")
    return moment.replace(microsecond=0)


def _say(line: str) -> None:
    print(f"   {line}", flush=True)


class _Progress:
    """Says how many items of a table are written, from time to time."""

    def __init__(self, table: str) -> None:
        self._table, self._written, self._said = table, 0, 0

    def __call__(self, written: int) -> None:
        self._written += written
        if self._written - self._said >= _PROGRESS_EVERY:
            self._said = self._written
            _say(f"{self._table}: {self._written} items written")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--env", type=environment_name, required=True, help="the environment, for example prod")
    parser.add_argument("--at", help="the moment, with its time zone: 2026-11-30T10:00:00Z")
    parser.add_argument("--tables", default=",".join(RESTORABLE), help=f"{', '.join(RESTORABLE)} (default: all)")
    parser.add_argument("--region", help="the region of the shop (default: the one in your AWS settings)")
    kind = parser.add_mutually_exclusive_group()
    kind.add_argument("--drill", action="store_true", help="restore, check, delete; do not touch the live tables")
    kind.add_argument("--delete", action="store_true", help="delete the tables that were restored for this moment")
    parser.add_argument("--anyway", action="store_true", help="go on although a check found problems")
    parser.add_argument("--yes", action="store_true", help="do not ask for confirmation")
    kind.add_argument(
        "--source",
        action="append",
        default=[],
        metavar="catalog=NAME",
        help="copy from this table, which exists, instead of restoring one (can be repeated)",
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
