"""PATCH /{kind}/{id}: a JSON merge patch (RFC 7396)."""

import pytest

from harness.shop.kinds import DEFAULTS, PRICED, absent_id, complete, minimal

MERGE_PATCH = {"Content-Type": "application/merge-patch+json"}


@pytest.fixture
def item(shop, kind):
    return shop.post(f"/{kind}", complete(kind)).json


class TestPatch:
    def test_changes_the_named_fields_and_no_others(self, shop, kind, item):
        answer = shop.patch(f"/{kind}/{item['id']}", {"description": "New.", "inStock": True})

        assert answer.status == 200
        changed = {"description": "New.", "inStock": True, "version": 2, "updatedAt": answer.json["updatedAt"]}
        assert answer.json == item | changed
        assert answer.headers["ETag"] == '"2"'
        assert answer.headers["Cache-Control"] == "no-store"
        assert shop.get(f"/{kind}/{item['id']}").json == answer.json

    @pytest.mark.usefixtures("ticking")
    def test_updates_the_time_of_the_last_change(self, shop, kind):
        item = shop.post(f"/{kind}", complete(kind)).json

        assert shop.patch(f"/{kind}/{item['id']}", {"description": "New."}).json["updatedAt"] > item["updatedAt"]

    @pytest.mark.parametrize("content_type", ["application/merge-patch+json", "application/json; charset=utf-8"])
    def test_accepts_a_merge_patch_or_plain_json(self, shop, kind, item, content_type):
        answer = shop.patch(f"/{kind}/{item['id']}", {"inStock": True}, headers={"Content-Type": content_type})

        assert (answer.status, answer.json["inStock"]) == (200, True)

    def test_resets_a_null_field_to_its_default(self, shop, kind, item):
        for name, default in DEFAULTS[kind].items():
            answer = shop.patch(f"/{kind}/{item['id']}", {name: None})

            assert answer.status == 200, answer
            assert answer.json[name] == default

    def test_does_not_remove_a_required_field(self, shop, kind, item):
        required = [name for name in complete(kind) if name not in DEFAULTS[kind]]

        for name in required:
            answer = shop.patch(f"/{kind}/{item['id']}", {name: None})

            assert answer.status == 422
            assert answer.json["errors"] == [{"pointer": f"/{name}", "detail": "is required"}]
        assert shop.get(f"/{kind}/{item['id']}").json == item

    def test_changes_the_amount_of_a_price_and_keeps_its_currency(self, shop):
        for kind in PRICED:
            item = shop.add(kind, price={"amount": 100, "currency": "CAD"})

            answer = shop.patch(f"/{kind}/{item['id']}", {"price": {"amount": 250}}, headers=MERGE_PATCH)

            assert answer.json["price"] == {"amount": 250, "currency": "CAD"}

    @pytest.mark.parametrize(
        ("patch", "pointer"),
        [
            ({"price": {"currency": None}}, "/price/currency"),
            ({"price": {"amount": None}}, "/price/amount"),
            ({"price": {"amount": -1}}, "/price/amount"),
            ({"price": {"currency": "EUR"}}, "/price/currency"),
            ({"price": {"tax": 5}}, "/price/tax"),
            ({"price": 250}, "/price"),
            ({"price": [250]}, "/price"),
            ({"price": {"amount": {"amount": 1}}}, "/price/amount"),
        ],
    )
    def test_is_validated_by_its_result(self, shop, patch, pointer):
        item = shop.add("addons")

        answer = shop.patch(f"/addons/{item['id']}", patch)

        assert answer.status == 422
        assert answer.pointers == [pointer]
        assert shop.get(f"/addons/{item['id']}").json == item

    def test_replaces_a_list_as_a_whole(self, shop):
        first, second = shop.add("addons")["id"], shop.add("addons")["id"]
        customization = shop.add("customizations", addonIds=[first], maximum=1)

        answer = shop.patch(f"/customizations/{customization['id']}", {"addonIds": [second]})

        assert answer.json["addonIds"] == [second]

    def test_may_not_break_a_rule_between_two_fields(self, shop):
        addon = shop.add("addons")["id"]
        item = shop.add("customizations", addonIds=[addon], maximum=1)

        assert shop.patch(f"/customizations/{item['id']}", {"addonIds": []}).pointers == ["/maximum"]
        assert shop.patch(f"/customizations/{item['id']}", {"required": True}).pointers == ["/minimum"]
        assert shop.patch(f"/customizations/{item['id']}", {"addonIds": [], "maximum": 0}).status == 200

    @pytest.mark.parametrize("name", ["id", "version", "createdAt", "updatedAt", "refs", "pk", "writeMark", "in_stock"])
    def test_cannot_set_a_read_only_field(self, shop, kind, item, name):
        answer = shop.patch(f"/{kind}/{item['id']}", {name: 7})

        assert answer.json["errors"] == [{"pointer": f"/{name}", "detail": "is not a field of this document"}]
        assert shop.get(f"/{kind}/{item['id']}").json == item

    def test_ignores_the_removal_of_an_unknown_field(self, shop, kind, item):
        # RFC 7396 §2: null removes a member; there is none to remove.
        answer = shop.patch(f"/{kind}/{item['id']}", {"nonsense": None})

        assert answer.status == 200
        assert "nonsense" not in answer.json

    def test_changes_only_the_version_when_empty(self, shop, kind, item):
        answer = shop.patch(f"/{kind}/{item['id']}", {})

        assert answer.json == item | {"version": 2, "updatedAt": answer.json["updatedAt"]}

    def test_never_creates(self, shop, kind, stored):
        answer = shop.patch(f"/{kind}/{absent_id(kind)}", minimal(kind))

        assert (answer.status, answer.code) == (404, "not_found")
        assert stored() == []

    def test_does_not_look_up_a_malformed_id(self, shop, kind, recording):
        assert shop.patch(f"/{kind}/x", {}).status == 404
        assert recording.calls == []
