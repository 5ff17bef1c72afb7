"""Output of measurements on the terminal: tables and progress bars."""

from collections.abc import Iterable
from typing import TypeVar

from rich.console import Console
from rich.markdown import Markdown
from rich.progress import track

_Item = TypeVar("_Item")
_WIDTH = 160  # columns where the output is not a terminal


def show(title: str, table: str) -> None:
    """Print a Markdown table under a title."""
    console = Console()
    if not console.is_terminal:
        console = Console(width=_WIDTH)
    console.print(Markdown(f"{title}\n\n{table}"))


def progress(items: Iterable[_Item], title: str, total: int | None = None) -> Iterable[_Item]:
    """Iterate over `items` with a progress bar, if standard error is a terminal."""
    console = Console(stderr=True)
    return track(items, title, total, console=console, transient=True, disable=not console.is_terminal)
