"""A write added to a transaction, at any position, changes no error that the callers of the transaction report.

Each transaction of these tests has an extra write before, between and after its own. Their conditions always hold.
"""

import sys
from collections.abc import Mapping
from typing import Any

import pytest

from bodega.attributes import from_attributes
from bodega.catalog.store import CatalogStore
from bodega.dynamodb import ANY, Check, Key, TableWrite, table, transact
from bodega.items import Stale
from harness.aws.dynamodb_proxy import Recording
from harness.aws.policy_simulator import running
from harness.aws.tables import read_all
from harness.shop.client import Shop
from harness.shop.functions import load_app
from harness.shop.kinds import HOLDS, absent_id, minimal, referring
from harness.shop.mails import token_in
from harness.shop.orders import order
from harness.shop.people import OTHER_PASSWORD, log_in, refresh, register, registration
from tests.support.database.analytics_table import aggregate, counters_of, send, stream_records
from tests.support.shop.accounts import ADDRESS, CARD, Account, admin, customer, give_points

KEY = {"Idempotency-Key": "key"}
ADDRESSES, CARDS, POINTS = "/users/me/addresses", "/users/me/payment-methods", "/users/me/loyalty"
load_app("users")
load_app("analytics")


def with_more_writes(writes: Mapping[str, TableWrite | None]) -> None:
    """Make the transaction with a check before, between and after its writes."""
    (name, *_) = (write.table_name for write in writes.values() if write)
    more: dict[str, TableWrite | None] = {}
    for number, (key, write) in enumerate(writes.items()):
        more[f"inserted/{number}"] = TableWrite(name, Check(Key(f"INSERTED#{number}", "CHECK"), ANY))
        more[key] = write
    more["inserted/last"] = TableWrite(name, Check(Key("INSERTED#last", "CHECK"), ANY))
    with running(None):  # no function's role allows the checks
        transact(more)


@pytest.fixture
def shop(
    catalog: str,
    accounts: str,
    analytics: str,
    recording: Recording,
    secrets_url: str,
    monkeypatch: pytest.MonkeyPatch,
) -> Shop:
    monkeypatch.setattr(table, "transact", with_more_writes)
    return Shop()


@pytest.fixture
def ada(shop: Shop) -> Account:
    return customer(shop)


def code(answer: Any) -> tuple[int, str]:
    return answer.status, answer.code


class TestCatalogue:
    def test_a_name_that_is_taken(self, shop: Shop, kind: str) -> None:
        shop.add(kind, name="Chai")
        other = shop.add(kind)

        assert code(shop.post(f"/{kind}", minimal(kind) | {"name": "chai"})) == (409, "name_taken")
        assert code(shop.patch(f"/{kind}/{other['id']}", {"name": "CHAI"})) == (409, "name_taken")

    def test_references_to_unknown_items(self, shop: Shop, holder: str) -> None:
        item = shop.add(holder)
        field, target = HOLDS[holder]
        ids = [absent_id(target, 1), shop.add(target)["id"], absent_id(target, 2)]

        for answer in (
            shop.post(f"/{holder}", minimal(holder) | referring(holder, ids)),
            shop.patch(f"/{holder}/{item['id']}", referring(holder, ids) | {"name": "New name"}),
        ):
            assert code(answer) == (422, "validation_failed")
            assert [error["pointer"] for error in answer.json["errors"]] == [f"/{field}/0", f"/{field}/2"]

    def test_a_repeated_request(self, shop: Shop, kind: str) -> None:
        body = minimal(kind)
        first, again = (shop.post(f"/{kind}", body, headers=KEY) for _ in range(2))

        assert (again.status, again.json) == (201, first.json)
        assert again.headers["Idempotency-Replayed"] == "true"

    def test_an_item_that_others_refer_to(self, shop: Shop, holder: str) -> None:
        target = HOLDS[holder].kind
        used = shop.add(target)["id"]
        user = shop.add(holder, **referring(holder, [used]))["id"]

        answer = shop.delete(f"/{target}/{used}")

        assert code(answer) == (409, "in_use")
        assert answer.json["dependants"] == [user]

    def test_an_item_that_has_changed(self, shop: Shop) -> None:
        store = CatalogStore(sys.modules["addons.app"].KIND)
        read = store.get(shop.add("addons")["id"])
        other = store.get(shop.add("addons")["id"])
        shop.patch(f"/addons/{read['id']}", {"description": "Changed"})
        now = store.get(read["id"])
        renamed = {name: read[name] for name in store.kind.field_names} | {"name": "New name"}

        for change in (
            lambda: store.rewrite(read, renamed),
            lambda: store.delete(read),
            lambda: store.set_fields_of_many([(other, {"inStock": False}), (read, {"inStock": False})]),
        ):
            with pytest.raises(Stale) as stale:
                change()
            assert stale.value.item == now
        assert store.get(other["id"]) == other


