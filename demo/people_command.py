"""`python -m demo.people_command register|furnish`: the demo's people, step by step.

Between `register` and `furnish` the admin is made one: scripts/make_admin.py.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from demo.client import Unreachable
from demo.people import People, PeopleError, make_log_ins
from demo.progress import Progress

DEFAULT_URL = "http://127.0.0.1:3000/v1"
FAILED = 1


def main(arguments: Sequence[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    people = People(options.url, make_log_ins(options.log_ins), Progress(sys.stdout))
    try:
        if options.step == "register":
            people.register()
        else:
            people.furnish()
    except Unreachable as error:
        return _fail(f"{error}. Is the shop open? `make run` opens one on this machine.")
    except PeopleError as error:
        return _fail(str(error))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m demo.people_command", description=__doc__)
    parser.add_argument("step", choices=["register", "furnish"])
    parser.add_argument("--url", default=DEFAULT_URL, help="the API with its stage (%(default)s)")
    parser.add_argument("--log-ins", type=Path, required=True, help="the file that keeps the log-ins")
    return parser


def _fail(message: str) -> int:
    sys.stderr.write(f"{message}\n")
    return FAILED


if __name__ == "__main__":
    sys.exit(main())
