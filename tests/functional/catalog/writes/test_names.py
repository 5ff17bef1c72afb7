"""Names are unique within their kind. Case, width, invisible characters and the number of spaces make no difference."""

import tomllib
from pathlib import Path

import pytest

from harness.shop.kinds import KINDS, minimal

DATA = Path(__file__).parents[3] / "data" / "name_order.toml"
NAMES = tomllib.loads(DATA.read_text(encoding="utf-8"))["names"]
SAME = [
    ("Chai Latte", "Chai Latte"),
    ("Chai Latte", "chai latte"),
    ("Chai Latte", "  CHAI LATTE "),
    ("Chai Latte", "Chai\u00a0Latte"),
    ("Chai Latte", "Ｃｈａｉ　Ｌａｔｔｅ"),
    ("Café", "CAFE\u0301"),
    ("Straße", "STRASSE"),
    ("Fish & chips", "ﬁsh & chips"),
    ("ΣΊΣΥΦΟΣ", "σίσυφος"),
    ("Size ②", "size 2"),
    ("𝐂hai", "chai"),
    ("5 ㎅", "5 kb"),
    ("Chai Latte", "Chai  Latte"),
    ("Tea", "Te\u200ba"),
    ("Te\u00ada", "Tea"),
    ("Te\u2060a", "Te\ufe0fa"),
    *((name["name"], same) for name in NAMES for same in name["same"]),
]
DIFFERENT = [
    ("Cafe", "Café"),
    ("Tea", "Tea."),
    ("İ", "i"),
    ("2 pack", "02 pack"),
    ("Éclair", "Eclair"),
    ("ハハ", "ババ"),
    ("е", "ё"),
    ("Chai Latte", "Chailatte"),
]
INVISIBLE = ["\u3164", "\u0301", "\u034f", "\u200b \u2060", "\u2800", "\ufe0f\u200d"]


def named(kind, name):
    return minimal(kind) | {"name": name}


class TestTakenNames:
    @pytest.mark.parametrize(("first", "second"), SAME, ids=ascii)
    def test_are_rejected_in_every_spelling(self, shop, first, second, state):
        shop.add("addons", name=first)

        answer = shop.post("/addons", named("addons", second))

        assert (answer.status, answer.code) == (409, "name_taken")
        assert len(state().items) == 1

    @pytest.mark.parametrize(("first", "second"), DIFFERENT, ids=ascii)
    def test_do_not_include_names_that_only_look_alike(self, shop, first, second):
        shop.add("addons", name=first)

        assert shop.post("/addons", named("addons", second)).status == 201

    @pytest.mark.parametrize("name", INVISIBLE, ids=ascii)
    def test_show_something(self, shop, kind, name, stored):
        before = stored()

        answer = shop.post(f"/{kind}", named(kind, name))

        assert (answer.status, answer.pointers) == (422, ["/name"])
        assert "must not be blank" in answer.body
        assert stored() == before

    @pytest.mark.parametrize("name", ["👩\u200d🍳 Special", "می\u200cخواهم", "Te\u00ada"], ids=ascii)
    def test_are_kept_as_typed(self, shop, name):
        item = shop.add("addons", name=name)

        assert shop.get(f"/addons/{item['id']}").json["name"] == name

    def test_are_taken_in_one_kind_only(self, shop):
        for kind in KINDS:
            assert shop.post(f"/{kind}", named(kind, "Chai")).status == 201

    def test_are_rejected_in_every_kind_without_a_write(self, shop, kind, stored):
        shop.add(kind, name="Chai")
        before = stored()

        answer = shop.post(f"/{kind}", named(kind, "CHAI"))

        assert (answer.status, answer.code) == (409, "name_taken")
        assert "CHAI" not in answer.body
        assert stored() == before

    @pytest.mark.parametrize("method", ["PUT", "PATCH"])
    def test_are_rejected_for_a_rename(self, shop, kind, method, state):
        shop.add(kind, name="Chai")
        other = shop.add(kind, name="Matcha")

        answer = shop.call(method, f"/{kind}/{other['id']}", body=named(kind, " chai"))

        assert (answer.status, answer.code) == (409, "name_taken")
        assert shop.get(f"/{kind}/{other['id']}").json == other
        assert sorted(name for _, name in state().claims) == ["chai", "matcha"]

    def test_and_unknown_references_together_name_the_references(self, shop):
        shop.add("customizations", name="Milk")
        body = named("customizations", "Milk") | {"addonIds": ["add_01JD4W0Q8V5E2M7T9X3K6B1ZCN"], "maximum": 1}

        assert shop.post("/customizations", body).pointers == ["/addonIds/0"]


