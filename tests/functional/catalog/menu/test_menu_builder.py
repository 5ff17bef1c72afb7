"""Builds of the menu: what causes one, how often, and what concurrent builds do to each other."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from bodega.attributes import from_attributes
from categories.menu import store
from categories.menu.building import assemble, build_change, now, store_build
from harness import ROOT
from harness.aws.dynamodb_proxy import Fault, Recording
from harness.aws.tables import read_all
from harness.shop.client import Shop
from tests.functional.catalog.menu.conftest import Clock
from tests.support.database.in_between import InBetween
from tests.support.shop.menu import NEW_ADDON, MenuRows, Record, assembled, deliver, record, texts

Changes = Callable[[], list[Record]]

BUILD = ["UpdateItem"] + ["Query"] * 4 + ["TransactWriteItems"]


@pytest.fixture
def changes(dynamodb: Any, catalog: str) -> Changes:
    """Returns the records of all changes of the table since the last call."""
    known: dict[tuple[str, str], dict[str, Any]] = {}
    numbers = iter(range(1, 1_000_000))

    def since_last() -> list[Record]:
        rows = [from_attributes(row) for row in read_all(dynamodb, catalog) if row["pk"]["S"] != "MENU"]
        current = {(row["pk"], row["sk"]): row for row in rows}
        records = [
            record(next(numbers), known.get(key), current.get(key))
            for key in sorted({*known, *current})
            if known.get(key) != current.get(key)
        ]
        known.clear()
        known.update(current)
        return records

    return since_last


@pytest.fixture
def built(time: Clock, cafe: dict[str, dict[str, Any]], changes: Changes, recording: Recording) -> Changes:
    """A shop whose menu was built a while ago."""
    deliver(*changes())
    time.advance(60)
    recording.calls.clear()
    return changes


class TestChange:
    @pytest.mark.parametrize(
        ("kind", "field", "value"),
        [
            ("addon", "name", "Soy milk"),
            ("addon", "description", "New."),
            ("addon", "inStock", False),
            ("addon", "price", {"amount": 1, "currency": "CAD"}),
            ("customization", "required", True),
            ("customization", "maxPerAddon", 2),
            ("product", "images", ["https://images.example.com/latte.webp"]),
            ("product", "spiciness", 3),
            ("product", "quantity", 5),
            ("product", "quantity", 0),
            ("product", "customizationIds", []),
            ("category", "productIds", []),
            ("category", "position", 3),
        ],
    )
    def test_that_the_menu_shows_is_built(
        self, shop: Shop, built: Changes, recording: Recording, cafe: Any, kind: str, field: str, value: Any
    ) -> None:
        plural = {"category": "categories"}.get(kind, f"{kind}s")
        minimum = {"minimum": 1} if field == "required" else {}
        assert shop.patch(f"/{plural}/{cafe[kind]['id']}", {field: value} | minimum).status == 200
        recording.calls.clear()

        deliver(*built())

        assert recording.operations == BUILD
        assert texts(shop) == assembled()

    @pytest.mark.parametrize("quantity", [39, 6, 1_000, None])
    def test_of_a_quantity_that_is_not_shown_makes_no_call(
        self, shop: Shop, built: Changes, recording: Recording, cafe: Any, quantity: int | None
    ) -> None:
        """The product has 40 pieces. Its version and the time of its last change differ too."""
        shop.put(f"/products/{cafe['product']['id']}/stock", {"inStock": True, "quantity": quantity})
        records = built()
        assert len(records) == 1
        recording.calls.clear()

        deliver(*records)

        assert recording.operations == []
        assert texts(shop) == assembled()

    def test_of_a_tax_category_makes_no_call(self, shop: Shop, built: Changes, recording: Recording, cafe: Any) -> None:
        assert shop.patch(f"/products/{cafe['product']['id']}", {"taxCategory": "food"}).status == 200
        records = built()
        recording.calls.clear()

        deliver(*records)

        assert recording.operations == []
        assert texts(shop) == assembled()

    def test_of_the_number_of_references_makes_no_call(
        self, shop: Shop, built: Changes, recording: Recording, cafe: Any
    ) -> None:
        shop.add("products", customizationIds=[cafe["customization"]["id"]])
        records = [each for each in built() if each["dynamodb"]["Keys"]["pk"]["S"] == "CUSTOMIZATION"]
        assert len(records) == 1
        recording.calls.clear()

        deliver(*records)

        assert recording.operations == []

    def test_of_an_item_outside_of_the_catalogue_makes_no_call(self, built: Changes, recording: Recording) -> None:
        for partition in ("ADDON#NAME", "ADDON#REQUEST#1f", "MENU"):
            deliver(record(1, None, {"pk": partition, "sk": "1", "id": "1"}))

        assert recording.operations == []

    def test_that_leaves_the_text_as_it_is_writes_only_the_tags(
        self, shop: Shop, built: Changes, recording: Recording, rows: MenuRows
    ) -> None:
        before = rows.tags
        shop.add("products", name="In no category")
        recording.calls.clear()

        deliver(*built())

        assert recording.operations == BUILD
        assert len(recording.calls[-1].request["TransactItems"]) == 1
        assert rows.tags["shapes"] == before["shapes"]
        assert rows.tags["build"] == before["build"] + 1

    def test_is_built_once_for_a_whole_batch(self, shop: Shop, built: Changes, recording: Recording) -> None:
        for _ in range(5):
            shop.add("categories")
        recording.calls.clear()

        deliver(*built())

        assert recording.operations == BUILD

    def test_that_is_delivered_again_shows_the_same_menu(self, shop: Shop, built: Changes, rows: MenuRows) -> None:
        shop.add("categories", name="Tea")
        records = built()
        deliver(*records)
        before = rows.bodies()

        deliver(*records)

        assert rows.bodies() == before == assembled()
        assert rows.marks == set()


def test_the_sample_event_causes_a_build(shop: Shop, recording: Recording) -> None:
    event = json.loads((ROOT / "events/menu_builder/renamed.json").read_text(encoding="utf-8"))

    deliver(*event["Records"])

    assert recording.operations == BUILD


class TestRate:
    def test_the_first_change_is_built_at_once(self, built: Changes, time: Clock) -> None:
        deliver(NEW_ADDON)

        assert time.slept == []

    def test_a_change_soon_after_a_build_waits_for_the_rest_of_a_second(
        self, shop: Shop, built: Changes, time: Clock, recording: Recording
    ) -> None:
        deliver(NEW_ADDON)
        time.advance(0.3)
        time.while_asleep = lambda: shop.add("categories", name="Tea")
        recording.calls.clear()

        deliver(NEW_ADDON)

        assert time.slept == [0.7]
        assert recording.operations == ["UpdateItem", "TransactWriteItems", "GetItem", *BUILD[1:]]
        assert "Tea" in str(shop.get("/menu").body), "it came while the builder waited"

    @pytest.mark.parametrize("ahead", [3, 3600])
    def test_a_build_by_a_clock_that_is_ahead_delays_the_next_one_by_a_second(
        self, built: Changes, time: Clock, rows: MenuRows, ahead: int
    ) -> None:
        deliver(NEW_ADDON)
        time.advance(-ahead)

        deliver(NEW_ADDON)

        assert time.slept == [1.0]
        assert rows.marks == set()

    def test_a_change_that_another_builder_built_meanwhile_is_not_built_again(
        self, built: Changes, time: Clock, recording: Recording, rows: MenuRows
    ) -> None:
        deliver(NEW_ADDON)
        time.while_asleep = another_build
        recording.calls.clear()

        assert build_change("2") is None

        assert recording.operations == ["UpdateItem", "GetItem", *BUILD[1:], "GetItem"]
        assert rows.tags["build"] == 3


def another_build() -> None:
    stored = store.read_tags(consistent=True)
    store_build(stored, assemble(), now())


class TestConcurrentBuilds:
    def test_an_older_build_does_not_replace_a_newer_one(
        self, shop: Shop, built: Changes, rows: MenuRows, in_between: InBetween
    ) -> None:
        """The older build reads the categories. Then one is added, and another builder builds the menu with it.

        The older build has the same text as the menu before. Its tag would tell a client with a copy that nothing has
        changed.
        """
        copy = shop.get("/menu").headers["ETag"]

        def newer() -> None:
            shop.add("categories", name="Tea")
            another_build()

        in_between({"Query"}, newer)

        deliver(NEW_ADDON)

        assert shop.get("/menu", headers={"If-None-Match": copy}).status == 200
        assert "Tea" in rows.bodies()["nested"]
        assert texts(shop) == assembled()

    def test_an_older_build_of_a_reader_is_answered_and_not_stored(
        self, shop: Shop, built: Changes, rows: MenuRows, in_between: InBetween, output: Callable[[], str]
    ) -> None:
        rows.delete("TAGS")
        in_between({"Query"}, another_build)

        assert shop.get("/menu").status == 200

        assert rows.tags["build"] == 1
        assert "MenusNotStored" not in output()

    def test_a_build_keeps_the_mark_of_a_change_that_it_may_have_missed(
        self, shop: Shop, built: Changes, rows: MenuRows, in_between: InBetween
    ) -> None:
        """A builder of another shard marks a change after the build has read the tags, and then fails."""

        def late() -> None:
            shop.add("categories", name="Tea")
            store.mark_change("99", now())

        in_between({"Query"}, late)

        deliver(NEW_ADDON)

        assert rows.marks == {"mark99"}
        assert "Tea" not in rows.bodies()["nested"]

    def test_a_mark_keeps_the_time_of_the_first_delivery(self, built: Changes, time: Clock, rows: MenuRows) -> None:
        first = store.mark_change("7", now())
        time.advance(1)

        assert store.mark_change("7", now()) == first
        assert rows.tags["mark7"] == now() - 1_000

    def test_the_oldest_of_several_marks_counts(self, built: Changes, time: Clock) -> None:
        began = now()
        for mark in ("3", "1", "2"):
            store.mark_change(mark, now())
            time.advance(1)

        assert store.read_tags().stale_since == began


class TestFailure:
    def test_leaves_the_mark_and_the_batch_to_lambda(
        self, built: Changes, rows: MenuRows, recording: Recording
    ) -> None:
        recording.faults.append(Fault("error", "TransactWriteItems", code="ValidationException"))
        with pytest.raises(Exception, match="ValidationException"):
            deliver(NEW_ADDON)
        assert rows.marks == {"mark1"}

        deliver(NEW_ADDON)

        assert rows.marks == set()

    def test_to_store_does_not_fail_the_answer_of_a_reader(
        self, shop: Shop, built: Changes, rows: MenuRows, recording: Recording, output: Callable[[], str]
    ) -> None:
        rows.delete("TAGS")
        recording.faults.append(Fault("error", "TransactWriteItems", code="ValidationException"))

        assert shop.get("/menu").body == assembled()["nested"]

        written = output()
        assert '"MenusNotStored":[1.0]' in written.replace(" ", "")
        assert "The menu cannot be stored" in written
        assert "TAGS" not in rows.read()
