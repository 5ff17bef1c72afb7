"""The tables of test data in `tests/data`: names, mailboxes and passwords of people."""

import tomllib
from typing import Any

from harness import ROOT


def read_table(name: str) -> dict[str, Any]:
    """Return the tables of `tests/data/NAME.toml`."""
    return tomllib.loads((ROOT / "tests" / "data" / f"{name}.toml").read_text(encoding="utf-8"))
