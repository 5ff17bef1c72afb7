"""The demo shop, loaded into empty tables through the public API."""

from __future__ import annotations

from pathlib import Path

from demo.people import PEOPLE
from local.console import Console
from local.errors import LocalError
from local.modules import run_module, shared_arguments
from local.options import SharedOptions

LOG_INS = "demo-log-ins.json"
"""In the data folder: the demo people's passwords, made on this machine."""


class Demo:
    """Loads the demo once. A mark in the data folder says that a load was begun and did not end."""

    def __init__(self, shared: SharedOptions, console: Console) -> None:
        self._shared = shared
        self._console = console
        self._unfinished: Path = shared.data / "demo.unfinished"

    def wanted(self, *, tables_are_empty: bool) -> bool:
        return tables_are_empty or self._unfinished.exists()

    @property
    def is_there(self) -> bool:
        return (self._shared.data / LOG_INS).exists() and not self._unfinished.exists()

    async def load(self, url: str, currency: str | None) -> None:
        """A failure is told, and the next start tries again."""
        self._console.write("Loading the demo shop (once; --no-demo leaves it out) ...")
        try:
            with self._console.without_requests():
                await self._load(url, currency)
        except LocalError as error:
            self._console.error(f"The demo shop is not complete. {error}")

    async def _load(self, url: str, currency: str | None) -> None:
        self._unfinished.touch()
        people = ("--url", url, "--log-ins", str(self._shared.data / LOG_INS))
        options = shared_arguments(self._shared)
        await run_module("demo.people_command", "register", *people)
        await run_module("scripts.make_admin", PEOPLE["admin"]["email"], *options, capture=True)
        token = (await run_module("local.token", "--role", "admin", *options, capture=True)).strip()
        extra = ["--currency", currency] if currency else []
        await run_module("demo", "--url", url, *extra, BODEGA_TOKEN=token)
        await run_module("demo.people_command", "furnish", *people)
        self._unfinished.unlink(missing_ok=True)
