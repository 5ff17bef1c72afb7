"""Options that more than one command takes."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import NamedTuple

from local.engines.paths import ROOT
from local.template.parameters import parse_assignments


class SharedOptions(NamedTuple):
    data: Path
    template: Path
    parameters: dict[str, str]


def add_shared_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", type=Path, default=ROOT / ".local", help="where data and secrets lie (.local)")
    parser.add_argument("--template", type=Path, default=ROOT / "template.yaml", help="what to run (template.yaml)")
    parser.add_argument(
        "--parameter",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="a template parameter, as often as needed; also read from the variable PARAMETERS",
    )


def read_shared_options(options: argparse.Namespace) -> SharedOptions:
    """Raises LocalError for a parameter that is not NAME=VALUE."""
    parameters = parse_assignments([os.environ.get("PARAMETERS", ""), *options.parameter])
    return SharedOptions(options.data.resolve(), options.template.resolve(), parameters)
