"""`BODEGA_TOKEN=… python -m demo`: fills a shop with the demo catalogue, through its public API."""

import argparse
import sys
from collections.abc import Callable, Sequence
from contextlib import closing

from demo.catalog import Catalog, read_catalog
from demo.client import Client
from demo.command import DEFAULT_URL, get_token, run
from demo.loader import Loader, Tally
from demo.progress import Progress

PROGRAM = "python -m demo"


def main(arguments: Sequence[str] | None = None, catalog: Catalog | None = None) -> int:
    """Loads `catalog` (by default the one in `demo/data`) and returns the process's exit status."""
    options = _parser().parse_args(arguments)

    def load(connect: Callable[[], Client], progress: Progress) -> Tally:
        with closing(connect()) as client:
            return Loader(client, options.currency, progress).load(catalog or read_catalog())

    return run(PROGRAM, options.url, load, "/menu")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog=PROGRAM,
        description="Adds the demo catalogue to a shop; what the shop already has by name is left alone.",
        epilog=get_token(PROGRAM),
    )
    parser.add_argument("--url", default=DEFAULT_URL, help="the API with its stage (%(default)s)")
    parser.add_argument("--currency", default="CAD", help="the shop's currency (%(default)s)")
    return parser


if __name__ == "__main__":
    sys.exit(main())
