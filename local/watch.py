"""Watching the code and the template for changes."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from pathlib import Path

from watchfiles import PythonFilter, awatch

_STEP = 50  # milliseconds of quiet that end a burst of changes, such as a checkout or a "save all"


async def watch_template(path: Path, changed: Callable[[], Awaitable[None]]) -> None:
    """Call `changed` whenever the template at a resolved path is written. Runs until cancelled."""
    # The folder rather than the file: editors write a new file and rename it over the old one.
    async for _ in awatch(path.parent, recursive=False, step=_STEP, watch_filter=lambda _, name: Path(name) == path):
        await changed()


class CodeWatch:
    """Watches folders, which a new template may change."""

    def __init__(self, folders: Iterable[Path], changed: Callable[[set[Path]], Awaitable[None]]) -> None:
        self._folders = set(folders)
        self._changed = changed
        self._stop = asyncio.Event()

    def watch(self, folders: Iterable[Path]) -> None:
        """From now on watch these folders."""
        if set(folders) != self._folders:
            self._folders = set(folders)
            self._stop.set()

    async def run(self) -> None:
        """Report changed files until cancelled."""
        while True:
            self._stop = asyncio.Event()
            folders = [folder for folder in self._folders if folder.is_dir()]
            async for changes in awatch(
                *folders, step=_STEP, stop_event=self._stop, watch_filter=_CodeFilter(), ignore_permission_denied=True
            ):
                await self._changed({Path(name) for _, name in changes})


class _CodeFilter(PythonFilter):
    """Python and the data files beside it, without what editors and Python itself leave behind."""

    def __init__(self) -> None:
        super().__init__(extra_extensions=(".json", ".txt", ".html", ".csv", ".yaml"))
