"""Writes to the terminal: requests, the functions' log lines, and notices."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from typing import TextIO

from local.terminal.logs import Served, Style, render_function_line, render_request


class Console:
    """Writes to a terminal or a pipe. `quiet` leaves out requests and log lines below WARNING."""

    def __init__(self, stream: TextIO | None = None, *, quiet: bool = False) -> None:
        self._stream = stream or sys.stdout
        self._quiet = quiet
        self._stopping = False
        # https://no-color.org
        self.style = Style(self._stream.isatty() and not os.environ.get("NO_COLOR"))

    @contextlib.contextmanager
    def without_requests(self) -> Iterator[None]:
        """Hide requests and low-level log lines while the block runs, because the stack itself sends many."""
        before, self._quiet = self._quiet, True
        try:
            yield
        finally:
            self._quiet = before

    def stop_requests(self) -> None:
        """Hide requests from now on: the stack stops, and those that take too long fail for no other reason."""
        self._quiet = self._stopping = True

    def write(self, text: str) -> None:
        """Write a notice to the developer."""
        try:
            self._stream.write(text.removesuffix("\n") + "\n")
            self._stream.flush()
        except (BrokenPipeError, ValueError):
            pass  # The reader of the pipe is gone. Continue to serve.

    def error(self, text: str) -> None:
        self.write(self.style.red(text))

    def explain(self, text: str) -> None:
        """Write why API Gateway answered a request itself. On AWS, only the execution log has the reason."""
        if not self._stopping:
            self.write(self.style.yellow(f"         gateway     {text}"))

    def function_line(self, function: str, line: str) -> None:
        """Write one line of a function's output."""
        text = render_function_line(function, line, self.style, warnings_only=self._quiet)
        if text is not None:
            self.write(text)

    def request(self, served: Served) -> None:
        """Write one line for a request that was answered."""
        if not self._quiet:
            self.write(render_request(served, self.style))
