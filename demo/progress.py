"""How a load reports: its progress in the terminal, its counts and its failure."""

from dataclasses import dataclass
from typing import TextIO

# Back to the first column, erase the line (ECMA-48 CR and EL).
REWIND = "\r\x1b[K"


class LoadError(Exception):
    """The shop rejected an item, or the server is not a shop. `status` is the HTTP status, if there was one."""

    def __init__(self, message: str, status: int | None = None) -> None:
        super().__init__(message)
        self.status = status


@dataclass
class Tally:
    """How many items were created, and how many were there before."""

    created: int = 0
    kept: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.created + other.created, self.kept + other.kept)


class Progress:
    """Writes one moving line to a terminal, and one line per kind to anything else."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._moving = stream.isatty()

    def step(self, kind: str, done: int, total: int) -> None:
        if self._moving:
            self._write(f"{REWIND}{kind:<15}{done:>4} of {total}")

    def wait(self, why: str) -> None:
        self._write(f"{REWIND}{why}" if self._moving else f"{why}\n")

    def finish(self, kind: str, created: int, kept: int) -> None:
        self._write(f"{REWIND if self._moving else ''}{kind:<15}{created:>4} created {kept:>4} kept\n")

    def interrupt(self) -> None:
        """End the moving line, so that the next text starts on a line of its own."""
        if self._moving:
            self._write("\n")

    def _write(self, text: str) -> None:
        self._stream.write(text)
        self._stream.flush()
