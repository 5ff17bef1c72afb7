"""`BODEGA_TOKEN=… python -m demo`: fills a shop with the demo catalogue, through its public API."""

import argparse
import os
import re
import sys
import time
from collections.abc import Sequence
from contextlib import closing

from demo.catalog import Catalog, read_catalog
from demo.client import Client, Unreachable
from demo.loader import Loader, LoadError
from demo.progress import Progress

DEFAULT_URL = "http://127.0.0.1:3000/v1"
GET_TOKEN = "An admin's access token is needed: BODEGA_TOKEN=$(make -s token ROLE=admin) python -m demo"
# RFC 6750 §2.1; refuses, among others, the message of a `make` that failed.
TOKEN = re.compile(r"[A-Za-z0-9._~+/-]+=*")
FAILED, USAGE, INTERRUPTED = 1, 2, 130


def main(arguments: Sequence[str] | None = None, catalog: Catalog | None = None) -> int:
    """Loads `catalog` (by default the one in `demo/data`) and returns the process's exit status."""
    options = _parser().parse_args(arguments)
    token = os.environ.get("BODEGA_TOKEN", "").strip()
    if not TOKEN.fullmatch(token):
        return _fail(f"BODEGA_TOKEN is {'not a token' if token else 'not set'}. {GET_TOKEN}", USAGE)
    progress = Progress(sys.stdout)
    began = time.perf_counter()
    try:
        with closing(Client(options.url, token, progress.wait)) as client:
            total = Loader(client, options.currency, progress).load(catalog or read_catalog())
    except Unreachable as error:
        progress.interrupt()
        return _fail(f"{error}. Is the shop open? `make run` opens one on this machine.")
    except LoadError as error:
        progress.interrupt()
        return _fail(f"{error}\n{GET_TOKEN}" if error.status in (401, 403) else str(error))
    except KeyboardInterrupt:
        progress.interrupt()
        return _fail("Stopped. The next run adds what is still missing.", INTERRUPTED)
    seconds = time.perf_counter() - began
    counts = f"{total.created} created, {total.kept} kept as they were"
    sys.stdout.write(f"{counts}, in {seconds:.1f} s: {client.base_url}/menu\n")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m demo",
        description="Adds the demo catalogue to a shop; what the shop already has by name is left alone.",
        epilog=GET_TOKEN,
    )
    parser.add_argument("--url", default=DEFAULT_URL, help="the API with its stage (%(default)s)")
    parser.add_argument("--currency", default="CAD", help="the shop's currency (%(default)s)")
    return parser


def _fail(message: str, status: int = FAILED) -> int:
    sys.stderr.write(f"{message}\n")
    return status


if __name__ == "__main__":
    sys.exit(main())
