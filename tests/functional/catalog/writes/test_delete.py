"""DELETE /{kind}/{id}"""

import pytest

from harness.aws.tables import put_all
from harness.shop.kinds import HOLDS, PARTITION, absent_id, referring


class TestDelete:
    def test_returns_204_without_a_body(self, shop, kind):
        answer = shop.delete(f"/{kind}/{shop.add(kind)['id']}")

        assert (answer.status, answer.body) == (204, None)
        assert answer.headers["Cache-Control"] == "no-store"

    def test_leaves_nothing_behind(self, shop, kind, stored):
        item_id = shop.add(kind)["id"]

        shop.delete(f"/{kind}/{item_id}")

        assert shop.get(f"/{kind}/{item_id}").status == 404
        assert shop.get(f"/{kind}").json["items"] == []
        assert stored() == []

    def test_is_404_the_second_time(self, shop, kind):
        url = f"/{kind}/{shop.add(kind)['id']}"

        assert [shop.delete(url).status for _ in range(2)] == [204, 404]

    def test_is_404_for_an_unknown_id(self, shop, kind):
        answer = shop.delete(f"/{kind}/{absent_id(kind)}")

        assert (answer.status, answer.code) == (404, "not_found")

    def test_does_not_look_up_a_malformed_id(self, shop, kind, recording):
        assert shop.delete(f"/{kind}/x").status == 404
        assert recording.calls == []

    def test_deletes_only_the_one_item(self, shop, kind, state):
        kept = shop.add(kind)["id"]
        shop.delete(f"/{kind}/{shop.add(kind)['id']}")

        assert list(state().items) == [kept]

    def test_never_releases_the_name_of_another_item(self, shop, stored, dynamodb, catalog):
        """Only a broken backup has such a claim. Without the claim, a second item could get the name."""
        item = shop.add("addons", name="Chai")
        (own,) = [row for row in stored() if row["pk"]["S"] == "ADDON#NAME"]
        other = own | {"id": {"S": absent_id("addons")}}
        put_all(dynamodb, catalog, [other])
        before = stored()

        assert shop.delete(f"/addons/{item['id']}").status == 500

        assert stored() == before
        put_all(dynamodb, catalog, [own])


class TestDeleteInUse:
    @pytest.fixture
    def used(self, shop, holder):
        """The URL of an item that two items of the kind `holder` refer to, and their IDs."""
        _, target = HOLDS[holder]
        used = shop.add(target)
        dependants = [shop.add(holder, **referring(holder, [used["id"]]))["id"] for _ in range(2)]
        return f"/{target}/{used['id']}", dependants

    def test_is_rejected_with_the_ids_of_the_dependants(self, shop, used):
        url, dependants = used

        answer = shop.delete(url)

        assert (answer.status, answer.code) == (409, "in_use")
        assert sorted(answer.json["dependants"]) == dependants
        assert shop.get(url).status == 200

    def test_names_only_its_dependants(self, shop, holder, used):
        url, dependants = used
        _, target = HOLDS[holder]
        shop.add(holder, **referring(holder, [shop.add(target)["id"]]))
        shop.patch(f"/{holder}/{dependants[0]}", referring(holder, []))

        assert shop.delete(url).json["dependants"] == dependants[1:]

    def test_succeeds_once_nothing_refers_to_it(self, shop, holder, used):
        url, dependants = used
        shop.delete(f"/{holder}/{dependants[0]}")
        shop.patch(f"/{holder}/{dependants[1]}", referring(holder, []))

        assert shop.delete(url).status == 204

    def test_checks_the_version_first(self, shop, used):
        url, _ = used

        assert shop.delete(url, headers={"If-Match": '"7"'}).status == 412

    def test_names_the_first_hundred_dependants(self, shop, holder, used, copies, dynamodb, catalog):
        url, dependants = used
        # The copies refer to it too, so the test adds their number to its count, as the functions would.
        copied = copies(shop.get(f"/{holder}/{dependants[0]}").json, 120)
        partition = PARTITION[HOLDS[holder].kind]
        dynamodb.update_item(
            TableName=catalog,
            Key={"pk": {"S": partition}, "sk": {"S": url.rpartition("/")[2]}},
            UpdateExpression="ADD refs :copies",
            ExpressionAttributeValues={":copies": {"N": "120"}},
        )

        named = shop.delete(url).json["dependants"]

        assert named == sorted([*dependants, *copied])[:100]
