"""`BODEGA_TOKEN=… python -m demo.tickets`: place the orders of a day in a shop that has the demo catalogue.

A second run on the same business day adds nothing, or continues the first one where it was interrupted.
"""

import argparse
import sys
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from demo.client import Client
from demo.command import DEFAULT_URL, get_token, run
from demo.progress import Progress, Tally
from demo.tickets.cards import CardBuyers
from demo.tickets.entries import read_orders
from demo.tickets.loader import TicketLoader

PROGRAM = "python -m demo.tickets"


def main(arguments: Sequence[str] | None = None, now: datetime | None = None) -> int:
    """Load the orders of the business day of `now`, and return the process's exit status."""
    options = _parser().parse_args(arguments)

    def load(connect: Callable[[], Client], progress: Progress) -> Tally:
        with closing(connect()) as client:
            buyers = options.stripe and CardBuyers(partial(_connect, client, progress), options.stripe)
            loader = TicketLoader(client, progress, options.kept, now or datetime.now(UTC), buyers)
            return loader.load(read_orders())

    return run(PROGRAM, options.url, load, "/orders/queue")


def _connect(client: Client, progress: Progress, token: str | None) -> Client:
    return Client(client.base_url, token, progress.wait)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog=PROGRAM,
        description="Place the orders of a day: most are completed, and some are open in every status.",
        epilog=get_token(PROGRAM),
    )
    parser.add_argument("--url", default=DEFAULT_URL, help="the API with its stage (%(default)s)")
    parser.add_argument("--kept", type=Path, required=True, help="the file that keeps the day and its orders")
    parser.add_argument("--stripe", help="the URL of the stand-in for Stripe, to pay some of the orders by card")
    return parser


if __name__ == "__main__":
    sys.exit(main())
