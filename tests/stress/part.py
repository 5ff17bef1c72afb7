"""Runs one part of the stress test in its own process. The last line of its output is the result as JSON."""

import argparse
import importlib
import os
import sys
import time

from harness.shop.variables import set_environment


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("name", help="module and function, as in faults.catalog")
    parser.add_argument("--seconds", type=float, required=True)
    parser.add_argument("--seed", type=int, required=True)
    options = parser.parse_args()
    set_environment()
    # Functions write metrics and logs there; the last line is ours alone.
    answer = os.fdopen(os.dup(sys.stdout.fileno()), "w")
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    from tests.stress.result import Budget  # once the environment is set

    module, _, function = options.name.partition(".")
    run = getattr(importlib.import_module(f"tests.stress.{module}"), function)
    began = time.monotonic()
    result = run(Budget(options.seconds, options.seed))
    result.seconds = round(time.monotonic() - began, 1)
    answer.write(result.as_json() + "\n")
    answer.flush()
    return 1 if result.losses else 0


if __name__ == "__main__":
    sys.exit(main())
