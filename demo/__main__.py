"""`python -m demo`: start the local stack with the demo shop in it."""

import argparse
import sys
from typing import TYPE_CHECKING

from local.command import add_stack_options, run_stack

if TYPE_CHECKING:
    from local.extension import Extension


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m demo", description="Run the whole shop on this machine.")
    parser.add_argument("--no-demo", action="store_true", help="leave empty tables empty")
    parser.add_argument("--no-demo-orders", action="store_true", help="leave out the demo shop's year of orders")
    parser.add_argument("--demo-days", type=int, help="so many days of orders instead of a year")
    add_stack_options(parser)
    options = parser.parse_args()

    def load_extension() -> "Extension":
        # Imported here, because it would delay the engines.
        from demo.shop import DemoShop, Shop

        return Shop() if options.no_demo else DemoShop(with_orders=not options.no_demo_orders, days=options.demo_days)

    return run_stack(options, load_extension)


if __name__ == "__main__":
    sys.exit(main())
