"""Another writer changes the data between the read and the write of a request."""

from types import SimpleNamespace

import pytest

from bodega import deadline
from bodega.catalog.operations import Catalog
from bodega.validation import load_model
from harness.shop.functions import function_of, load_app
from harness.shop.kinds import HOLDS, minimal, referring


def catalog_of(kind):
    """Return the kind's operations without HTTP, since a process handles only one request at a time."""
    return Catalog(load_app(function_of(f"/{kind}")).KIND)


class TestPatch:
    def test_keeps_a_concurrent_change(self, shop, kind, in_between):
        item = shop.add(kind)
        done = in_between({"GetItem"}, lambda: catalog_of(kind).set_stock(item["id"], {"inStock": False}, None))

        answer = shop.patch(f"/{kind}/{item['id']}", {"description": "New."})

        assert done
        assert (answer.status, answer.json["version"]) == (200, 3)
        assert (answer.json["description"], answer.json["inStock"]) == ("New.", False)

    def test_keeps_several_concurrent_changes(self, shop, kind, in_between):
        item = shop.add(kind)
        numbers = iter(range(100))

        def stock():
            return {"inStock": bool(next(numbers) % 2)}

        done = in_between(
            {"GetItem", "TransactWriteItems"}, lambda: catalog_of(kind).set_stock(item["id"], stock(), None), times=3
        )

        answer = shop.patch(f"/{kind}/{item['id']}", {"name": "Renamed"})

        assert len(done) == 3
        assert (answer.status, answer.json["version"], answer.json["name"]) == (200, 5, "Renamed")

    def test_with_if_match_fails_after_a_concurrent_change(self, shop, kind, in_between):
        item = shop.add(kind)
        in_between({"GetItem"}, lambda: catalog_of(kind).set_stock(item["id"], {"inStock": False}, None))

        answer = shop.patch(f"/{kind}/{item['id']}", {"description": "New."}, headers={"If-Match": '"1"'})

        assert (answer.status, answer.code) == (412, "version_conflict")
        assert shop.get(f"/{kind}/{item['id']}").json["description"] == ""

    def test_does_not_restore_an_item_deleted_concurrently(self, shop, kind, in_between, stored):
        item = shop.add(kind)
        in_between({"GetItem"}, lambda: catalog_of(kind).delete(item["id"], None))

        assert shop.patch(f"/{kind}/{item['id']}", {"description": "New."}).status == 404
        assert stored() == []

    def test_is_validated_by_the_combined_result(self, shop, in_between):
        addons = [shop.add("addons")["id"] for _ in range(2)]
        item = shop.add("customizations", addonIds=addons, maximum=1)
        fields = {name: item[name] for name in ("name", "description", "inStock", "required", "maxPerAddon", "minimum")}
        in_between(
            {"GetItem"},
            lambda: catalog_of("customizations").replace(item["id"], fields | {"addonIds": addons, "maximum": 2}, None),
        )

        answer = shop.patch(f"/customizations/{item['id']}", {"addonIds": addons[:1]})

        assert answer.pointers == ["/maximum"]

    def test_does_not_take_a_name_that_was_taken_concurrently(self, shop, kind, in_between):
        item = shop.add(kind)
        in_between({"GetItem"}, lambda: catalog_of(kind).create(minimal_document(kind, "Chai"), None))

        assert shop.patch(f"/{kind}/{item['id']}", {"name": "chai"}).code == "name_taken"


class TestReplace:
    def test_with_a_new_name_follows_a_concurrent_change(self, shop, kind, in_between):
        item = shop.add(kind)
        done = in_between({"UpdateItem"}, lambda: catalog_of(kind).set_stock(item["id"], {"inStock": False}, None))

        answer = shop.put(f"/{kind}/{item['id']}", minimal(kind))

        assert done
        assert (answer.status, answer.json["version"], answer.json["inStock"]) == (200, 3, True)

    def test_with_a_new_name_does_not_restore_an_item_deleted_concurrently(self, shop, kind, in_between, stored):
        item = shop.add(kind)
        in_between({"UpdateItem"}, lambda: catalog_of(kind).delete(item["id"], None))

        assert shop.put(f"/{kind}/{item['id']}", minimal(kind)).status == 404
        assert stored() == []

    def test_with_a_new_name_follows_a_concurrent_rename(self, shop, kind, in_between, state):
        item = shop.add(kind)
        in_between({"UpdateItem"}, lambda: catalog_of(kind).patch(item["id"], {"name": "In between"}, None))

        answer = shop.put(f"/{kind}/{item['id']}", minimal(kind) | {"name": "At last"})

        assert (answer.status, answer.json["version"]) == (200, 3)
        assert [name for _, name in state().claims] == ["at last"]


