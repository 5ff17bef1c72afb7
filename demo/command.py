"""The command lines of the catalogue and the demo orders: the admin's token, the connections and the exit status."""

import os
import re
import sys
import time
from collections.abc import Callable

from demo.client import Client, Unreachable
from demo.progress import LoadError, Progress, Tally

DEFAULT_URL = "http://127.0.0.1:3000/v1"
# RFC 6750 §2.1. It rejects, among others, the message of a `make` that failed.
TOKEN = re.compile(r"[A-Za-z0-9._~+/-]+=*")
FAILED, USAGE, INTERRUPTED = 1, 2, 130
CLOSED = "Is the shop open? `make run` opens one on this machine."


def get_token(program: str) -> str:
    """Return how to run `program` with an admin's token."""
    return f"An admin's access token is needed: BODEGA_TOKEN=$(make -s token ROLE=admin) {program}"


def run(program: str, url: str, load: Callable[[Callable[[], Client], Progress], Tally], page: str) -> int:
    """Run `load` with an admin's token, and return the process's exit status.

    `load` gets a function that opens a connection. `page` is a path below `url` that shows the result.
    """
    token = os.environ.get("BODEGA_TOKEN", "").strip()
    if not TOKEN.fullmatch(token):
        return fail(f"BODEGA_TOKEN is {'not a token' if token else 'not set'}. {get_token(program)}", USAGE)
    progress = Progress(sys.stdout)
    began = time.perf_counter()
    try:
        total = load(lambda: Client(url, token, progress.wait), progress)
    except Unreachable as error:
        progress.interrupt()
        return fail(f"{error}. {CLOSED}")
    except LoadError as error:
        progress.interrupt()
        return fail(f"{error}\n{get_token(program)}" if error.status in (401, 403) else str(error))
    except KeyboardInterrupt:
        progress.interrupt()
        return fail("Stopped. The next run adds the rest.", INTERRUPTED)
    seconds = time.perf_counter() - began
    counts = f"{total.created} created, {total.kept} kept as they were"
    sys.stdout.write(f"{counts}, in {seconds:.1f} s: {url.rstrip('/')}{page}\n")
    return 0


def fail(message: str, status: int = FAILED) -> int:
    sys.stderr.write(f"{message}\n")
    return status
