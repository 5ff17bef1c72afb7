"""The demo shop as an extension of the local stack: it loads what is missing at each start."""

from pathlib import Path
from urllib.parse import urljoin

from demo.client import AGENT
from demo.people.accounts import LOG_INS, PEOPLE, read_log_ins
from demo.pictures.page import pictures_page
from demo.pictures.urls import pictures_of
from local.errors import LocalError
from local.extension import Extension, FirstItem, LogIn, RunningStack
from local.modules import run_module, stack_arguments
from local.options import SharedOptions
from local.pages import Page
from local.template import Template
from local.terminal.banner import short_path
from scripts.migrations import MIGRATIONS
from scripts.settings_of_data import PLACES, problem

_VALIDITY = "30"  # minutes; a load of all orders takes one or two
_TICKETS = ("demo.tickets", ("POST", "/orders"))  # a loader, and the route that it needs
_YEAR = ("demo.orders", ("POST", "/analytics/events"))


class Shop(Extension):
    """Refuses data with other settings, migrates items of older code, and shows how to get a bearer token."""

    async def check_data(self, options: SharedOptions, template: Template, first_item: FirstItem) -> None:
        # The template of another program needs not have these tables.
        places = [place for place in PLACES if place[0] in template.tables]
        items = [await first_item(*place) for place in places]
        database = short_path(options.data / "dynamodb")
        another_shop = f'delete {database}, or run: make run ARGS="--data FOLDER"'
        found = problem(template.resolver.parameters, items, another_shop)
        if found is not None:
            raise LocalError(found)

    async def after_ready(self, stack: RunningStack) -> None:
        """Bring items of an older version into the form of this one. A failure is shown; the next start tries again.

        A file in the data folder says which migrations are done, so that most starts need no process for it.
        """
        latest = MIGRATIONS[-1]
        done = stack.shared.data / "migrated"
        is_done = done.exists() and done.read_text(encoding="utf-8").strip() == latest.name
        if is_done or latest.table.function not in stack.template.functions:
            return
        try:
            output = await run_module("scripts.migrate", *stack_arguments(stack.shared), quiet=True)
        except LocalError as error:
            stack.console.error(f"The shop's items are not migrated. {error}")
            return
        done.write_text(f"{latest.name}\n", encoding="utf-8")
        if "Names to decide on" in output:
            stack.console.write(output.rstrip())

    def banner_lines(self, options: SharedOptions) -> list[tuple[str, str]]:
        if options.data.name == ".local":
            return [("Token", "make token ROLE=admin")]
        return [("Token", f"python -m scripts.issue_token --data {short_path(options.data)}")]


