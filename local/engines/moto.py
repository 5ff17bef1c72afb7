"""Moto's server: how it is started, for Secrets Manager and SES."""

from __future__ import annotations

import sys
from pathlib import Path

_SERVER = Path(__file__).parent / "moto_server.py"


def moto_command(mail: Path) -> list[str]:
    """The command that starts it; it prints `PORT <number>` when it listens, and puts mail into the folder `mail`."""
    return [sys.executable, "-P", str(_SERVER), str(mail)]
