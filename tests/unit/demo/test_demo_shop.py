"""The demo shop as an extension of the stack: when it loads, and what the terminal shows."""

import asyncio
import io
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from demo import shop
from demo.people.accounts import LOG_INS, make_log_ins
from demo.shop import DemoShop, Shop
from local.errors import LocalError
from local.extension import RunningStack
from local.options import SharedOptions
from local.template.resources import Route
from local.terminal.console import Console

URL = "http://127.0.0.1:3000/v1"
PRODUCTS = ("ProductsFunction",)


class Commands:
    """Records the commands that the demo runs. `failing` is the one that fails."""

    def __init__(self) -> None:
        self.calls: list[str] = []
        self.arguments: list[tuple[str, ...]] = []
        self.failing = ""
        self.output = "3 created, 0 kept as they were, in 1.0 s: http://127.0.0.1:3000/v1\n"

    async def run(self, module: str, *arguments: str, **_: Any) -> str:
        self.arguments.append(arguments)
        self.calls.append(" ".join([module, *arguments[:1]]) if module == "demo.people" else module)
        if module == self.failing:
            raise LocalError("it failed")
        return self.output


@pytest.fixture
def commands(monkeypatch: pytest.MonkeyPatch) -> Commands:
    commands = Commands()
    monkeypatch.setattr(shop, "run_module", commands.run)
    return commands


@pytest.fixture
def terminal() -> io.StringIO:
    return io.StringIO()


def running(
    data: Path,
    terminal: io.StringIO,
    *,
    empty: bool = True,
    routes: tuple[str, ...] = ("/orders", "/analytics/events"),
    functions: tuple[str, ...] = (),
) -> RunningStack:
    async def tables_are_empty() -> bool:
        return empty

    template: Any = SimpleNamespace(
        api=SimpleNamespace(routes=[Route("POST", path, "Function", None) for path in routes]),
        functions=functions,
        resolver=SimpleNamespace(parameters={"Currency": "EUR"}),
    )
    shared = SharedOptions(data, Path("template.yaml"), {})
    return RunningStack(shared, Console(terminal), template, URL, tables_are_empty)


def load(stack: RunningStack) -> None:
    asyncio.run(DemoShop(with_orders=True).before_ready(stack))


LOADING = [
    "demo.people register",
    "scripts.make_admin",
    "scripts.issue_token",
    "demo.catalog",
    "demo.people furnish",
]


def test_empty_tables_get_the_demo_shop(tmp_path: Path, commands: Commands, terminal: io.StringIO) -> None:
    load(running(tmp_path, terminal))

    assert commands.calls == LOADING
    assert "Loading the demo shop" in terminal.getvalue()


def test_a_shop_with_items_stays_as_it_is(tmp_path: Path, commands: Commands, terminal: io.StringIO) -> None:
    load(running(tmp_path, terminal, empty=False))

    assert commands.calls == []


def test_a_load_that_failed_is_repeated_at_the_next_start(
    tmp_path: Path, commands: Commands, terminal: io.StringIO
) -> None:
    commands.failing = "demo.catalog"
    load(running(tmp_path, terminal))
    assert "The demo shop is not complete. it failed" in terminal.getvalue()
    commands.failing, commands.calls = "", []

    load(running(tmp_path, terminal, empty=False))

    assert commands.calls == LOADING


class TestMigration:
    def start(self, stack: RunningStack) -> None:
        asyncio.run(Shop().after_ready(stack))

    def test_runs_beside_the_requests_of_the_first_start_only(
        self, tmp_path: Path, commands: Commands, terminal: io.StringIO
    ) -> None:
        for _ in range(2):
            self.start(running(tmp_path, terminal, functions=PRODUCTS))

        assert commands.calls == ["scripts.migrate"]
        assert terminal.getvalue() == ""

    def test_runs_again_with_new_code(self, tmp_path: Path, commands: Commands, terminal: io.StringIO) -> None:
        (tmp_path / "migrated").write_text("0000-older\n")

        self.start(running(tmp_path, terminal, functions=PRODUCTS))

        assert commands.calls == ["scripts.migrate"]

    def test_that_fails_is_reported_and_repeated(
        self, tmp_path: Path, commands: Commands, terminal: io.StringIO
    ) -> None:
        commands.failing = "scripts.migrate"
        for _ in range(2):
            self.start(running(tmp_path, terminal, functions=PRODUCTS))

        assert commands.calls == ["scripts.migrate"] * 2
        assert "The shop's items are not migrated. it failed" in terminal.getvalue()

    def test_shows_what_the_developer_has_to_decide(
        self, tmp_path: Path, commands: Commands, terminal: io.StringIO
    ) -> None:
        commands.output = "  product prd_1 has the same name as product prd_2.\n  Names to decide on: 1\n"

        self.start(running(tmp_path, terminal, functions=PRODUCTS))

        assert "prd_1 has the same name as product prd_2" in terminal.getvalue()

    def test_is_left_out_without_a_catalogue(self, tmp_path: Path, commands: Commands, terminal: io.StringIO) -> None:
        self.start(running(tmp_path, terminal))

        assert commands.calls == []


