"""Bring stored items into the form that this version of the code writes.

Local shop:          make migrate        (while `make run` is running, which also does it by itself)
Deployed shop:       make migrate ENV=prod

Run it after an update, when the new version has all traffic. It may run while the shop is open, and again. After an
interruption, the next run continues. It imports the functions' code, so its search path is the one that the Makefile
exports.
"""

import argparse
import sys
from functools import partial

from scripts.migrations import MIGRATIONS
from scripts.table_command import run_on_table
from scripts.table_options import add_table_options
from scripts.tables import CATALOG

_NOTE = "What was migrated so far stays. Run this again."


def main(arguments: list[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    return run_on_table(options, CATALOG, partial(_migrate, again=options.again), _NOTE)


def _migrate(*, again: bool) -> int:
    from scripts.migrations.runner import run

    for migration in MIGRATIONS:
        summary = run(migration, again=again)
        if summary is None:
            print(f"{migration.name}: done before.")
            continue
        print(f"{migration.name}: {migration.title}: {summary.read} items read, {summary.changed} changed.")
        if summary.reported:
            print(f"  Names to decide on: {summary.reported}, see above. To see them again: make migrate AGAIN=1")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_table_options(parser, CATALOG.output)
    parser.add_argument("--again", action="store_true", help="also run the migrations that are done")
    return parser


if __name__ == "__main__":
    sys.exit(main())
