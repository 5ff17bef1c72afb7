"""The addresses that the terminal shows when the stack is up."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from local.template.resources import Api
from local.terminal.logs import Style


def banner(
    api: Api,
    url: str,
    data: Path,
    style: Style,
    *,
    seconds: float,
    storefront: str | None = None,
    more: Iterable[tuple[str, str]] = (),
) -> str:
    """Return the addresses, one command to try, `more` lines (label, text), and where the data is.

    `url`: of the stack. `seconds` is how long the start took. `storefront`: its path, if it is served.
    """
    lines = [
        *([("Shop", style.cyan(f"{url}{storefront}"))] if storefront else []),
        ("API", style.cyan(f"{url}/{api.stage}")),
        ("Docs", style.cyan(f"{url}/docs")),
        ("Mail", style.cyan(f"{url}/mailbox")),
        ("Kitchen", style.cyan(f"{url}/kitchen")),
        ("Pay", style.cyan(f"{url}/pay")),
        ("Dashboard", style.cyan(f"{url}/dashboard")),
        ("Try", f"curl -s {url}/{api.stage}{_public_path(api)}"),
        *more,
        ("Data", f"{short_path(data / 'dynamodb')} (survives restarts; delete it to start over)"),
        ("Stop", "Ctrl-C"),
    ]
    body = "\n".join(f"  {style.dim(f'{name:<10}')}{value}" for name, value in lines)
    return f"\n  {style.bold('The shop is open')} {style.dim(f'after {seconds:.1f} s')}\n\n{body}\n\n"


def short_path(path: Path) -> str:
    """Return the path relative to the current folder where it is inside it."""
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else str(path)


def _public_path(api: Api) -> str:
    public = [
        route.path for route in api.routes if route.method == "GET" and not route.authorizer and "{" not in route.path
    ]
    return min(public, key=len, default="/")
