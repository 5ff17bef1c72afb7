"""Options of every command that works on a stack: its data folder, its template and the template's parameters."""

from __future__ import annotations

import argparse
import os
import shlex
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from local.engines.paths import ROOT
from local.errors import LocalError


class SharedOptions(NamedTuple):
    """The options' values. Paths are absolute."""

    data: Path
    template: Path
    parameters: dict[str, str]


def add_shared_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", type=Path, default=ROOT / ".local", help="the folder for data and secrets (.local)")
    parser.add_argument("--template", type=Path, default=ROOT / "template.yaml", help="the template (template.yaml)")
    parser.add_argument(
        "--parameter",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="a template parameter; repeat for more (the variable PARAMETERS is read too)",
    )


def read_shared_options(options: argparse.Namespace) -> SharedOptions:
    """Return the options' values. Raises LocalError for a parameter that is not NAME=VALUE."""
    parameters = parse_assignments([os.environ.get("PARAMETERS", ""), *options.parameter])
    return SharedOptions(options.data.resolve(), options.template.resolve(), parameters)


def parse_assignments(arguments: Iterable[str]) -> dict[str, str]:
    """Parse `["Name=Value Other='two words'", ...]`, the notation of `sam deploy --parameter-overrides`.

    Raises: LocalError.
    """
    values: dict[str, str] = {}
    for argument in arguments:
        for assignment in shlex.split(argument):
            name, equals, value = assignment.partition("=")
            if not equals or not name:
                raise LocalError(f"A parameter is set as Name=Value, not {assignment!r}.")
            values[name] = value
    return values
