"""Errors that end the stack or one of its commands. Their texts tell the developer what to do."""

from __future__ import annotations

from pathlib import Path


class LocalError(Exception):
    """The stack cannot continue. The message is for the terminal, without a traceback."""


class TemplateError(LocalError):
    """The template is invalid, or uses something that the local stack does not support.

    `line` counts from 1, so that a terminal makes a link of `template.yaml:42: ...`.
    """

    def __init__(self, message: str, line: int, path: Path | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.line = line
        self.path = path

    def __str__(self) -> str:
        place = self.path.name if self.path else "template"
        return f"{place}:{self.line}: {self.message}"