class TestOrders:
    def add(self, stack: RunningStack, *, with_orders: bool = True) -> None:
        asyncio.run(DemoShop(with_orders=with_orders).after_ready(stack))

    def test_are_added_to_the_demo_shop(self, tmp_path: Path, commands: Commands, terminal: io.StringIO) -> None:
        make_log_ins(tmp_path / LOG_INS)

        self.add(running(tmp_path, terminal))

        assert commands.calls == ["scripts.issue_token", "demo.tickets", "scripts.issue_token", "demo.orders"]
        assert "The demo orders are complete: 3 created, 0 kept as they were, in 1.0 s." in terminal.getvalue()

    def test_that_fail_are_reported(self, tmp_path: Path, commands: Commands, terminal: io.StringIO) -> None:
        make_log_ins(tmp_path / LOG_INS)
        commands.failing = "demo.orders"

        self.add(running(tmp_path, terminal))

        assert "The demo orders are not complete. it failed" in terminal.getvalue()

    def test_are_those_of_fewer_days_on_request(
        self, tmp_path: Path, commands: Commands, terminal: io.StringIO
    ) -> None:
        make_log_ins(tmp_path / LOG_INS)

        asyncio.run(DemoShop(with_orders=True, days=30).after_ready(running(tmp_path, terminal)))

        assert commands.arguments[-1][-2:] == ("--days", "30")

    def test_are_left_out_on_request(self, tmp_path: Path, commands: Commands, terminal: io.StringIO) -> None:
        make_log_ins(tmp_path / LOG_INS)

        self.add(running(tmp_path, terminal), with_orders=False)

        assert commands.calls == []

    def test_need_the_demo_shop(self, tmp_path: Path, commands: Commands, terminal: io.StringIO) -> None:
        self.add(running(tmp_path, terminal))

        assert commands.calls == []

    @pytest.mark.parametrize(
        ("routes", "loaders"), [((), []), (("/orders",), ["demo.tickets"]), (("/analytics/events",), ["demo.orders"])]
    )
    def test_need_their_routes(
        self,
        tmp_path: Path,
        commands: Commands,
        terminal: io.StringIO,
        routes: tuple[str, ...],
        loaders: list[str],
    ) -> None:
        make_log_ins(tmp_path / LOG_INS)
        self.add(running(tmp_path, terminal, routes=routes))

        assert [call for call in commands.calls if call != "scripts.issue_token"] == loaders


class TestPictures:
    def start(self, stack: RunningStack) -> None:
        asyncio.run(DemoShop(with_orders=False).after_ready(stack))

    def test_stay_where_they_are_on_the_same_port(
        self, tmp_path: Path, commands: Commands, terminal: io.StringIO
    ) -> None:
        load(running(tmp_path, terminal))
        commands.calls = []

        self.start(running(tmp_path, terminal, empty=False))

        assert commands.calls == []

    def test_move_once_with_the_port(self, tmp_path: Path, commands: Commands, terminal: io.StringIO) -> None:
        load(running(tmp_path, terminal))
        commands.calls = []
        other = replace(running(tmp_path, terminal, empty=False), url="http://127.0.0.1:4000/v1")

        self.start(other)
        self.start(other)

        assert commands.calls == ["scripts.issue_token", "demo.pictures"]

    def test_that_did_not_move_are_reported_and_moved_at_the_next_start(
        self, tmp_path: Path, commands: Commands, terminal: io.StringIO
    ) -> None:
        load(running(tmp_path, terminal))
        commands.calls, commands.failing = [], "demo.pictures"
        other = replace(running(tmp_path, terminal, empty=False), url="http://127.0.0.1:4000/v1")

        self.start(other)
        self.start(other)

        assert commands.calls == ["scripts.issue_token", "demo.pictures"] * 2
        assert "The demo's pictures are not at the new port. it failed" in terminal.getvalue()


def test_the_terminal_shows_the_log_ins_and_the_token_command(tmp_path: Path) -> None:
    log_ins = make_log_ins(tmp_path / LOG_INS)
    options = SharedOptions(tmp_path, Path("template.yaml"), {})

    token = ("Token", f"python -m scripts.issue_token --data {tmp_path}")
    assert Shop().banner_lines(options) == [token]
    assert DemoShop(with_orders=True).banner_lines(options) == [
        ("Admin", f"admin@bodega.example  {log_ins['admin'].password}"),
        ("Staff", f"staff@bodega.example  {log_ins['staff'].password}"),
        ("Customer", f"customer@bodega.example  {log_ins['customer'].password}"),
        token,
    ]
    in_the_usual_folder = SharedOptions(tmp_path / ".local", Path("template.yaml"), {})
    assert Shop().banner_lines(in_the_usual_folder) == [("Token", "make token ROLE=admin")]
