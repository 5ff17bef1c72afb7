"""What each operation asks of DynamoDB, and what that costs. A change that costs more is to be seen here."""

import json
import math

import pytest

from harness.aws.metering import table_units
from harness.shop.kinds import HELD_BY, HOLDS, KINDS, absent_id, minimal, referring


@pytest.fixture
def cost(recording):
    """Operations and units of the table that a request took."""

    def measure(request, *arguments, **event):
        recording.calls.clear()
        answer = request(*arguments, **event)
        assert answer.status < 500, answer
        return [(call.operation, table_units(call)) for call in recording.calls]

    return measure


@pytest.fixture
def index_units(recording):
    """Units of the index `by-name` that the last request took."""
    return lambda: [call.index_capacity for call in recording.calls]


@pytest.fixture(autouse=True)
def small_items(stored):
    """The figures are for items of up to 1 KB each."""
    yield
    items = [row for row in stored() if row["pk"]["S"] != "MENU"]
    assert max((len(json.dumps(row)) for row in items), default=0) < 1024


def three(shop, holder):
    target = HOLDS[holder].kind
    return [shop.add(target)["id"] for _ in range(3)]


class TestReading:
    def test_one_takes_half_a_unit(self, shop, kind, cost):
        url = f"/{kind}/{shop.add(kind)['id']}"

        assert cost(shop.get, url) == [("GetItem", 0.5)]
        assert cost(shop.get, f"/{kind}/{absent_id(kind)}") == [("GetItem", 0.5)]
        assert cost(shop.get, url, headers={"If-None-Match": '"1"'}) == [("GetItem", 0.5)]

    def test_a_page_takes_one_query_of_the_index(self, shop, kind, cost, index_units):
        for _ in range(3):
            shop.add(kind)

        for url in (f"/{kind}", f"/{kind}?limit=2", f"/{kind}?name={kind}", f"/{kind}?inStock=true"):
            assert cost(shop.get, url) == [("Query", 0)]
            assert index_units() == [0.5]

    def test_a_page_costs_its_own_size_however_many_items_there_are(self, shop, cost, index_units, copies, recording):
        addon = shop.add("addons", name="addon")
        found = {}
        for more in (30, 300):
            copies(addon, more)
            cost(shop.get, "/addons?limit=25")
            found[more] = index_units()

        read = recording.calls[0].request["Limit"]
        assert read == 26
        assert found[30] == found[300]
        # An item is of 300 to 400 bytes: 26 of them fill two or three pages of 4 KB.
        assert found[300][0] in {0.5 * math.ceil(26 * size / 4096) for size in range(300, 401)}

    def test_products_of_a_category_take_two_calls(self, shop, cost):
        ids = [shop.add("products")["id"] for _ in range(5)]
        category = shop.add("categories", productIds=ids)["id"]

        assert cost(shop.get, f"/products?category={category}") == [("GetItem", 0.5), ("BatchGetItem", 2.5)]
        assert cost(shop.get, f"/products?category={category}&inStock=true&limit=1") == [
            ("GetItem", 0.5),
            ("BatchGetItem", 2.5),
        ]

    def test_the_menu_takes_one_call(self, shop, cost):
        for kind in KINDS:
            for _ in range(3):
                shop.add(kind)
        shop.get("/menu")

        for shape in ("nested", "flat"):
            cost(shop.get, f"/menu?shape={shape}")
            assert cost(shop.get, f"/menu?shape={shape}") == [("GetItem", 0.5)]


class TestCreating:
    def test_writes_the_item_and_its_name(self, shop, kind, cost, index_units):
        assert cost(shop.post, f"/{kind}", minimal(kind)) == [("TransactWriteItems", 4)]

    def test_writes_each_reference_s_count_too(self, shop, holder, cost):
        references = referring(holder, three(shop, holder))

        assert cost(shop.post, f"/{holder}", minimal(holder) | references) == [("TransactWriteItems", 10)]

    def test_writes_the_answer_too_where_there_is_a_key(self, shop, kind, cost):
        body, key = minimal(kind), {"Idempotency-Key": "k"}

        assert cost(shop.post, f"/{kind}", body, headers=key) == [("TransactWriteItems", 6)]
        assert [operation for operation, _ in cost(shop.post, f"/{kind}", body, headers=key)] == ["TransactWriteItems"]

    def test_that_is_refused_takes_one_call(self, shop, kind, cost):
        body = minimal(kind)
        shop.post(f"/{kind}", body)

        assert [operation for operation, _ in cost(shop.post, f"/{kind}", body)] == ["TransactWriteItems"]
        assert cost(shop.post, f"/{kind}", {}) == []