class TestDelete:
    def test_succeeds_after_a_concurrent_change(self, shop, kind, in_between, stored):
        item = shop.add(kind)
        done = in_between({"GetItem"}, lambda: catalog_of(kind).patch(item["id"], {"name": "Renamed"}, None))

        assert shop.delete(f"/{kind}/{item['id']}").status == 204
        assert done
        assert stored() == []

    def test_with_if_match_fails_after_a_concurrent_change(self, shop, kind, in_between):
        item = shop.add(kind)
        in_between({"GetItem"}, lambda: catalog_of(kind).set_stock(item["id"], {"inStock": False}, None))

        assert shop.delete(f"/{kind}/{item['id']}", headers={"If-Match": '"1"'}).status == 412
        assert shop.get(f"/{kind}/{item['id']}").status == 200

    def test_with_if_match_fails_after_a_concurrent_change_and_a_reference(self, shop, holder, in_between):
        _, target = HOLDS[holder]
        item = shop.add(target)

        def change_and_refer():
            catalog_of(target).set_stock(item["id"], {"inStock": False}, None)
            catalog_of(holder).create(minimal_document(holder) | referring(holder, [item["id"]]), None)

        in_between({"GetItem"}, change_and_refer)

        answer = shop.delete(f"/{target}/{item['id']}", headers={"If-Match": '"1"'})

        assert (answer.status, answer.code) == (412, "version_conflict")

    def test_is_404_after_a_concurrent_deletion(self, shop, kind, in_between):
        item = shop.add(kind)
        in_between({"GetItem"}, lambda: catalog_of(kind).delete(item["id"], None))

        assert shop.delete(f"/{kind}/{item['id']}").status == 404

    def test_fails_after_a_concurrent_reference(self, shop, holder, in_between):
        _, target = HOLDS[holder]
        item = shop.add(target)
        document = minimal_document(holder) | referring(holder, [item["id"]])
        in_between({"GetItem"}, lambda: catalog_of(holder).create(document, None))

        answer = shop.delete(f"/{target}/{item['id']}")

        assert (answer.status, answer.code) == (409, "in_use")
        assert answer.json["dependants"] == [shop.get(f"/{holder}").json["items"][0]["id"]]

    def test_releases_references_added_concurrently(self, shop, holder, in_between, state):
        _, target = HOLDS[holder]
        ids = [shop.add(target)["id"] for _ in range(2)]
        item = shop.add(holder, **referring(holder, ids[:1]))
        in_between({"GetItem"}, lambda: catalog_of(holder).patch(item["id"], referring(holder, ids), None))

        assert shop.delete(f"/{holder}/{item['id']}").status == 204
        assert [state().refs(item_id) for item_id in ids] == [0, 0]


class TestOrderOfCategories:
    def test_restarts_after_a_concurrent_change_of_a_category(self, shop, in_between, recording):
        ids = [shop.add("categories")["id"] for _ in range(3)]
        recording.calls.clear()
        done = in_between({"Query"}, lambda: catalog_of("categories").patch(ids[1], {"description": "New."}, None))

        answer = shop.put("/categories/order", {"categoryIds": ids[::-1]})

        assert done
        assert answer.status == 200
        assert [(item["id"], item["position"]) for item in answer.json["items"]] == list(
            zip(ids[::-1], range(3), strict=True)
        )
        assert answer.json["items"][1]["description"] == "New."
        assert recording.operations.count("TransactWriteItems") == 2

    def test_names_a_category_that_was_deleted_concurrently(self, shop, in_between):
        ids = [shop.add("categories")["id"] for _ in range(3)]
        in_between({"Query"}, lambda: catalog_of("categories").delete(ids[1], None))

        answer = shop.put("/categories/order", {"categoryIds": ids})

        assert answer.json["errors"] == [
            {"pointer": "/categoryIds/1", "detail": "is not the ID of a category of this shop"}
        ]
        assert [shop.get(f"/categories/{ids[place]}").json["position"] for place in (0, 2)] == [None, None]


class TestConstantInterference:
    """If another writer interferes with every attempt, the request gives up in time and changes nothing."""

    @pytest.mark.parametrize("method", ["PATCH", "DELETE"])
    def test_ends_with_503(self, shop, kind, in_between, method, recording, monkeypatch):
        each_call_takes_a_second = SimpleNamespace(monotonic=lambda: len(recording.calls))
        monkeypatch.setattr(deadline, "time", each_call_takes_a_second)
        item = shop.add(kind)
        url = f"/{kind}/{item['id']}"
        seen = {"GetItem", "UpdateItem", "TransactWriteItems"}
        done = in_between(seen, lambda: catalog_of(kind).set_stock(item["id"], {"inStock": True}, None), times=1000)

        answer = shop.call(method, url, body={"description": "New."} if method == "PATCH" else None)

        assert (answer.status, answer.code) == (503, "storage_unavailable")
        in_between.end()
        assert len(done) > 1
        now = shop.get(url).json
        assert now == item | {"version": 1 + len(done), "updatedAt": now["updatedAt"]}


def minimal_document(kind, name=None):
    """Return the fields that the rules receive for a minimal body: every field of the model."""
    body = minimal(kind) | ({"name": name} if name else {})
    model = load_model(load_app(function_of(f"/{kind}")).KIND.fields)
    return model.model_validate(body).as_json()
