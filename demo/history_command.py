"""`BODEGA_TOKEN=… python -m demo.history_command`: a year of orders for a shop with the demo catalogue.

Run again, it adds what has happened since, and carries on with what was cut off.
"""

import argparse
import sys
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import UTC, datetime

from demo.client import Client
from demo.command import DEFAULT_URL, get_token, run
from demo.history_loader import HistoryLoader
from demo.loader import Tally
from demo.progress import Progress

PROGRAM = "python -m demo.history_command"


def main(arguments: Sequence[str] | None = None, now: datetime | None = None) -> int:
    """Loads the year before `now` and returns the process's exit status."""
    options = _parser().parse_args(arguments)

    def load(connect: Callable[[], Client], progress: Progress) -> Tally:
        with closing(connect()) as client:
            return HistoryLoader(client, connect, progress).load(now or datetime.now(UTC))

    return run(PROGRAM, options.url, load, "/analytics/orders?interval=month")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog=PROGRAM,
        description="Reports a year of orders of the demo shop, up to now; what is there already is not counted again.",
        epilog=get_token(PROGRAM),
    )
    parser.add_argument("--url", default=DEFAULT_URL, help="the API with its stage (%(default)s)")
    return parser


if __name__ == "__main__":
    sys.exit(main())