class TestChanging:
    def test_fields_takes_one_unit(self, shop, kind, cost, index_units):
        item = shop.add(kind)
        body = minimal(kind) | {"name": item["name"], "description": "New."}

        assert cost(shop.put, f"/{kind}/{item['id']}", body) == [("UpdateItem", 1)]
        assert index_units() == [1]
        assert cost(shop.put, f"/{kind}/{item['id']}", body, headers={"If-Match": '"2"'}) == [("UpdateItem", 1)]

    def test_stock_takes_one_unit(self, shop, kind, cost, index_units):
        url = f"/{kind}/{shop.add(kind)['id']}/stock"

        assert cost(shop.put, url, {"inStock": False}) == [("UpdateItem", 1)]
        assert index_units() == [1]
        assert cost(shop.put, url, {"inStock": False}, headers={"If-Match": '"2"'}) == [("UpdateItem", 1)]

    def test_that_is_refused_for_its_version_takes_one_call(self, shop, kind, cost):
        item = shop.add(kind)
        stale = {"If-Match": '"7"'}
        same_name = minimal(kind) | {"name": item["name"]}

        for url, body in ((f"/{kind}/{item['id']}", same_name), (f"/{kind}/{item['id']}/stock", {"inStock": False})):
            assert [operation for operation, _ in cost(shop.put, url, body, headers=stale)] == ["UpdateItem"]
        assert cost(shop.patch, f"/{kind}/{item['id']}", {}, headers=stale) == [("GetItem", 1)]
        assert cost(shop.delete, f"/{kind}/{item['id']}", headers=stale) == [("GetItem", 1)]

    def test_some_fields_reads_what_it_builds_on(self, shop, kind, cost):
        url = f"/{kind}/{shop.add(kind)['id']}"

        assert cost(shop.patch, url, {"description": "New."}) == [("GetItem", 1), ("UpdateItem", 1)]

    def test_the_name_writes_the_item_and_both_names(self, shop, kind, cost):
        item = shop.add(kind)
        url = f"/{kind}/{item['id']}"

        assert cost(shop.patch, url, {"name": "Another"}) == [("GetItem", 1), ("TransactWriteItems", 6)]
        # The cheap way is tried first; what stands comes back with its refusal.
        assert cost(shop.put, url, minimal(kind)) == [("UpdateItem", 0), ("TransactWriteItems", 6)]

    def test_references_writes_the_item_and_each_count_that_changes(self, shop, holder, cost):
        ids = three(shop, holder)
        item = shop.add(holder, **referring(holder, ids[:2]))
        patch = referring(holder, ids[1:])

        assert cost(shop.patch, f"/{holder}/{item['id']}", patch) == [("GetItem", 1), ("TransactWriteItems", 6)]

    def test_the_order_of_references_writes_the_item_only(self, shop, holder, cost):
        ids = three(shop, holder)
        item = shop.add(holder, **referring(holder, ids))
        patch = referring(holder, ids[::-1])

        assert cost(shop.patch, f"/{holder}/{item['id']}", patch) == [("GetItem", 1), ("UpdateItem", 1)]

    def test_the_order_of_categories_writes_those_that_move(self, shop, cost):
        ids = [shop.add("categories", position=position)["id"] for position in (0, 1, 3, 2)]

        assert cost(shop.put, "/categories/order", {"categoryIds": ids}) == [("Query", 1), ("TransactWriteItems", 4)]


class TestDeleting:
    def test_takes_the_item_and_its_name(self, shop, kind, cost):
        url = f"/{kind}/{shop.add(kind)['id']}"

        assert cost(shop.delete, url) == [("GetItem", 1), ("TransactWriteItems", 4)]

    def test_takes_each_reference_s_count_too(self, shop, holder, cost):
        item = shop.add(holder, **referring(holder, three(shop, holder)))

        assert cost(shop.delete, f"/{holder}/{item['id']}") == [("GetItem", 1), ("TransactWriteItems", 10)]

    def test_that_is_refused_looks_for_the_dependants_only_then(self, shop, holder, cost):
        ids = three(shop, holder)
        shop.add(holder, **referring(holder, ids))
        target = HOLDS[holder].kind
        kinds_read = HELD_BY[target].index(holder) + 1

        operations = [operation for operation, _ in cost(shop.delete, f"/{target}/{ids[0]}")]

        assert operations == ["GetItem", "TransactWriteItems", *["Query"] * kinds_read]

    def test_of_nothing_takes_a_read(self, shop, kind, cost):
        assert cost(shop.delete, f"/{kind}/{absent_id(kind)}") == [("GetItem", 1)]


class TestEveryRequest:
    def test_scans_nothing_and_writes_on_a_condition(self, shop, holder, recording):
        ids = three(shop, holder)
        item = shop.add(holder, **referring(holder, ids[:2]))
        url = f"/{holder}/{item['id']}"
        shop.get(f"/{holder}?inStock=true&name=x")
        shop.patch(url, referring(holder, ids[1:]))
        shop.put(url, minimal(holder))
        shop.put(f"{url}/stock", {"inStock": False})
        shop.delete(url)

        writes = []
        for call in recording.calls:
            assert call.operation in {"GetItem", "Query", "UpdateItem", "TransactWriteItems"}
            if call.operation == "UpdateItem":
                writes.append(call.request)
            for write in call.request.get("TransactItems", ()):
                writes += write.values()
        assert len(writes) > 20
        assert all(write["ConditionExpression"] for write in writes)
