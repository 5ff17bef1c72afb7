"""Starts the local stack for tests, and sends requests to it."""

import http.client
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from harness import ROOT
from local.modules import SEARCH_PATH

FAST_HASHES = ("--parameter", "BcryptCost=10")
"""Options of a stack on which many people log in: a password costs a quarter of the time that it costs in a shop."""
PATIENCE = 100.0  # seconds without any progress; a whole start takes three on an idle machine
_LOOK = 0.5  # seconds between two looks at the progress, which can be a command or a request


@dataclass(frozen=True)
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body)


class Stack:
    """A stack in its own process, with its terminal output."""

    def __init__(self, process: subprocess.Popen[bytes], log: Path, data: Path, template: Path) -> None:
        self.process = process
        self.data = data
        self.template = template
        self._log = log

    @property
    def output(self) -> str:
        return self._log.read_text(encoding="utf-8", errors="replace")

    def wait_for(self, text: str, after: int = 0, progress: Callable[[], object] | None = None) -> str:
        """Wait for `text` in the output after position `after`, and return that output. See `wait_until`.

        The progress is by default the growth of the output.
        """
        wait_until(
            lambda: text in self.output[after:] or self.process.poll() is not None,
            lambda: self.output,
            progress or self._written,
        )
        written = self.output[after:]
        assert text in written, f"{text!r} did not come:\n{self.output}"
        return written

    def wait_until_ready(self) -> None:
        """Wait until the shop is open, as long as its processes work or write something."""
        self.wait_for("\nready\n", progress=lambda: (self._written(), self._cpu_times()))

    def _written(self) -> int:
        return self._log.stat().st_size

    def _cpu_times(self) -> dict[int, str]:
        """Return the CPU time that the stack and each of its processes has used so far."""
        columns = [line.split() for line in _ps("pid=,ppid=,time=")]
        own = self.process.pid
        return {int(pid): time for pid, parent, time in columns if own in (int(pid), int(parent))}

    @property
    def root_url(self) -> str:
        found = re.search(r"http://127\.0\.0\.1:\d+", self.output)
        assert found, self.output
        return found.group()

    @property
    def base_url(self) -> str:
        return f"{self.root_url}/v1"

    def call(
        self, method: str, path: str, body: Any = None, headers: Mapping[str, str] | None = None, *, root: bool = False
    ) -> Answer:
        """Send a request to a path of the API's stage, or with `root` of the server."""
        url = urlsplit(self.root_url if root else self.base_url)
        connection = http.client.HTTPConnection(url.netloc, timeout=PATIENCE)
        try:
            content = body if body is None or isinstance(body, bytes) else json.dumps(body).encode()
            sent = {"Content-Type": "application/json", **(headers or {})}
            connection.request(method, url.path + path, content, sent)
            response = connection.getresponse()
            return Answer(response.status, response.headers, response.read())
        finally:
            connection.close()

    @cache  # noqa: B019  # stacks live as long as the tests
    def token(self, role: str) -> str:
        """Return `Bearer ...` for an admin or a customer."""
        options = ["--role", role, "--data", str(self.data), "--template", str(self.template)]
        command = [sys.executable, "-m", "scripts.issue_token", *options]
        environment = {**os.environ, "PYTHONPATH": SEARCH_PATH}
        result = subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True)
        return f"Bearer {result.stdout.strip()}"

    def processes(self) -> set[int]:
        """Return the IDs of the processes that this stack has started."""
        pairs = [(int(pid), int(parent)) for pid, parent in (line.split() for line in _ps("pid=,ppid="))]
        return {pid for pid, parent in pairs if parent == self.process.pid}

    def end(self, number: signal.Signals) -> int:
        """Send a signal and return the exit status."""
        self.process.send_signal(number)
        return self.process.wait(timeout=PATIENCE)


def wait_until(
    condition: Callable[[], bool], explain: Callable[[], str], progress: Callable[[], object] | None = None
) -> None:
    """Wait until the condition holds.

    `progress`: a figure of the work that the test waits for. Whenever it has changed, the patience starts anew: a busy
    machine fails no test.

    Raises: AssertionError with `explain()` when there was no progress for `PATIENCE` seconds.
    """
    reached = progress and progress()
    looked = time.monotonic()
    give_up = looked + PATIENCE
    while not condition():
        now = time.monotonic()
        if progress and now >= looked + _LOOK:
            looked, before, reached = now, reached, progress()
            if reached != before:
                give_up = now + PATIENCE
        assert now < give_up, explain()
        time.sleep(0.02)


def _ps(columns: str) -> list[str]:
    command = ["ps", "-A", "-o", columns]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()


def is_running(pid: int) -> bool:
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], check=False, capture_output=True, text=True).stdout
    return bool(state.strip()) and not state.startswith("Z")


def command(data: Path, template: Path, *options: str, port: int = 0, module: str = "demo") -> list[str]:
    """The command that starts a stack: `demo` with the demo shop, like `make run`, or `local` without it."""
    places = ["--port", str(port), "--data", str(data), "--template", str(template)]
    return [sys.executable, "-m", module, *places, *options]


@contextmanager
def starting_stack(
    data: Path,
    template: Path = ROOT / "template.yaml",
    *options: str,
    module: str = "demo",
    **environment: str,
) -> Iterator[Stack]:
    """A stack that has just been started, on a free port; ended by Ctrl-C if the test has not ended it.

    `module`: see `command`.
    """
    data.mkdir(parents=True, exist_ok=True)
    log = data / "terminal.txt"
    with log.open("wb") as terminal:
        process = subprocess.Popen(
            command(data, template, *options, module=module),
            cwd=ROOT,
            stdout=terminal,
            stderr=subprocess.STDOUT,
            env={**os.environ, "PYTHONUNBUFFERED": "1", **environment},
        )
    stack = Stack(process, log, data, template)
    try:
        yield stack
    finally:
        if process.poll() is None:
            stack.end(signal.SIGINT)


@contextmanager
def running_stack(
    data: Path,
    template: Path = ROOT / "template.yaml",
    *options: str,
    module: str = "demo",
    **environment: str,
) -> Iterator[Stack]:
    """A stack that says `ready`; see `starting_stack`."""
    with starting_stack(data, template, *options, module=module, **environment) as stack:
        stack.wait_until_ready()
        yield stack