class TestAnalytics:
    def test_repeated_events(self, shop: Shop) -> None:
        known, new = order(), order()
        send(shop, known)

        assert send(shop, new, known).json == {"accepted": 1, "repeated": 1}

    def test_events_that_are_already_counted(self, shop: Shop, dynamodb: Any, analytics: str) -> None:
        send(shop, order())
        first = stream_records(read_all(dynamodb, analytics))
        assert aggregate(first) == []
        send(shop, order())

        assert aggregate(stream_records(read_all(dynamodb, analytics))) == []

        counters = counters_of(read_all(dynamodb, analytics))
        assert [figures["orders"] for (partition, _), figures in counters.items() if partition == "YEAR"] == [2]


class TestUsers:
    def test_an_email_that_is_taken(self, ada: Account, shop: Shop) -> None:
        assert code(shop.post("/users/register", registration(email=ada.email), role="nobody")) == (409, "email_taken")

    def test_insufficient_points(self, ada: Account, shop: Shop) -> None:
        give_points(shop, ada, 10)
        body = {"points": 11, "reason": "Free coffee"}

        assert code(ada.call("POST", f"{POINTS}/redemptions", body, key="one")) == (409, "insufficient_points")

    def test_points_for_an_unknown_user(self, ada: Account, shop: Shop) -> None:
        url = f"/users/{ada.id[:-5]}00000/loyalty/accruals"

        assert code(shop.post(url, {"points": 1, "reason": "Welcome"}, headers=KEY)) == (404, "not_found")

    def test_a_repeated_redemption(self, ada: Account, shop: Shop) -> None:
        give_points(shop, ada, 10)
        body = {"points": 10, "reason": "Free coffee"}
        first, again = (ada.call("POST", f"{POINTS}/redemptions", body, key="one") for _ in range(2))

        assert (again.status, again.json) == (201, first.json)

    @pytest.mark.parametrize(("url", "body"), [(ADDRESSES, ADDRESS), (CARDS, CARD)])
    def test_saved_items(self, ada: Account, url: str, body: dict[str, Any]) -> None:
        first, again = (ada.call("POST", url, body, key="0") for _ in range(2))
        assert (again.status, again.json) == (201, first.json)
        for number in range(1, 20):
            ada.add(url, body, key=str(number))

        assert code(ada.call("POST", url, body, key="20")) == (422, "validation_failed")
        deleted = first.json["id"]
        assert code(ada.call("DELETE", f"{url}/{deleted}", If_Match='"7"')) == (412, "version_conflict")
        assert ada.call("DELETE", f"{url}/{deleted}").status == 204
        assert code(ada.call("DELETE", f"{url}/{deleted}")) == (404, "not_found")

    def test_the_last_admin(self, shop: Shop) -> None:
        last = admin(shop)

        assert code(shop.put(f"/users/{last.id}/role", {"role": "customer"})) == (409, "last_admin")
        assert code(shop.put(f"/users/{last.id}/status", {"status": "frozen"})) == (409, "last_admin")

    def test_a_refresh_token_that_was_used(self, shop: Shop) -> None:
        person = register(shop)
        latest = refresh(shop, person.refresh_token).json["refreshToken"]

        assert refresh(shop, person.refresh_token).json["refreshToken"] == latest
        assert refresh(shop, latest).status == 200
        assert code(refresh(shop, person.refresh_token)) == (403, "session_ended")

    def test_a_mailed_token_that_was_used(self, shop: Shop, dynamodb: Any, accounts: str) -> None:
        person = register(shop)
        shop.post("/users/password/forgot", {"email": person.email}, role="nobody")
        mails = [from_attributes(row) for row in read_all(dynamodb, accounts) if row["sk"]["S"] == "MAIL"]
        (token,) = [token_in(mail) for mail in mails if mail["template"] == "reset"]
        body = {"token": token, "newPassword": OTHER_PASSWORD}
        assert shop.post("/users/password/reset", body, role="nobody").status < 300

        assert code(shop.post("/users/password/reset", body, role="nobody")) == (400, "invalid_token")
        assert log_in(shop, person.email, OTHER_PASSWORD).status == 200
