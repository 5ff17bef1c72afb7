"""`BODEGA_TOKEN=… python -m demo.orders`: report a year of demo orders to a shop that has the demo catalogue.

A second run adds the orders since the first one, or continues it where it was interrupted.
"""

import argparse
import sys
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import UTC, datetime

from demo.client import Client
from demo.command import DEFAULT_URL, get_token, run
from demo.orders.loader import DAYS, OrderLoader
from demo.progress import Progress, Tally

PROGRAM = "python -m demo.orders"


def main(arguments: Sequence[str] | None = None, now: datetime | None = None) -> int:
    """Load the days before `now`, and return the process's exit status."""
    options = _parser().parse_args(arguments)

    def load(connect: Callable[[], Client], progress: Progress) -> Tally:
        with closing(connect()) as client:
            return OrderLoader(client, connect, progress, options.days).load(now or datetime.now(UTC))

    return run(PROGRAM, options.url, load, "/analytics/orders?interval=month")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog=PROGRAM,
        description="Report demo orders of the last days, up to now. A reported order is not counted again.",
        epilog=get_token(PROGRAM),
    )
    parser.add_argument("--url", default=DEFAULT_URL, help="the API with its stage (%(default)s)")
    parser.add_argument("--days", type=int, default=DAYS, help="so many days of orders (%(default)s, a year)")
    return parser


if __name__ == "__main__":
    sys.exit(main())
