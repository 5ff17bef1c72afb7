"""`python -m local`: start the stack of template.yaml, without demo data."""

from __future__ import annotations

import argparse
import sys

from local.command import add_stack_options, run_stack


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m local", description="Run template.yaml on this machine.")
    add_stack_options(parser)
    return run_stack(parser.parse_args())


if __name__ == "__main__":
    sys.exit(main())
