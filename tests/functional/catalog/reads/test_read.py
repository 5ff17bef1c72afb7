"""GET /{kind}/{id}"""

import pytest

from harness.shop.kinds import KINDS, PREFIX, absent_id, complete

MALFORMED_IDS = [
    "x",
    "{prefix}_",
    "{prefix}_01JD4W0Q8V5E2M7T9X3K6B1ZC",
    "{prefix}_01JD4W0Q8V5E2M7T9X3K6B1ZCNN",
    "{prefix}_91JD4W0Q8V5E2M7T9X3K6B1ZCN",
    "{prefix}_01JD4W0Q8V5E2M7T9X3K6B1ZCU",
    "{prefix}_01jd4w0q8v5e2m7t9x3k6b1zcn",
    "{prefix}-01JD4W0Q8V5E2M7T9X3K6B1ZCN",
    "01JD4W0Q8V5E2M7T9X3K6B1ZCN",
    " {prefix}_01JD4W0Q8V5E2M7T9X3K6B1ZCN",
    "{prefix}_01JD4W0Q8V5E2M7T9X3K6B1ZC٣",
    "usr_01JD4W0Q8V5E2M7T9X3K6B1ZCN",
    "%61dd_01JD4W0Q8V5E2M7T9X3K6B1ZCN",
    "x" * 5000,
]


class TestGet:
    def test_returns_the_item_as_created(self, shop, kind):
        created = shop.post(f"/{kind}", complete(kind)).json

        answer = shop.get(f"/{kind}/{created['id']}")

        assert answer.status == 200
        assert answer.headers["Content-Type"] == "application/json"
        assert answer.json == created

    def test_shows_no_internal_attributes(self, shop, kind):
        created = shop.add(kind)
        shop.put(f"/{kind}/{created['id']}/stock", {"inStock": False})

        assert set(shop.get(f"/{kind}/{created['id']}").json) == set(created)
        assert not {"pk", "sk", "refs", "nameKey", "writeMark"} & set(created)

    def test_gives_the_version_as_its_etag(self, shop, kind):
        item_id = shop.add(kind)["id"]
        shop.put(f"/{kind}/{item_id}/stock", {"inStock": False})

        answer = shop.get(f"/{kind}/{item_id}")

        assert answer.json["version"] == 2
        assert answer.headers["ETag"] == '"2"'

    def test_may_be_cached_for_everyone_for_a_short_time(self, shop, kind):
        answer = shop.get(f"/{kind}/{shop.add(kind)['id']}")

        assert answer.headers["Cache-Control"] == "public, max-age=30"
        assert answer.headers["Vary"] == "Authorization, Accept-Encoding, Origin"

    def test_is_revalidated_each_time_by_callers_with_a_token(self, shop, kind):
        url = f"/{kind}/{shop.add(kind)['id']}"

        answer = shop.get(url, headers={"Authorization": "Bearer x"})

        assert answer.headers["Cache-Control"] == "private, no-cache"
        assert answer.headers["Vary"] == "Authorization, Accept-Encoding, Origin"

    def test_is_404_for_an_unknown_id(self, shop, kind):
        answer = shop.get(f"/{kind}/{absent_id(kind)}")

        assert (answer.status, answer.code) == (404, "not_found")
        assert answer.headers["Cache-Control"] == "no-store"

    @pytest.mark.parametrize("malformed", MALFORMED_IDS)
    def test_does_not_look_up_a_malformed_id(self, shop, recording, malformed):
        for kind in KINDS:
            answer = shop.get(f"/{kind}/{malformed.format(prefix=PREFIX[kind])}")

            assert (answer.status, answer.code) == (404, "not_found")
        assert recording.calls == []

    def test_does_not_look_up_the_order_of_the_categories(self, shop, recording):
        answers = {kind: shop.get(f"/{kind}/order") for kind in KINDS}

        assert {kind: answer.status for kind, answer in answers.items()} == dict.fromkeys(KINDS, 404) | {
            "categories": 405
        }
        assert answers["categories"].headers["Allow"] == "OPTIONS, PUT"
        assert recording.calls == []

    def test_does_not_look_up_the_id_of_another_kind(self, shop, kind, recording):
        others = [absent_id(other) for other in KINDS if other != kind]

        assert [shop.get(f"/{kind}/{other}").status for other in others] == [404] * len(others)
        assert recording.calls == []
