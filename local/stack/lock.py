"""Locks that allow one stack per data folder, also right after another one was killed."""

from __future__ import annotations

import asyncio
import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from local.errors import LocalError

_ENGINES_TIMEOUT = 60.0  # seconds; the engines of a killed stack end in less than one, on an idle machine


@contextmanager
def locked(folder: Path) -> Iterator[DataLock]:
    """Lock the data folder. Raises LocalError when another stack uses it."""
    lock = DataLock(folder)
    try:
        lock.acquire()
        yield lock
    finally:
        lock.release()


class DataLock:
    """Two locks, because an engine ends a moment after a killed stack and has its files open until then.

    The stack holds `stack.lock`. The engines inherit `engines.lock`, which is free when the last of them has ended. The
    kernel releases both when their holders end.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._stack = os.open(folder / "stack.lock", os.O_RDWR | os.O_CREAT, 0o600)
        self.engines = os.open(folder / "engines.lock", os.O_RDWR | os.O_CREAT, 0o600)

    def acquire(self) -> None:
        """Lock the folder. Raises LocalError with the other stack's process and port when it is in use."""
        if not _lock(self._stack):
            owner = os.pread(self._stack, 200, 0).decode("utf-8", "replace").strip()
            raise LocalError(
                f"Another stack is running on {self._folder} ({owner}).\n"
                "Stop that one (Ctrl-C, or kill it), or start this one on another folder and port:\n"
                'make run PORT=0 ARGS="--data FOLDER"'
            )
        os.ftruncate(self._stack, 0)
        os.pwrite(self._stack, f"process {os.getpid()}\n".encode(), 0)

    async def wait_for_engines(self, port: int) -> None:
        """Add the port to the lock, and wait until the engines of an earlier stack have ended. Raises LocalError."""
        os.pwrite(self._stack, f"process {os.getpid()}, port {port}\n".encode(), 0)
        give_up = time.monotonic() + _ENGINES_TIMEOUT
        while not _lock(self.engines):
            if time.monotonic() > give_up:
                raise LocalError(f"The engines of an earlier stack still use {self._folder}. Kill its `java` process.")
            await asyncio.sleep(0.05)

    def release(self) -> None:
        os.close(self._stack)
        os.close(self.engines)


def _lock(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
