"""Changes of the catalogue's whole way: from the write through the table's stream and the builder into the menu."""

import asyncio
import itertools
import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from harness.aws.dynamodb_proxy import Fault, Proxy, Recording
from harness.aws.tables import template
from harness.shop.client import Shop
from harness.shop.events import lambda_context
from harness.shop.functions import load_app
from tests.support.database.streams import Reader, failure, keys, table_with_stream
from tests.support.shop.menu import MenuRows, assembled, texts


@pytest.fixture
def catalog_stream(database: Proxy, dynamodb: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A catalogue's table with the stream that the template gives it."""
    with table_with_stream(dynamodb, "CatalogTable") as name:
        monkeypatch.setenv("CATALOG_TABLE", name)
        yield name


@pytest.fixture
def rows(dynamodb: Any, catalog_stream: str) -> MenuRows:
    return MenuRows(dynamodb, catalog_stream)


@pytest.fixture
def reader(database: Proxy, catalog_stream: str, tmp_path: Path) -> Callable[[], Reader]:
    """The menu builder behind the event source mapping of template.yaml; each is a new run of the same stack."""
    (source,) = (source for source in template().streams.values() if source.function == "MenuBuilderFunction")

    async def builder(event: dict[str, Any]) -> bytes:
        handler = load_app("categories", "menu_builder").handler
        try:
            return json.dumps(await asyncio.to_thread(handler, event, lambda_context("menu_builder"))).encode()
        except Exception as error:
            raise failure() from error

    url = f"http://127.0.0.1:{database.port_behind}"
    return lambda: Reader(url, catalog_stream, source, tmp_path / "positions.json", builder)


def test_a_change_is_in_the_menu_and_the_menu_itself_causes_no_build(
    catalog_stream: str, reader: Callable[[], Reader], rows: MenuRows
) -> None:
    shop = Shop()
    product = shop.add("products")
    shop.add("categories", name="Coffee", productIds=[product["id"]])
    run = reader()

    run.run_until(lambda: rows.bodies() == assembled())
    build = rows.tags["build"]
    quiet = time.monotonic() + 2
    run.run_until(lambda: time.monotonic() > quiet)

    assert texts(shop) == assembled()
    assert rows.tags["build"] == build
    assert {key for batch in run.batches for key in keys(batch)} == {"PRODUCT", "CATEGORY"}, (
        "the filter is the template's"
    )


def test_a_burst_causes_one_build_a_second(catalog_stream: str, reader: Callable[[], Reader], rows: MenuRows) -> None:
    shop = Shop()
    ids = [shop.add("addons")["id"] for _ in range(20)]
    run = reader()
    began = time.monotonic()
    changes, made = itertools.count(1), [0]

    def until_the_burst_is_built() -> bool:
        # A busy machine makes fewer changes in the three seconds.
        if time.monotonic() < began + 3 or made[-1] < 20:
            made.append(next(changes))
            shop.patch(f"/addons/{ids[made[-1] % 20]}", {"description": f"{time.monotonic()}"})
            return False
        return rows.bodies() == assembled()

    run.run_until(until_the_burst_is_built)

    assert 2 <= rows.tags["build"] <= time.monotonic() - began + 1


def test_an_outage_delays_the_menu_and_loses_no_change(
    catalog_stream: str, reader: Callable[[], Reader], rows: MenuRows, recording: Recording
) -> None:
    shop = Shop()
    shop.add("categories", name="Coffee")
    recording.faults.append(Fault("error", "Query", times=3, code="ValidationException"))
    run = reader()

    run.run_until(lambda: not recording.faults[0].times and rows.bodies() == assembled())

    assert len(run.batches) == 4
    assert run.discarded == []