class TestRename:
    @pytest.mark.parametrize("method", ["PUT", "PATCH"])
    def test_frees_the_old_name(self, shop, kind, method):
        item = shop.add(kind, name="Chai")

        renamed = shop.call(method, f"/{kind}/{item['id']}", body=named(kind, "Matcha"))

        assert (renamed.status, renamed.json["name"], renamed.json["version"]) == (200, "Matcha", 2)
        assert shop.post(f"/{kind}", named(kind, "chai")).status == 201
        assert shop.post(f"/{kind}", named(kind, "matcha")).status == 409

    @pytest.mark.parametrize("method", ["PUT", "PATCH"])
    def test_moves_the_item_in_the_list(self, shop, kind, method):
        first, second = shop.add(kind, name="Apple")["id"], shop.add(kind, name="Banana")["id"]

        shop.call(method, f"/{kind}/{first}", body=named(kind, "Cherry"))

        assert [item["id"] for item in shop.get(f"/{kind}").json["items"]] == [second, first]

    @pytest.mark.parametrize("method", ["PUT", "PATCH"])
    @pytest.mark.parametrize("name", ["CHAI", " chai ", "Ｃhai"])
    def test_to_another_spelling_of_the_same_name_works(self, shop, kind, method, name, state):
        item = shop.add(kind, name="Chai")

        renamed = shop.call(method, f"/{kind}/{item['id']}", body=named(kind, name))

        assert (renamed.status, renamed.json["name"]) == (200, name)
        assert list(state().claims.values()) == [item["id"]]

    def test_can_be_undone(self, shop, kind):
        item = shop.add(kind, name="Chai")

        names = [
            shop.patch(f"/{kind}/{item['id']}", {"name": name}).json["name"] for name in ("Matcha", "Chai", "Matcha")
        ]

        assert names == ["Matcha", "Chai", "Matcha"]

    def test_lets_two_items_swap_their_names_through_a_third(self, shop, kind):
        first, second = shop.add(kind, name="Chai"), shop.add(kind, name="Matcha")

        for item, name in ((first, "Sencha"), (second, "Chai"), (first, "Matcha")):
            assert shop.patch(f"/{kind}/{item['id']}", {"name": name}).status == 200

        assert [item["id"] for item in shop.get(f"/{kind}").json["items"]] == [second["id"], first["id"]]


class TestFreedNames:
    def test_include_names_of_deleted_items(self, shop, kind):
        shop.delete(f"/{kind}/{shop.add(kind, name='Chai')['id']}")

        assert shop.post(f"/{kind}", named(kind, "CHAI")).status == 201

    def test_exclude_names_of_items_whose_deletion_was_rejected(self, shop):
        addon = shop.add("addons", name="Chai")
        shop.add("customizations", addonIds=[addon["id"]], maximum=1)
        shop.delete(f"/addons/{addon['id']}")

        assert shop.post("/addons", named("addons", "chai")).status == 409

    def test_are_not_taken_by_a_failed_creation(self, shop):
        unknown = {"addonIds": ["add_01JD4W0Q8V5E2M7T9X3K6B1ZCN"], "maximum": 1}

        assert shop.post("/customizations", named("customizations", "Milk") | unknown).status == 422
        assert shop.post("/customizations", named("customizations", "Milk")).status == 201
