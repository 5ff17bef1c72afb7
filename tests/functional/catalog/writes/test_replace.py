"""PUT /{kind}/{id}"""

import pytest

from harness.shop.kinds import DEFAULTS, absent_id, complete, minimal


class TestReplace:
    def test_returns_the_new_item(self, shop, kind):
        created = shop.add(kind)

        answer = shop.put(f"/{kind}/{created['id']}", complete(kind))

        assert answer.status == 200
        assert answer.json == created | complete(kind) | {"version": 2, "updatedAt": answer.json["updatedAt"]}
        assert answer.headers["ETag"] == '"2"'
        assert answer.headers["Cache-Control"] == "no-store"

    def test_is_seen_by_the_next_reader(self, shop, kind):
        item_id = shop.add(kind)["id"]

        replaced = shop.put(f"/{kind}/{item_id}", complete(kind)).json

        assert shop.get(f"/{kind}/{item_id}").json == replaced
        assert shop.get(f"/{kind}").json["items"] == [replaced]

    def test_resets_omitted_fields_to_their_defaults(self, shop, kind):
        created = shop.post(f"/{kind}", complete(kind)).json
        body = minimal(kind)

        replaced = shop.put(f"/{kind}/{created['id']}", body).json

        kept = {name: created[name] for name in ("id", "createdAt")}
        new = {"version": 2, "updatedAt": replaced["updatedAt"]}
        assert replaced == DEFAULTS[kind] | body | kept | new

    @pytest.mark.usefixtures("ticking")
    def test_updates_only_the_time_of_the_last_change(self, shop, kind):
        created = shop.add(kind)

        replaced = shop.put(f"/{kind}/{created['id']}", complete(kind)).json

        assert replaced["createdAt"] == created["createdAt"]
        assert replaced["updatedAt"] > created["updatedAt"]

    @pytest.mark.parametrize("rename", [False, True])
    def test_raises_the_version_by_one_each_time(self, shop, kind, rename):
        item_id = shop.add(kind, name="espresso")["id"]

        names = [f"espresso {number}" if rename else "espresso" for number in range(3)]
        versions = [shop.put(f"/{kind}/{item_id}", minimal(kind) | {"name": name}).json["version"] for name in names]

        assert versions == [2, 3, 4]

    def test_never_creates(self, shop, kind, stored):
        answer = shop.put(f"/{kind}/{absent_id(kind)}", complete(kind))

        assert (answer.status, answer.code) == (404, "not_found")
        assert stored() == []

    def test_does_not_restore_a_deleted_item(self, shop, kind, stored):
        created = shop.add(kind)
        shop.delete(f"/{kind}/{created['id']}")

        assert shop.put(f"/{kind}/{created['id']}", minimal(kind)).status == 404
        assert stored() == []

    def test_does_not_look_up_a_malformed_id(self, shop, kind, recording):
        assert shop.put(f"/{kind}/x", complete(kind)).status == 404
        assert recording.calls == []
