"""What can go wrong before or beside a request, said in words a person can act on."""

from __future__ import annotations

from pathlib import Path


class LocalError(Exception):
    """The stack cannot do what was asked. The message is for the terminal and needs no traceback."""


class TemplateError(LocalError):
    """The template is broken or uses something the local stack does not know.

    `line` is one-based, so that `template.yaml:42: ...` can be clicked in a terminal.
    """

    def __init__(self, message: str, line: int, path: Path | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.line = line
        self.path = path

    def __str__(self) -> str:
        place = self.path.name if self.path else "template"
        return f"{place}:{self.line}: {self.message}"
