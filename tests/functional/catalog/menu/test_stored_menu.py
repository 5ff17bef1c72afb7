"""Reads of the stored menu: which calls they make, and when a reader builds the menu itself."""

from collections.abc import Callable
from typing import Any

import pytest

from categories.menu.building import OtherCurrency, assemble
from harness.aws.dynamodb_proxy import Fault, Recording
from harness.shop.client import Shop
from tests.functional.catalog.menu.conftest import Clock
from tests.support.shop.menu import SHAPES, MenuRows, assembled, deliver, forget_bodies, rebuild, record, texts

BUILD = ["Query"] * 4 + ["TransactWriteItems"]


@pytest.fixture
def calls(recording: Recording, cafe: Any) -> Recording:
    """The calls after the menu was built."""
    rebuild()
    recording.calls.clear()
    return recording


class TestRead:
    def test_takes_half_a_unit_once_the_process_has_the_body(self, shop: Shop, calls: Recording) -> None:
        first = shop.get("/menu")
        assert calls.capacities == [("GetItem", 0.5, 0), ("GetItem", 0.5, 0)]
        calls.calls.clear()

        assert shop.get("/menu") == first

        assert calls.capacities == [("GetItem", 0.5, 0)]

    def test_of_a_current_copy_takes_half_a_unit_also_in_a_new_process(self, shop: Shop, calls: Recording) -> None:
        tag = shop.get("/menu").headers["ETag"]
        forget_bodies()
        calls.calls.clear()

        answer = shop.get("/menu", headers={"If-None-Match": tag})

        assert (answer.status, answer.body, answer.headers["ETag"]) == (304, None, tag)
        assert calls.capacities == [("GetItem", 0.5, 0)]

    def test_reads_several_parts_with_one_call_that_returns_them_in_any_order(
        self, shop: Shop, calls: Recording, rows: MenuRows, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def reverse(_: str, document: dict[str, Any]) -> None:
            for items in document.get("Responses", {}).values():
                items.reverse()

        monkeypatch.setattr("categories.menu.answers._PART_BYTES", 30)
        shop.add("categories")
        rebuild()
        assert rows.tags["shapes"]["nested"]["parts"] == len([key for key in rows.read() if "nested" in key]) > 10
        expected = assembled()["nested"]
        calls.rewrite = reverse
        calls.calls.clear()

        assert shop.get("/menu").body == expected

        assert calls.operations == ["GetItem", "BatchGetItem"]

    @pytest.mark.parametrize("shape", SHAPES)
    def test_returns_what_assembling_gives(self, shop: Shop, calls: Recording, shape: str) -> None:
        assert shop.get(f"/menu?shape={shape}").body == assembled()[shape]

    def test_sees_a_build_although_the_process_has_another_body(
        self, shop: Shop, calls: Recording, cafe: dict[str, Any]
    ) -> None:
        shop.get("/menu")
        shop.patch(f"/products/{cafe['product']['id']}", {"name": "Flat white"})
        rebuild()

        assert "Flat white" in str(shop.get("/menu").body)


class TestMenuThatCannotBeUsed:
    """A reader builds the menu, answers with it and stores it. The next one reads it."""

    @pytest.fixture(params=SHAPES)
    def shape(self, request: pytest.FixtureRequest) -> str:
        return str(request.param)

    def check_built_once(self, shop: Shop, calls: Recording, rows: MenuRows, shape: str) -> None:
        forget_bodies()
        expected = assembled()
        calls.calls.clear()

        answer = shop.get(f"/menu?shape={shape}")

        assert answer.body == expected[shape]
        assert calls.operations[-5:] == BUILD
        assert rows.bodies() == expected
        forget_bodies()
        calls.calls.clear()
        assert shop.get(f"/menu?shape={shape}") == answer
        assert calls.operations == ["GetItem"] * 2

    def test_is_built_if_it_was_never_built(self, shop: Shop, calls: Recording, rows: MenuRows, shape: str) -> None:
        rows.delete(*rows.read())

        self.check_built_once(shop, calls, rows, shape)

    def test_is_built_if_only_a_change_was_marked(
        self, shop: Shop, calls: Recording, rows: MenuRows, shape: str
    ) -> None:
        rows.delete(*rows.read())
        calls.faults.append(Fault("error", "Query", code="ValidationException"))
        with pytest.raises(Exception, match="ValidationException"):
            rebuild()
        assert set(rows.tags) == {"pk", "sk", "mark1", "writeMark"}

        self.check_built_once(shop, calls, rows, shape)

    def test_is_built_if_a_part_is_missing(self, shop: Shop, calls: Recording, rows: MenuRows, shape: str) -> None:
        rows.delete(f"{shape}#00")

        self.check_built_once(shop, calls, rows, shape)

    @pytest.mark.parametrize("content", [b"", b"not compressed", b"x\x9c\x03\x00\x00\x00\x00\x01"], ids=repr)
    def test_is_built_if_a_part_is_broken(
        self, shop: Shop, calls: Recording, rows: MenuRows, shape: str, content: bytes
    ) -> None:
        rows.put(f"{shape}#00", content=content)

        self.check_built_once(shop, calls, rows, shape)

    def test_is_built_if_the_parts_are_of_another_build(
        self, shop: Shop, calls: Recording, rows: MenuRows, shape: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("categories.menu.answers._PART_BYTES", 200)
        shop.add("categories", description="Before")
        rebuild()
        before = rows.read()
        shop.add("categories", description="After")
        rebuild()
        rows.put(f"{shape}#01", content=before[f"{shape}#01"]["content"])

        self.check_mixture_is_not_shown(shop, calls, shape)

    def check_mixture_is_not_shown(self, shop: Shop, calls: Recording, shape: str) -> None:
        calls.calls.clear()
        assert shop.get(f"/menu?shape={shape}").body == assembled()[shape]
        assert calls.operations[:4] == ["GetItem", "BatchGetItem"] * 2
        assert texts(shop) == assembled()

    @pytest.mark.parametrize(("name", "value"), [("SHOP_NAME", "Another name"), ("FORMAT", "3")])
    def test_is_built_if_it_depends_on_something_else(
        self,
        shop: Shop,
        calls: Recording,
        rows: MenuRows,
        shape: str,
        monkeypatch: pytest.MonkeyPatch,
        name: str,
        value: str,
    ) -> None:
        if name == "FORMAT":
            monkeypatch.setattr("categories.menu.answers.FORMAT", int(value))
        else:
            monkeypatch.setenv(name, value)

        self.check_built_once(shop, calls, rows, shape)

    def test_is_read_again_consistently_before_it_is_built(self, shop: Shop, calls: Recording) -> None:
        """An eventually consistent read can find the tag item before a build and the parts after it."""
        reads: list[str] = []

        def outdated(operation: str, document: dict[str, Any]) -> None:
            reads.append(operation)
            if len(reads) == 2:
                del document["Item"]

        calls.rewrite = outdated

        assert shop.get("/menu").body == assembled()["nested"]

        gets = [call for call in calls.calls if call.operation == "GetItem"]
        assert [call.request["ConsistentRead"] for call in gets] == [False, False, True, True]
        assert reads[:4] == ["GetItem"] * 4


class TestMenuThatIsTooLarge:
    @pytest.fixture(params=["the builder", "a reader"])
    def large(
        self, shop: Shop, calls: Recording, rows: MenuRows, request: pytest.FixtureRequest, monkeypatch: Any
    ) -> Recording:
        """The calls after a build whose nested shape is larger than a response."""
        for _ in range(3):
            shop.add("products", customizationIds=[shop.get("/customizations").json["items"][0]["id"]])
        ids = [item["id"] for item in shop.get("/products").json["items"]]
        shop.add("categories", productIds=ids)
        sizes = {shape: answer.size for shape, answer in assemble().items()}
        assert sizes["flat"] < sizes["nested"]
        monkeypatch.setattr("categories.menu.answers.MOST_BYTES", sizes["flat"])
        rows.delete("TAGS")
        if request.param == "the builder":
            rebuild()
        else:
            assert shop.get("/menu").status == 422
        forget_bodies()
        calls.calls.clear()
        return calls

    def test_is_a_problem_of_its_own_that_needs_no_build(self, shop: Shop, large: Recording) -> None:
        answer = shop.get("/menu", headers={"If-None-Match": "*"})

        assert (answer.status, answer.code) == (422, "menu_too_large")
        assert "shape=flat" in answer.json["detail"]
        assert answer.headers["Cache-Control"] == "no-store"
        assert large.capacities == [("GetItem", 0.5, 0)]

    def test_leaves_the_other_shape_as_it_is(self, shop: Shop, large: Recording) -> None:
        answer = shop.get("/menu?shape=flat")

        assert (answer.status, answer.body) == (200, assembled()["flat"])
        assert large.operations[:2] == ["GetItem", "GetItem"]


class TestStaleMenu:
    """A change that was seen 1.5 seconds ago and is not built means that the builder fails or is slow."""

    @pytest.fixture
    def late(self, shop: Shop, time: Clock, calls: Recording, cafe: dict[str, Any]) -> Recording:
        """The calls after a change that the builder has marked and could not build."""
        shop.patch(f"/addons/{cafe['addon']['id']}", {"name": "Soy milk"})
        time.advance(5)
        calls.faults.append(Fault("error", "Query", code="ValidationException"))
        with pytest.raises(Exception, match="ValidationException"):
            deliver(record(7, None, {"pk": "ADDON", "sk": "add_1", "id": "add_1"}))
        calls.calls.clear()
        return calls

    def test_is_shown_for_one_and_a_half_seconds(self, shop: Shop, late: Recording, time: Clock) -> None:
        time.advance(1.5)

        assert "Oat milk" in str(shop.get("/menu").body)

        assert late.operations == ["GetItem", "GetItem"]

    def test_is_built_by_the_next_reader(self, shop: Shop, late: Recording, time: Clock, rows: MenuRows) -> None:
        time.advance(1.501)

        assert shop.get("/menu").body == assembled()["nested"]

        assert late.operations[:7] == ["GetItem", "GetItem", *BUILD]
        assert rows.marks == set()
        assert rows.bodies() == assembled()

    def test_is_shown_longer_if_builds_take_longer(
        self, shop: Shop, late: Recording, time: Clock, rows: MenuRows
    ) -> None:
        """Several readers who build a large menu would not be faster than the builder."""
        rows.put("TAGS", took=2_000)
        time.advance(3.5)
        assert "Oat milk" in str(shop.get("/menu").body)
        assert late.operations == ["GetItem", "GetItem"]

        time.advance(0.001)
        assert "Soy milk" in str(shop.get("/menu").body)

    def test_is_shown_for_a_limited_time_after_a_build_that_took_very_long(
        self, shop: Shop, late: Recording, time: Clock, rows: MenuRows
    ) -> None:
        rows.put("TAGS", took=60_000)
        time.advance(4.501)

        assert "Soy milk" in str(shop.get("/menu").body)

    def test_is_built_if_the_mark_is_of_a_wrong_clock(self, shop: Shop, late: Recording, time: Clock) -> None:
        time.advance(-60)

        assert "Soy milk" in str(shop.get("/menu").body)

    def test_is_replaced_for_a_client_with_a_copy(self, shop: Shop, late: Recording, time: Clock) -> None:
        tag = shop.get("/menu").headers["ETag"]
        time.advance(2)

        answer = shop.get("/menu", headers={"If-None-Match": tag})

        assert (answer.status, "Soy milk" in str(answer.body)) == (200, True)


class TestOtherCurrency:
    """A changed parameter would make a menu of two currencies. The error in the log says what to do."""

    @pytest.mark.parametrize("shape", SHAPES)
    def test_of_a_shop_with_prices_is_not_served(
        self,
        shop: Shop,
        calls: Recording,
        rows: MenuRows,
        shape: str,
        monkeypatch: pytest.MonkeyPatch,
        output: Callable[[], str],
    ) -> None:
        before = rows.read()
        with monkeypatch.context() as patch:
            patch.setenv("SHOP_CURRENCY", "EUR")
            output()

            answer = shop.get(f"/menu?shape={shape}")

            assert (answer.status, answer.code) == (500, "internal_error")
            said = output()
            assert "are in CAD, for example" in said
            assert "the parameter Currency is EUR. Set it back, or give these items new prices." in said
            with pytest.raises(OtherCurrency):
                rebuild()
        assert {key: item for key, item in rows.read().items() if key != "TAGS"} == {
            key: item for key, item in before.items() if key != "TAGS"
        }
        rebuild()
        assert shop.get(f"/menu?shape={shape}").body == assembled()[shape]

    def test_of_a_shop_without_prices_is_served(self, shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
        shop.add("categories")
        monkeypatch.setenv("SHOP_CURRENCY", "JPY")

        menu = shop.get("/menu").json

        assert (menu["currency"], menu["currencyDigits"]) == ("JPY", 0)
