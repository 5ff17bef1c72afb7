"""The rules for the fields of a customization, alone and combined."""

import pytest

from harness.shop.kinds import absent_id

pytestmark = pytest.mark.one_client

IDS = [absent_id("addons", number) for number in range(51)]


def body(**fields):
    return {"name": "Milk", "addonIds": [], "maximum": 0} | fields


@pytest.fixture
def addons(shop):
    return [shop.add("addons")["id"] for _ in range(3)]


class TestFields:
    @pytest.mark.parametrize(
        ("fields", "pointers"),
        [
            ({"addonIds": None}, ["/addonIds"]),
            ({"addonIds": IDS[0]}, ["/addonIds"]),
            ({"addonIds": {}}, ["/addonIds"]),
            ({"addonIds": [7]}, ["/addonIds/0"]),
            ({"addonIds": [None]}, ["/addonIds/0"]),
            ({"addonIds": [IDS[0], "x"]}, ["/addonIds/1"]),
            ({"addonIds": [IDS[0] + "\n"]}, ["/addonIds/0"]),
            ({"addonIds": [absent_id("products")]}, ["/addonIds/0"]),
            ({"addonIds": [IDS[0].lower()]}, ["/addonIds/0"]),
            ({"addonIds": [IDS[0], IDS[1], IDS[0]]}, ["/addonIds"]),
            ({"addonIds": IDS}, ["/addonIds"]),
            ({"required": "true"}, ["/required"]),
            ({"required": 1}, ["/required"]),
            ({"required": None}, ["/required"]),
            *[({"maxPerAddon": value}, ["/maxPerAddon"]) for value in (0, -1, 101, "1", 1.5, True, None)],
            *[({"minimum": value}, ["/minimum"]) for value in (-1, "1", 1.5, True, None)],
            *[({"maximum": value}, ["/maximum"]) for value in (-1, "1", 1.5, True, None, [])],
        ],
        ids=str,
    )
    def test_are_named_when_invalid(self, shop, stored, fields, pointers):
        answer = shop.post("/customizations", body(**fields))

        assert (answer.status, answer.code) == (422, "validation_failed")
        assert answer.pointers == pointers
        assert stored() == []

    @pytest.mark.parametrize("name", ["addonIds", "maximum"])
    def test_without_a_default_are_required(self, shop, name):
        document = body()
        del document[name]

        answer = shop.post("/customizations", document)

        assert answer.json["errors"] == [{"pointer": f"/{name}", "detail": "is required"}]

    def test_hold_up_to_fifty_addons(self, shop, copies):
        ids = copies(shop.add("addons"), 50)

        created = shop.add("customizations", addonIds=ids, maxPerAddon=100, maximum=5000)

        assert created["addonIds"] == ids
        assert (created["maxPerAddon"], created["maximum"]) == (100, 5000)


class TestLimits:
    """0 ≤ minimum ≤ maximum ≤ addons × maxPerAddon; a required customization has a minimum of at least 1."""

    @pytest.mark.parametrize(
        ("fields", "pointers"),
        [
            ({"maximum": 4}, ["/maximum"]),
            ({"maximum": 7, "maxPerAddon": 2}, ["/maximum"]),
            ({"minimum": 2, "maximum": 1}, ["/maximum"]),
            ({"minimum": 3, "maximum": 2, "required": True}, ["/maximum"]),
            ({"required": True, "maximum": 1}, ["/minimum"]),
            ({"required": True, "minimum": 0, "maximum": 1}, ["/minimum"]),
            ({"minimum": 10**18, "maximum": 10**18}, ["/maximum"]),
            ({"minimum": -1, "maximum": 4}, ["/minimum", "/maximum"]),
        ],
        ids=str,
    )
    def test_are_rejected_when_they_break_a_rule(self, shop, addons, fields, pointers):
        answer = shop.post("/customizations", body(addonIds=addons, **fields))

        assert answer.status == 422
        assert answer.pointers == pointers

    @pytest.mark.parametrize(
        "fields",
        [
            {"maximum": 0},
            {"maximum": 3},
            {"minimum": 3, "maximum": 3, "required": True},
            {"minimum": 1, "maximum": 1, "required": True},
            {"minimum": 1, "maximum": 2, "required": False},
            {"maximum": 6, "maxPerAddon": 2, "minimum": 6},
        ],
        ids=str,
    )
    def test_are_accepted_within_the_rules(self, shop, addons, fields):
        answer = shop.post("/customizations", body(addonIds=addons, **fields))

        assert answer.status == 201
        assert {name: answer.json[name] for name in fields} == fields

    def test_have_no_effect_without_addons(self, shop):
        assert shop.post("/customizations", body()).status == 201
        assert shop.post("/customizations", body(maximum=1)).pointers == ["/maximum"]

    def test_are_validated_by_put_and_patch_too(self, shop, addons):
        item = shop.add("customizations", addonIds=addons, maximum=3)
        url = f"/customizations/{item['id']}"

        assert shop.put(url, body(addonIds=addons, maximum=4)).pointers == ["/maximum"]
        assert shop.patch(url, {"minimum": 4}).pointers == ["/maximum"]
        assert shop.patch(url, {"required": True}).pointers == ["/minimum"]
        assert shop.patch(url, {"required": True, "minimum": 3}).status == 200
