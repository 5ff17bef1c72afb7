"""Running a tool that fetches something, with a sign of life for whoever is waiting."""

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


class Step(AbstractContextManager["Step"]):
    """`Fetching DynamoDB Local (50 MB) ... 4.2 s` on one line."""

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
        """The standard output of a command. Raises LocalError with what it said when it fails."""
        process = subprocess.Popen(command, cwd=cwd, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        try:
            output, errors = self._wait(process)
        except BaseException:
            process.kill()
            process.wait()
            raise
        if process.returncode:
            said = "\n".join(f"  {line}" for line in (errors or output).strip().splitlines()[-12:])
            raise LocalError(f"This did not work: {' '.join(map(str, command))}\n{said}")
        return output

    @staticmethod
    def _wait(process: subprocess.Popen[str]) -> tuple[str, str]:
        while True:
            try:
                return process.communicate(timeout=1)
            except subprocess.TimeoutExpired:
                if sys.stdout.isatty():
                    print(".", end="", flush=True)


def pip_install(step: Step, requirements: Path) -> None:
    """Install pinned, hashed requirements into this virtual environment."""
    if sys.prefix == sys.base_prefix:
        raise LocalError(
            f"This is no virtual environment, so nothing is installed. Use `make`, or pip install -r {requirements}"
        )
    step.run(
        [
            *(sys.executable, "-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check"),
            *("--require-hashes", "--only-binary=:all:", "-r", requirements),
        ]
    )


def unpack(archive: Path, folder: Path) -> None:
    """Unpack a tar file that has been checked against its hash."""
    with tarfile.open(archive) as tar:
        if hasattr(tarfile, "data_filter"):  # Python 3.11.4 and later
            tar.extractall(folder, filter="data")
        else:
            tar.extractall(folder)  # noqa: S202  the hash vouches for the content  # nosec B202
