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

from demo.modules import SEARCH_PATH
from harness import ROOT

PATIENCE = 100.0  # seconds, for a busy machine; a start takes three on an idle one


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

    def wait_for(
        self,
        text: str,
        after: int = 0,
        patience: float = PATIENCE,
        progress: Callable[[], object] | None = None,
    ) -> str:
        """Wait for `text` in the output after position `after`, and return that output. See `wait_until`."""
        wait_until(
            lambda: text in self.output[after:] or self.process.poll() is not None,
            lambda: self.output,
            patience,
            progress,
        )
        written = self.output[after:]
        assert text in written, f"{text!r} did not come:\n{self.output}"
        return written

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
        listing = subprocess.run(["ps", "-A", "-o", "pid=,ppid="], check=True, capture_output=True, text=True).stdout
        pairs = [(int(pid), int(parent)) for pid, parent in (line.split() for line in listing.splitlines())]
        return {pid for pid, parent in pairs if parent == self.process.pid}

    def end(self, number: signal.Signals) -> int:
        """Send a signal and return the exit status."""
        self.process.send_signal(number)
        return self.process.wait(timeout=PATIENCE)


def wait_until(
    condition: Callable[[], bool],
    explain: Callable[[], str],
    patience: float = PATIENCE,
    progress: Callable[[], object] | None = None,
) -> None:
    """Wait until the condition holds.

    `progress`: a figure of long work. Whenever it has changed, the patience starts anew.

    Raises: AssertionError with `explain()` after `patience` seconds.
    """
    give_up, reached = time.monotonic() + patience, progress and progress()
    while not condition():
        assert time.monotonic() < give_up, explain()
        time.sleep(0.5 if progress else 0.02)
        if progress and (now := progress()) != reached:
            give_up, reached = time.monotonic() + patience, now


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
    patience: float = PATIENCE,
    **environment: str,
) -> Iterator[Stack]:
    """A stack that says `ready`; see `starting_stack`. `patience`: seconds that it may take to be ready."""
    with starting_stack(data, template, *options, module=module, **environment) as stack:
        stack.wait_for("\nready\n", patience=patience)
        yield stack
