"""What the loader shows while it works: one line that moves on a terminal, one line per kind elsewhere."""

from typing import TextIO

# Back to the first column, erase the line (ECMA-48 CR and EL).
REWIND = "\r\x1b[K"


class Progress:
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
        """Leaves the moving line, so that what follows starts on its own."""
        if self._moving:
            self._write("\n")

    def _write(self, text: str) -> None:
        self._stream.write(text)
        self._stream.flush()
