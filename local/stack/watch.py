"""Watches the code and the template for changes."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from pathlib import Path

from watchfiles import PythonFilter, awatch

_STEP = 50  # milliseconds without a change that end a burst, such as a checkout or "save all"


async def watch_template(path: Path, changed: Callable[[], Awaitable[None]]) -> None:
    """Call `changed` when the template at a resolved path is written. Runs until cancelled."""
    # Watch the folder, because editors write a new file and rename it over the old one.
    async for _ in awatch(path.parent, recursive=False, step=_STEP, watch_filter=lambda _, name: Path(name) == path):
        await changed()


async def watch_sources(
    folders: Iterable[Path], is_source: Callable[[Path], bool], changed: Callable[[], Awaitable[None]]
) -> None:
    """Call `changed` when a source file below the folders is written. Runs until cancelled."""
    existing = [folder for folder in folders if folder.is_dir()]
    async for _ in awatch(*existing, step=_STEP, watch_filter=lambda _, name: is_source(Path(name))):
        await changed()


class CodeWatch:
    """Watches a set of folders. A new template can change the set."""

    def __init__(self, folders: Iterable[Path], changed: Callable[[set[Path]], Awaitable[None]]) -> None:
        self._folders = set(folders)
        self._changed = changed
        self._stop = asyncio.Event()

    def watch(self, folders: Iterable[Path]) -> None:
        """Watch these folders from now on."""
        if set(folders) != self._folders:
            self._folders = set(folders)
            self._stop.set()

    async def run(self) -> None:
        """Call `changed` with the changed files. Runs until cancelled."""
        while True:
            self._stop = asyncio.Event()
            folders = [folder for folder in self._folders if folder.is_dir()]
            async for changes in awatch(
                *folders, step=_STEP, stop_event=self._stop, watch_filter=_CodeFilter(), ignore_permission_denied=True
            ):
                await self._changed({Path(name) for _, name in changes})


class _CodeFilter(PythonFilter):
    """Passes Python files and the data files beside them, without the temporary files of editors and Python."""

    def __init__(self) -> None:
        super().__init__(extra_extensions=(".json", ".txt", ".html", ".csv", ".yaml"))
