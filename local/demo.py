"""The demo shop, loaded into empty tables through the public API."""

from __future__ import annotations

import asyncio
import os
import shlex
import sys
from pathlib import Path

from demo.people import PEOPLE
from local.engines.paths import ROOT
from local.errors import LocalError
from local.options import SharedOptions

LOG_INS = "demo-log-ins.json"
"""In the data folder: the demo people's passwords, made on this machine."""


class Demo:
    """Loads the demo once. A mark in the data folder says that a load was begun and did not end."""

    def __init__(self, shared: SharedOptions) -> None:
        self._shared = shared
        self._unfinished: Path = shared.data / "demo.unfinished"

    def wanted(self, *, tables_are_empty: bool) -> bool:
        return tables_are_empty or self._unfinished.exists()

    async def load(self, url: str, currency: str | None) -> None:
        """Raises LocalError when it cannot be loaded; the next start then tries again."""
        self._unfinished.touch()
        people = ("--url", url, "--log-ins", str(self._shared.data / LOG_INS))
        await _run("demo.people_command", "register", *people)
        await _run("scripts.make_admin", PEOPLE["admin"]["email"], *self._options(), capture=True)
        token = (await _run("local.token", "--role", "admin", *self._options(), capture=True)).strip()
        extra = ["--currency", currency] if currency else []
        await _run("demo", "--url", url, *extra, BODEGA_TOKEN=token)
        await _run("demo.people_command", "furnish", *people)
        self._unfinished.unlink(missing_ok=True)

    def _options(self) -> list[str]:
        pairs = [("--parameter", shlex.quote(f"{name}={value}")) for name, value in self._shared.parameters.items()]
        options = [("--data", str(self._shared.data)), ("--template", str(self._shared.template)), *pairs]
        return [part for pair in options for part in pair]


async def _run(module: str, *arguments: str, capture: bool = False, **environment: str) -> str:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", module, *arguments),
        cwd=ROOT,
        env={**os.environ, **environment},
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE if capture else None,
    )
    try:
        output, _ = await process.communicate()
    finally:
        if process.returncode is None:
            process.kill()
    if process.returncode:
        raise LocalError(f"python -m {module} failed with exit status {process.returncode}.")
    return (output or b"").decode()
