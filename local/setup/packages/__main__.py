"""`python -m local.setup.packages`: install the packages of requirements files, as the Makefile does."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from local.setup.command import run
from local.setup.packages.install import install


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m local.setup.packages", description=__doc__)
    parser.add_argument("python", type=Path, help="the Python of the virtual environment")
    parser.add_argument("title", help="what the packages are for, as shown to the user")
    parser.add_argument("files", nargs="+", type=Path, help="requirements files with hashes")
    parser.add_argument("--compile", action="append", default=[], type=Path, help="one whose packages are compiled too")
    options = parser.parse_args()
    return run(lambda: install(options.title, options.files, python=options.python, compiled=options.compile))


if __name__ == "__main__":
    sys.exit(main())
