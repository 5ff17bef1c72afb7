"""`PYTHONPATH=layers/common BODEGA_TOKEN=… python -m demo.catalog`: load settings and catalogue into a shop."""

import argparse
import sys
from collections.abc import Callable, Sequence
from contextlib import closing

from demo.catalog.entries import Catalog, read_catalog
from demo.catalog.loader import CatalogLoader
from demo.catalog.settings import load_settings
from demo.client import Client
from demo.command import DEFAULT_URL, get_token, run
from demo.progress import Progress, Tally

PROGRAM = "python -m demo.catalog"
_COMMAND = f"PYTHONPATH=layers/common {PROGRAM}"


def main(arguments: Sequence[str] | None = None, catalog: Catalog | None = None) -> int:
    """Load `catalog` (default: the one in `data/`), and return the process's exit status."""
    options = _parser().parse_args(arguments)

    def load(connect: Callable[[], Client], progress: Progress) -> Tally:
        with closing(connect()) as client:
            settings = load_settings(client, progress)
            loader = CatalogLoader(client, options.currency, progress, options.pictures)
            return settings + loader.load(catalog or read_catalog())

    return run(_COMMAND, options.url, load, "/menu")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog=PROGRAM,
        description=(
            "Add the demo's settings and catalogue to a shop. Settings that the shop already has, and items whose names"
            " it already has, stay as they are."
        ),
        epilog=get_token(_COMMAND),
    )
    parser.add_argument("--url", default=DEFAULT_URL, help="the API with its stage (%(default)s)")
    parser.add_argument("--currency", default="CAD", help="the shop's currency (%(default)s)")
    parser.add_argument("--pictures", help="the URL of the demo's pictures; without it, products have none")
    return parser


if __name__ == "__main__":
    sys.exit(main())
