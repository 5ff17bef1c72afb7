"""POST /{kind}"""

import re
from datetime import UTC, datetime, timedelta

from harness.shop.kinds import DEFAULTS, PREFIX, complete, minimal


class TestCreate:
    def test_returns_201_with_the_whole_item(self, shop, kind):
        answer = shop.post(f"/{kind}", complete(kind))

        assert answer.status == 201
        assert answer.headers["Content-Type"] == "application/json"
        created = answer.json
        added = {name: created[name] for name in ("id", "createdAt", "updatedAt")}
        assert created == complete(kind) | added | {"version": 1}

    def test_fills_in_defaults(self, shop, kind):
        body = minimal(kind)

        created = shop.post(f"/{kind}", body).json

        assert {name: created[name] for name in DEFAULTS[kind]} == DEFAULTS[kind] | {
            name: body[name] for name in DEFAULTS[kind] if name in body
        }

    def test_returns_the_location_of_the_new_item(self, shop, kind):
        answer = shop.post(f"/{kind}", minimal(kind))

        assert answer.headers["Location"] == f"/v1/{kind}/{answer.json['id']}"
        assert shop.get(answer.headers["Location"].removeprefix("/v1")).json == answer.json

    def test_gives_the_first_version_as_its_etag(self, shop, kind):
        assert shop.post(f"/{kind}", minimal(kind)).headers["ETag"] == '"1"'

    def test_is_not_cacheable(self, shop, kind):
        assert shop.post(f"/{kind}", minimal(kind)).headers["Cache-Control"] == "no-store"

    def test_gives_prefixed_ids_that_sort_by_creation(self, shop, kind):
        ids = [shop.add(kind)["id"] for _ in range(5)]

        assert all(re.fullmatch(f"{PREFIX[kind]}_[0-7][0-9A-HJKMNP-TV-Z]{{25}}", item_id) for item_id in ids)
        assert ids == sorted(set(ids))

    def test_stamps_the_item_with_the_time_in_utc(self, shop, kind):
        before = datetime.now(UTC) - timedelta(milliseconds=1)
        created = shop.add(kind)
        after = datetime.now(UTC)

        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", created["createdAt"])
        assert before <= datetime.fromisoformat(created["createdAt"]) <= after
        assert created["updatedAt"] == created["createdAt"]

    def test_stores_the_item_once_and_claims_its_name(self, shop, kind, state):
        created = shop.add(kind)

        assert list(state().items) == [created["id"]]
        assert list(state().claims.values()) == [created["id"]]
        assert state().records == []

    def test_keeps_the_order_of_lists(self, shop):
        addons = [shop.add("addons")["id"] for _ in range(4)]
        ordered = [addons[2], addons[0], addons[3], addons[1]]

        created = shop.add("customizations", addonIds=ordered, maximum=4)

        assert created["addonIds"] == ordered
        assert shop.get(f"/customizations/{created['id']}").json["addonIds"] == ordered