class DemoShop(Shop):
    """Loads people and catalogue into empty tables before the shop opens, and orders while it is open.

    A file in the data folder marks a load that has begun and has not ended. The next start continues it.
    """

    quiet_user_agent = AGENT

    def __init__(self, *, with_orders: bool, days: int | None = None) -> None:
        """`days`: so many days of orders; by default a year."""
        self._with_orders = with_orders
        self._days = [] if days is None else ["--days", str(days)]

    def banner_lines(self, options: SharedOptions) -> list[tuple[str, str]]:
        accounts = [(one.role.capitalize(), f"{one.email}  {one.password}") for one in self.log_ins(options)]
        return [*accounts, *super().banner_lines(options)]

    def log_ins(self, options: SharedOptions) -> list[LogIn]:
        log_ins = read_log_ins(options.data / LOG_INS)
        return [LogIn(role, one.email, one.password) for role, one in log_ins.items()]

    async def before_ready(self, stack: RunningStack) -> None:
        """Load the demo shop if it is missing. A failure is shown, and the next start tries again."""
        if not _unfinished(stack.shared).exists() and not await stack.tables_are_empty():
            return
        stack.console.write("Loading the demo shop (once; --no-demo leaves it out) ...")
        try:
            with stack.console.without_requests():
                await self._load(stack)
        except LocalError as error:
            stack.console.error(f"The demo shop is not complete. {error}")

    def pages(self) -> list[Page]:
        return [pictures_page]

    async def after_ready(self, stack: RunningStack) -> None:
        await super().after_ready(stack)
        await self._move_pictures(stack)
        await self._add_orders(stack)

    async def _move_pictures(self, stack: RunningStack) -> None:
        """Change the URLs of the demo's pictures if the stack has another port than at its last start."""
        pictures, last = pictures_of(stack.url), _pictures_file(stack.shared)
        if not last.exists() or last.read_text(encoding="utf-8") == pictures:
            return
        try:
            await _run_as_admin("demo.pictures", stack)
        except LocalError as error:
            stack.console.error(f"The demo's pictures are not at the new port. {error}")
        else:
            last.write_text(pictures, encoding="utf-8")

    async def _add_orders(self, stack: RunningStack) -> None:
        """Add the demo orders that are missing. A failure is shown, and the next start tries again."""
        is_loaded = (stack.shared.data / LOG_INS).exists() and not _unfinished(stack.shared).exists()
        routes = {(route.method, route.path) for route in stack.template.api.routes}
        loaders = [module for module, route in (_TICKETS, _YEAR) if route in routes]
        if not (self._with_orders and is_loaded and loaders):
            return
        console = stack.console
        console.write(console.style.dim("Adding the demo orders (--no-demo-orders leaves them out) ..."))
        stand_in = urljoin(stack.url, "/pay/stripe")
        tickets = ["--kept", str(_tickets_file(stack.shared)), "--stripe", stand_in]
        options = {"demo.tickets": tickets, "demo.orders": self._days}
        try:
            outputs = [await _run_as_admin(module, stack, *options[module]) for module in loaders]
        except LocalError as error:
            console.error(f"The demo orders are not complete. {error}")
        else:
            counts = outputs[-1].strip().rpartition("\n")[2].rpartition(": ")[0]
            console.write(console.style.dim(f"The demo orders are complete: {counts}."))

    async def _load(self, stack: RunningStack) -> None:
        unfinished = _unfinished(stack.shared)
        unfinished.touch()
        _tickets_file(stack.shared).unlink(missing_ok=True)
        people = ("--url", stack.url, "--log-ins", str(stack.shared.data / LOG_INS))
        options = stack_arguments(stack.shared)
        await run_module("demo.people", "register", *people)
        await run_module("scripts.make_admin", PEOPLE["admin"]["email"], *options, capture=True)
        token = (await run_module("scripts.issue_token", "--role", "admin", *options, capture=True)).strip()
        currency = stack.template.resolver.parameters.get("Currency")
        extra = ["--currency", currency] if currency else []
        pictures = pictures_of(stack.url)
        await run_module("demo.catalog", "--url", stack.url, "--pictures", pictures, *extra, BODEGA_TOKEN=token)
        _pictures_file(stack.shared).write_text(pictures, encoding="utf-8")
        await run_module("demo.people", "furnish", *people)
        unfinished.unlink(missing_ok=True)


async def _run_as_admin(module: str, stack: RunningStack, *options: str) -> str:
    """Run a module of the demo on the running shop, and return its output. Raises: LocalError when it fails."""
    arguments = ("--role", "admin", "--minutes", _VALIDITY, *stack_arguments(stack.shared))
    token = (await run_module("scripts.issue_token", *arguments, quiet=True)).strip()
    return await run_module(module, "--url", stack.url, *options, quiet=True, BODEGA_TOKEN=token)


def _unfinished(options: SharedOptions) -> Path:
    return options.data / "demo.unfinished"


def _tickets_file(options: SharedOptions) -> Path:
    """The file with the ids of the day's demo orders."""
    return options.data / "demo.tickets"


def _pictures_file(options: SharedOptions) -> Path:
    """The file with the URL of the pictures that the demo's products have."""
    return options.data / "demo.pictures"
