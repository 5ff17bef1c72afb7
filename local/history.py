"""The demo shop's past: a year of orders, sent beside everything else once the shop is open."""

from __future__ import annotations

from local.console import Console
from local.errors import LocalError
from local.modules import run_module, shared_arguments
from local.options import SharedOptions
from local.template.resources import Api

_MINUTES = "30"


async def add_history(shared: SharedOptions, console: Console, api: Api, url: str) -> None:
    """Send what is missing. A failure is told, and is no reason to close the shop; the next start tries again."""
    if not any((route.method, route.path) == ("POST", "/analytics/events") for route in api.routes):
        return
    console.write(console.style.dim("Adding the demo shop's past orders (--no-history leaves them out) ..."))
    token = ("--role", "admin", "--minutes", _MINUTES, *shared_arguments(shared))
    try:
        bearer = (await run_module("local.token", *token, quiet=True)).strip()
        said = await run_module("demo.history_command", "--url", url, quiet=True, BODEGA_TOKEN=bearer)
    except LocalError as error:
        console.error(f"The past orders are not complete. {error}")
    else:
        counts = said.strip().rpartition("\n")[2].rpartition(": ")[0]
        console.write(console.style.dim(f"The past orders are in: {counts}."))
