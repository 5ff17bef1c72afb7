"""Runs the tools of the set-up and shows their progress."""

from __future__ import annotations

import subprocess
import sys
import tarfile
import time
from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import Self

from local.errors import LocalError
from local.setup.network import unreachable
from local.setup.packages.progress import last_lines


class Step(AbstractContextManager["Step"]):
    """Shows a step and its duration on one line: `Fetching DynamoDB Local (50 MB) ... 4.2 s`."""

    def __init__(self, title: str) -> None:
        self._title = title
        self._began = time.monotonic()

    def __enter__(self) -> Self:
        print(f"{self._title} ...", end="", flush=True)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        print(f" {time.monotonic() - self._began:.1f} s" if error is None else " failed", flush=True)

    def run(self, command: Sequence[str | Path], cwd: Path | None = None, env: dict[str, str] | None = None) -> str:
        """Run a command and return its standard output. Raises LocalError with its last lines when it fails."""
        process = subprocess.Popen(command, cwd=cwd, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        try:
            output, errors = self._wait(process)
        except BaseException:
            process.kill()
            process.wait()
            raise
        if process.returncode:
            said = "\n".join(last_lines(text) for text in (output, errors) if text.strip())
            failed = f"The command failed: {' '.join(map(str, command))}\n{said}"
            raise LocalError(unreachable(output + errors) or failed)
        return output

    @staticmethod
    def _wait(process: subprocess.Popen[str]) -> tuple[str, str]:
        while True:
            try:
                return process.communicate(timeout=1 if sys.stdout.isatty() else 10)
            except subprocess.TimeoutExpired:
                print(".", end="", flush=True)


def unpack(archive: Path, folder: Path) -> None:
    """Unpack a tar file whose hash was verified."""
    with tarfile.open(archive) as tar:
        if hasattr(tarfile, "data_filter"):  # Python 3.11.4 and later
            tar.extractall(folder, filter="data")
        else:
            tar.extractall(folder)  # noqa: S202  # the hash was verified  # nosec B202
