"""Run a tool that takes long, and show every few seconds what it does."""

from __future__ import annotations

import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

_INTERVAL = 3.0  # seconds between two lines of progress
_WIDTH = 100  # characters of a line


class Activity:
    """What pip or uv is doing, according to the lines that it prints."""

    def __init__(self) -> None:
        self._downloads: list[str] = []
        self._last = "looking for packages"

    def read(self, line: str) -> None:
        words = line.split()
        if not words or words[0] in {"+", "WARNING:", "Looking"}:
            return
        if words[0] == "Downloaded":  # uv
            self._downloads = [name for name in self._downloads if name.split()[0] != words[1]]
        elif words[0] == "Downloading" and not line.startswith(" "):  # uv, which downloads several at once
            self._downloads.append(line.removeprefix("Downloading ").strip())
        self._last = line.partition(" (from ")[0].strip()
        if words[0] == "Installed":  # uv compiles afterwards, and prints nothing
            self._last += ", compiling them"

    def __str__(self) -> str:
        doing = f"Downloading {', '.join(self._downloads)}" if self._downloads else self._last
        return doing if len(doing) <= _WIDTH else f"{doing[: _WIDTH - 3]}..."


def say(text: str) -> None:
    """Show a line. Standard output belongs to the results of commands, such as the token of `make token`."""
    print(text, file=sys.stderr, flush=True)


def last_lines(output: str) -> str:
    """Return the end of a tool's output, indented."""
    return "\n".join(f"  {line}" for line in output.strip().splitlines()[-12:])


def run_with_progress(command: Sequence[str | Path], variables: Mapping[str, str] | None = None) -> tuple[int, str]:
    """Run a command. Return its exit status and all that it printed.

    `variables` are additional ones of its environment. Those that are set already keep their values.
    """
    process = subprocess.Popen(
        command,
        env={**(variables or {}), **os.environ},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )
    lines: queue.SimpleQueue[str | None] = queue.SimpleQueue()
    reader = threading.Thread(target=_read, args=(process, lines), daemon=True)
    reader.start()
    try:
        output = _follow(lines)
    except BaseException:
        process.kill()
        raise
    finally:
        status = process.wait()
        reader.join()
    return status, output


def _read(process: subprocess.Popen[str], lines: queue.SimpleQueue[str | None]) -> None:
    if process.stdout is not None:
        with process.stdout as stream:
            for line in stream:
                lines.put(line)
    lines.put(None)


def _follow(lines: queue.SimpleQueue[str | None]) -> str:
    activity = Activity()
    output: list[str] = []
    began = time.monotonic()
    due = began + _INTERVAL
    while True:
        try:
            line = lines.get(timeout=max(0, due - time.monotonic()))
        except queue.Empty:
            due += _INTERVAL
            say(f"  {time.monotonic() - began:.0f} s: {activity}")
            continue
        if line is None:
            return "".join(output)
        output.append(line)
        activity.read(line)
