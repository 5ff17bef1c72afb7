"""Hooks for a program that runs the stack and adds something of its own, such as demo data."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from local.options import SharedOptions
from local.pages import Page
from local.template import Template
from local.terminal.console import Console

FirstItem = Callable[[str, str], Awaitable[dict[str, Any] | None]]
"""Returns an item in DynamoDB's notation, or None, by a table's name in the template and a partition key."""


@dataclass(frozen=True)
class RunningStack:
    """The stack as an extension sees it. `url` is the API with its stage, such as `http://127.0.0.1:3000/v1`."""

    shared: SharedOptions
    console: Console
    template: Template
    url: str
    tables_are_empty: Callable[[], Awaitable[bool]]


@dataclass(frozen=True)
class LogIn:
    """An account that the pages offer for a log-in."""

    role: str
    email: str
    password: str


class Extension:
    """The default extension: it adds nothing.

    `before_ready` and `after_ready` are called only when every function has started. A LocalError that a hook raises
    ends the stack.
    """

    quiet_user_agent: str | None = None
    """Requests with this User-Agent are shown in the terminal only when they fail."""

    async def check_data(self, options: SharedOptions, template: Template, first_item: FirstItem) -> None:
        """Run when the tables exist, before any request is served.

        Called again for a changed template. If it raises a LocalError then, the stack keeps the previous template.
        """

    async def before_ready(self, stack: RunningStack) -> None:
        """Run when the API answers, before the terminal shows the addresses and `ready`."""

    async def after_ready(self, stack: RunningStack) -> None:
        """Run beside the requests. Cancelled when the stack stops."""

    def banner_lines(self, options: SharedOptions) -> list[tuple[str, str]]:  # noqa: ARG002  # a parameter of the hook
        """Return the lines (label, text) to add to the addresses that the terminal shows."""
        return []

    def log_ins(self, options: SharedOptions) -> list[LogIn]:  # noqa: ARG002  # a parameter of the hook
        """Return the accounts that the page of the API offers for its log-in."""
        return []

    def pages(self) -> list[Page]:
        """Return pages to serve beside those of the stack."""
        return []
