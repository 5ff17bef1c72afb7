"""`--stand-still SECONDS`: stop the run now and then, to find tests that fail on a machine that stands still.

All processes of the run are stopped, also the servers and browsers that it has started.
"""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress

import pytest

_RUNS = 12.0  # seconds between two stops, on average


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--stand-still", type=float, default=0, help="stop the processes of the run now and then for so long"
    )


def pytest_configure(config: pytest.Config) -> None:
    seconds = config.getoption("stand_still")
    if seconds and not hasattr(config, "workerinput"):
        process = subprocess.Popen([sys.executable, __file__, str(os.getpid()), str(seconds)])
        config.add_cleanup(lambda: _end(process))


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    process.wait()


def processes_of(root: int) -> Iterator[int]:
    """Yield the root and its descendants, parents first, without the caller."""
    children: dict[int, list[int]] = {}
    for line in subprocess.run(
        ["ps", "-A", "-o", "pid=,ppid="], stdout=subprocess.PIPE, check=True
    ).stdout.splitlines():
        process, parent = map(int, line.split())
        children.setdefault(parent, []).append(process)
    found = [root]
    for process in found:
        if process != os.getpid():
            yield process
            found += children.get(process, [])


def stand_still(root: int, seconds: float) -> None:
    """Stop the processes for so long."""
    stopped = list(processes_of(root))
    try:
        for process in stopped:
            _send(process, signal.SIGSTOP)
        time.sleep(seconds)
    finally:
        for process in stopped:
            _send(process, signal.SIGCONT)


def _send(process: int, number: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.kill(process, number)


def _main(root: int, seconds: float) -> None:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    while os.getppid() == root:
        time.sleep(random.uniform(0.5, 1.5) * _RUNS)
        stand_still(root, seconds)


if __name__ == "__main__":
    _main(int(sys.argv[1]), float(sys.argv[2]))
