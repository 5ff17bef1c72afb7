"""References to other items: the items must exist, and the references are counted."""

import pytest

from harness.shop.kinds import HOLDS, absent_id, minimal, referring

pytestmark = pytest.mark.one_client


@pytest.fixture
def field(holder):
    return HOLDS[holder][0]


@pytest.fixture
def target(holder):
    return HOLDS[holder][1]


@pytest.fixture
def ids(shop, target):
    """The IDs of four items that `holder` may refer to."""
    return [shop.add(target)["id"] for _ in range(4)]


@pytest.fixture
def refs(state, ids):
    """Return the reference counts of the four items."""

    def count():
        now = state()
        return [now.refs(item_id) for item_id in ids]

    return count


class TestUnknownReferences:
    def test_are_named_by_their_place(self, shop, holder, field, target, ids, stored):
        before = stored()
        unknown = [absent_id(target, 1), absent_id(target, 2)]

        answer = shop.post(f"/{holder}", minimal(holder) | referring(holder, [ids[0], unknown[0], ids[1], unknown[1]]))

        assert (answer.status, answer.code) == (422, "validation_failed")
        assert answer.json["errors"] == [
            {"pointer": f"/{field}/1", "detail": f"is not the ID of {_one(target)} of this shop"},
            {"pointer": f"/{field}/3", "detail": f"is not the ID of {_one(target)} of this shop"},
        ]
        assert stored() == before

    @pytest.mark.parametrize("method", ["PUT", "PATCH"])
    def test_are_rejected_by_put_and_patch_too(self, shop, holder, field, target, ids, refs, method):
        item = shop.add(holder, **referring(holder, ids[:2]))
        body = minimal(holder) | referring(holder, [ids[2], ids[0], absent_id(target)])

        answer = shop.call(method, f"/{holder}/{item['id']}", body=body)

        assert answer.status == 422
        assert answer.pointers == [f"/{field}/2"]
        assert shop.get(f"/{holder}/{item['id']}").json == item
        assert refs() == [1, 1, 0, 0]

    def test_include_deleted_items(self, shop, holder, field, target, ids):
        shop.delete(f"/{target}/{ids[0]}")

        assert shop.post(f"/{holder}", minimal(holder) | referring(holder, ids)).pointers == [f"/{field}/0"]


class TestReferenceCounts:
    def test_start_at_zero(self, refs):
        assert refs() == [0, 0, 0, 0]

    def test_rise_with_a_creation(self, shop, holder, ids, refs):
        shop.add(holder, **referring(holder, ids[:3]))
        shop.add(holder, **referring(holder, ids[1:2]))

        assert refs() == [1, 2, 1, 0]

    @pytest.mark.parametrize("method", ["PUT", "PATCH"])
    def test_follow_added_and_removed_references(self, shop, holder, ids, refs, method):
        item = shop.add(holder, **referring(holder, ids[:2]))

        counts = []
        for references in (ids[1:3], ids, [], ids[3:]):
            body = minimal(holder) | {"name": item["name"]} | referring(holder, references)
            assert shop.call(method, f"/{holder}/{item['id']}", body=body).status == 200
            counts.append(refs())

        assert counts == [[0, 1, 1, 0], [1, 1, 1, 1], [0, 0, 0, 0], [0, 0, 0, 1]]

    @pytest.mark.parametrize("method", ["PUT", "PATCH"])
    def test_follow_a_change_together_with_a_rename(self, shop, holder, ids, refs, method):
        item = shop.add(holder, **referring(holder, ids[:2]))

        renamed = shop.call(method, f"/{holder}/{item['id']}", body=minimal(holder) | referring(holder, ids[1:3]))

        assert renamed.status == 200
        assert renamed.json["name"] != item["name"]
        assert refs() == [0, 1, 1, 0]

    @pytest.mark.parametrize("method", ["PUT", "PATCH"])
    def test_stay_when_only_the_order_changes(self, shop, holder, field, ids, refs, method):
        item = shop.add(holder, **referring(holder, ids))
        body = minimal(holder) | {"name": item["name"]} | referring(holder, ids[::-1])

        changed = shop.call(method, f"/{holder}/{item['id']}", body=body)

        assert (changed.status, changed.json[field], changed.json["version"]) == (200, ids[::-1], 2)
        assert refs() == [1, 1, 1, 1]

    def test_stay_when_other_fields_change(self, shop, holder, ids, refs):
        item = shop.add(holder, **referring(holder, ids))

        shop.patch(f"/{holder}/{item['id']}", {"description": "New."})
        shop.put(f"/{holder}/{item['id']}/stock", {"inStock": False})

        assert refs() == [1, 1, 1, 1]

    def test_fall_with_a_deletion(self, shop, holder, ids, refs):
        first = shop.add(holder, **referring(holder, ids[:3]))
        shop.add(holder, **referring(holder, ids[2:]))

        shop.delete(f"/{holder}/{first['id']}")

        assert refs() == [0, 0, 1, 1]

    def test_do_not_change_with_a_rejected_request(self, shop, holder, ids, refs):
        item = shop.add(holder, **referring(holder, ids[:1]))
        url = f"/{holder}/{item['id']}"
        body = minimal(holder) | {"name": item["name"]} | referring(holder, ids)
        stale = {"If-Match": '"9"'}

        refused = [
            shop.post(f"/{holder}", body),
            shop.put(url, body, headers=stale),
            shop.patch(url, body, headers=stale),
            shop.delete(url, headers=stale),
        ]

        assert [answer.status for answer in refused] == [409, 412, 412, 412]
        assert refs() == [1, 0, 0, 0]

    def test_do_not_change_the_version_of_the_target(self, shop, holder, target, ids):
        item = shop.add(holder, **referring(holder, ids))
        shop.delete(f"/{holder}/{item['id']}")

        assert [shop.get(f"/{target}/{item_id}").json["version"] for item_id in ids] == [1, 1, 1, 1]

    def test_survive_a_change_of_the_target(self, shop, holder, target, ids, refs):
        shop.add(holder, **referring(holder, ids))
        url = f"/{target}/{ids[0]}"

        shop.patch(url, {"name": "Renamed"})
        shop.put(url, minimal(target))
        shop.put(f"{url}/stock", {"inStock": False})

        assert refs() == [1, 1, 1, 1]
        assert shop.delete(url).status == 409


def _one(kind):
    name = kind.removesuffix("s")
    return f"an {name}" if name == "addon" else f"a {name}"
