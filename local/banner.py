"""What a person sees when the stack is up."""

from __future__ import annotations

from pathlib import Path

from demo.people import read_log_ins
from local.demo import LOG_INS
from local.logs import Style
from local.template.resources import Api


def banner(api: Api, port: int, data: Path, seconds: float, style: Style) -> str:
    """The addresses, one line to try, and where things are. `seconds` is how long the start took."""
    base = f"http://127.0.0.1:{port}"
    lines = [
        ("API", style.cyan(f"{base}/{api.stage}")),
        ("Docs", style.cyan(f"{base}/docs")),
        ("Mail", style.cyan(f"{base}/mailbox")),
        ("Dashboard", style.cyan(f"{base}/dashboard")),
        ("Try", f"curl -s {base}/{api.stage}{_public_path(api)}"),
        *((role.capitalize(), f"{who.email}  {who.password}") for role, who in read_log_ins(data / LOG_INS).items()),
        ("Token", "make token ROLE=admin" if data.name == ".local" else f"python -m local.token --data {_short(data)}"),
        ("Data", f"{_short(data / 'dynamodb')} (outlives restarts; delete it to start over)"),
        ("Stop", "Ctrl-C"),
    ]
    body = "\n".join(f"  {style.dim(f'{name:<10}')}{value}" for name, value in lines)
    return f"\n  {style.bold('The shop is open')} {style.dim(f'after {seconds:.1f} s')}\n\n{body}\n\n"


def _public_path(api: Api) -> str:
    public = [
        route.path for route in api.routes if route.method == "GET" and not route.authorizer and "{" not in route.path
    ]
    return min(public, key=len, default="/")


def _short(path: Path) -> str:
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else str(path)
