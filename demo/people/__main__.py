"""`python -m demo.people register|furnish`: create the demo accounts in two steps.

`register` opens the accounts, and `furnish` gives the staff its role, and the customer addresses, a payment method and
points. Between the two, `python -m scripts.make_admin` gives the admin the role.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from demo.client import Unreachable
from demo.command import CLOSED, DEFAULT_URL, fail
from demo.people.accounts import People, PeopleError, make_log_ins
from demo.progress import Progress


def main(arguments: Sequence[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    people = People(options.url, make_log_ins(options.log_ins), Progress(sys.stdout))
    try:
        if options.step == "register":
            people.register()
        else:
            people.furnish()
    except Unreachable as error:
        return fail(f"{error}. {CLOSED}")
    except PeopleError as error:
        return fail(str(error))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m demo.people", description=__doc__)
    parser.add_argument("step", choices=["register", "furnish"])
    parser.add_argument("--url", default=DEFAULT_URL, help="the API with its stage (%(default)s)")
    parser.add_argument("--log-ins", type=Path, required=True, help="the file that keeps the log-ins")
    return parser


if __name__ == "__main__":
    sys.exit(main())
