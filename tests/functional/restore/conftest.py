"""A shop with all its tables, copies of them as they were, and the command that restores them."""

import itertools
import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from harness.aws.dynamodb_proxy import Recording
from harness.aws.policy_simulator import running
from harness.aws.tables import create_table, put_all, read_all, template
from harness.shop.client import Shop
from scripts.restore import __main__ as command
from scripts.restore.shop import Shop as Restored
from tests.support.documents.contract import DocumentedShop

Rows = list[dict[str, Any]]
Sources = dict[str, str]
"""Tables that a shop is restored from, by catalog, accounts, analytics and orders."""
Snapshot = Callable[..., Sources]
Restore = Callable[..., int]

_numbers = itertools.count()


@pytest.fixture
def live(catalog: str, accounts: str, analytics: str, orders: str) -> dict[str, str]:
    """The tables of the shop."""
    return {"catalog": catalog, "accounts": accounts, "analytics": analytics, "orders": orders}


@pytest.fixture
def shop(live: dict[str, str], recording: Recording, secrets_url: str) -> Shop:
    return DocumentedShop()


@pytest.fixture
def rows(live: dict[str, str], dynamodb: Any) -> Callable[[str], Rows]:
    """Return a function that reads a live table, in the order of the keys."""
    return lambda name: sorted(read_all(dynamodb, live[name]), key=lambda row: (row["pk"]["S"], row["sk"]["S"]))


@pytest.fixture
def snapshot(live: dict[str, str], dynamodb: Any) -> Iterator[Snapshot]:
    """Return a function that copies live tables into new ones, as a restore to this moment would."""
    made: list[str] = []

    def copy(*names: str) -> Sources:
        sources = {}
        for name in names or live:
            sources[name] = f"{name}-restored-{os.getpid()}-{next(_numbers)}"
            definition = template().tables[f"{name.title()}Table"].definition
            create_table(dynamodb, definition, sources[name])
            made.append(sources[name])
            put_all(dynamodb, sources[name], read_all(dynamodb, live[name]))
        return sources

    yield copy
    for table in made:
        dynamodb.delete_table(TableName=table)


@pytest.fixture
def restore(live: dict[str, str], erasures: str, dynamodb: Any, monkeypatch: pytest.MonkeyPatch) -> Restore:
    """Run the command as `make restore SOURCE=…` does. Operators have other rights than functions."""

    def find(environment: str, _region: str | None, chosen: list[str]) -> Restored:
        tables = {name: live[name] for name in chosen}
        return Restored("bodega-dev", environment, tables, erasures, dynamodb)

    monkeypatch.setattr(command.Shop, "find", find)

    def run(sources: Sources, *arguments: str) -> int:
        given = [word for name, table in sources.items() for word in ("--source", f"{name}={table}")]
        with running(None):  # no function
            return command.main(["--env", "dev", *given, *(arguments or ["--yes"])])

    return run
