"""Use each part of a shop once, leave nothing behind, and say what does not work and why: `make smoke`.

Local shop:          make smoke            (while `make run` is running)
Deployed shop:       make smoke ENV=prod   (Windows: deploy.bat smoke prod)

It registers, logs in, reads and erases an account, creates and deletes an addon, reports an order until it is counted
and takes it out of the counters again. It looks at mail, dead-letter queues and alarms. Exit status 1 if a check fails.
"""

import argparse
import os
import signal
import sys
from typing import NoReturn

from local.options import add_shared_options, read_shared_options
from scripts.deployment.settings import NotReady, Settings
from scripts.deployment.stack import account, describe
from scripts.smoke.checks import CHECKS, PATIENCE, SmokeTest
from scripts.smoke.deployed import OUTPUTS, DeployedShop
from scripts.smoke.shop import Shop
from scripts.table_command import INTERRUPTED
from scripts.table_options import environment_name


def main(arguments: list[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    for number in (signal.SIGINT, signal.SIGTERM):  # SIGINT too, which a shell's background jobs ignore
        signal.signal(number, _stop)
    shop = _deployed(options) if options.env or options.stack else _local(options)
    if isinstance(shop, str):
        print(shop, file=sys.stderr)
        return 1
    try:
        return 0 if SmokeTest(shop, options.checks, patience=options.patience).run() else 1
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return INTERRUPTED


def _stop(*_: object) -> NoReturn:
    """End like Ctrl-C, so that the test removes what it has created."""
    raise KeyboardInterrupt


def _deployed(options: argparse.Namespace) -> Shop | str:
    """Return the deployed shop, or why there is none."""
    try:
        settings = Settings.read(options.env) if options.env else Settings("", options.stack, {})
        where = account(settings, options.region)
        stack = describe(settings, where)
    except NotReady as error:
        return str(error)
    if missing := sorted(OUTPUTS - stack.outputs.keys()):
        return f"{settings.stack} lacks the outputs {', '.join(missing)}. Deploy this version first: make deploy"
    return DeployedShop.of(settings.stack, stack, where.region, environment=options.env or "", url=options.url)


def _local(options: argparse.Namespace) -> Shop | str:
    """Return the local shop, or why there is none."""
    from local.errors import LocalError
    from scripts.smoke.running import LocalShop

    url = options.url or f"http://127.0.0.1:{os.environ.get('PORT', '3000')}/v1"
    try:
        return LocalShop.of(read_shared_options(options), url)
    except LocalError as error:
        return str(error)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m scripts.smoke", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    shop = parser.add_mutually_exclusive_group()
    shop.add_argument("--env", type=environment_name, help="the deployed shop of this environment, for example prod")
    shop.add_argument("--stack", help="the deployed shop of this stack")
    parser.add_argument("--region", help="the region of the deployed shop (default: the one in your AWS settings)")
    parser.add_argument("--url", help="where the API answers, with its stage (default: the stack's output ApiUrl)")
    parser.add_argument("--checks", nargs="+", choices=CHECKS, help="only these parts")
    parser.add_argument("--patience", type=float, default=PATIENCE, help="seconds to wait for an order (%(default)s)")
    add_shared_options(parser)
    return parser


if __name__ == "__main__":
    sys.exit(main())
