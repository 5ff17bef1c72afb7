"""Options of every command that works on a stack: its data folder, its template and the template's parameters."""

from __future__ import annotations

import argparse
import os
import shlex
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
        help="a template parameter; repeat for more (the variable PARAMETERS='Name=\"a value\" ...' is read too)",
    )


def read_shared_options(options: argparse.Namespace) -> SharedOptions:
    """Return the options' values. Raises LocalError for a parameter that is not NAME=VALUE."""
    parameters = parse_assignments(os.environ.get("PARAMETERS", "")) | dict(map(parse_assignment, options.parameter))
    return SharedOptions(options.data.resolve(), options.template.resolve(), parameters)


def parse_assignments(text: str) -> dict[str, str]:
    """Parse parameters as in the variable PARAMETERS: `Name=Value Other="two words"`, with the quotes of a shell.

    Raises: LocalError.
    """
    try:
        words = shlex.split(text)
    except ValueError as error:  # a quote without its counterpart
        raise LocalError(f"{str(error).capitalize()} in the parameters: {text}. {_QUOTES}") from None
    return dict(map(parse_assignment, words))


def parse_assignment(word: str) -> tuple[str, str]:
    """Return the name and the value of `Name=Value`, whose value can have any characters. Raises: LocalError."""
    name, equals, value = word.partition("=")
    if not equals or not name.isalnum():
        raise LocalError(f"Set a parameter as Name=Value, not as {word!r}. {_QUOTES}")
    return name, value


_QUOTES = """Quote a value with spaces or quotes: PARAMETERS='ShopName="My Shop" Currency=CAD'"""
