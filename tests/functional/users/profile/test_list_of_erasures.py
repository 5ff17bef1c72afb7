"""Each erasure puts the account on the list of erasures, in the transaction that closes the account."""

import time
from collections.abc import Callable
from typing import Any

import pytest

from bodega.attributes import from_attributes
from harness.aws.dynamodb_proxy import Fault, Recording
from harness.shop.client import Shop
from harness.shop.mails import token_in
from harness.shop.people import PASSWORD
from tests.functional.users.conftest import Items
from tests.functional.users.profile.test_erasure import CONFIRMED, away_after, furnish
from tests.support.shop.accounts import Account, admin, customer
from users.storage.erasures import KEPT_DAYS

Listed = Callable[[Account], dict[str, Any] | None]
Mails = Callable[[], list[dict[str, Any]]]


@pytest.fixture
def listed(dynamodb: Any, erasures: str) -> Listed:
    """Return a function that reads an account's item on the list, or None."""

    def read(account: Account) -> dict[str, Any] | None:
        key = {"pk": {"S": f"USER#{account.id}"}, "sk": {"S": "ERASURE"}}
        item = dynamodb.get_item(TableName=erasures, Key=key, ConsistentRead=True).get("Item")
        return from_attributes(item) if item else None

    return read


def test_an_erasure_is_listed_with_its_time_and_without_personal_data(shop: Shop, listed: Listed) -> None:
    ada = customer(shop, phone="+15145550123")
    furnish(shop, ada)
    assert listed(ada) is None

    assert ada.call("DELETE", "/users/me", CONFIRMED).status == 204

    item = listed(ada)
    assert item is not None
    assert sorted(item) == ["erasedAt", "expiresAt", "pk", "sk"]
    assert item["expiresAt"] == pytest.approx(time.time() + KEPT_DAYS * 24 * 60 * 60, abs=60)


def test_a_removal_by_the_owner_of_the_mailbox_is_listed(shop: Shop, listed: Listed, mails: Mails) -> None:
    stranger = customer(shop)
    body = {"token": token_in(mails()[0])}

    assert shop.post("/users/email/disown", body, role="nobody").status == 204

    assert listed(stranger) is not None


@pytest.mark.parametrize("kind", ["error", "lost"])
def test_the_account_is_closed_exactly_if_it_is_listed(
    kind: str, shop: Shop, stored: Items, listed: Listed, recording: Recording, impatient: None
) -> None:
    ada = customer(shop)
    recording.faults.append(Fault(kind, "TransactWriteItems", times=10**6, status=500, code="InternalServerError"))

    assert ada.call("DELETE", "/users/me", CONFIRMED).status == 503

    (profile,) = [item for item in stored("USER#") if item["sk"] == "PROFILE"]
    assert (profile["role"] == "leaving") == (listed(ada) is not None)


def test_an_interrupted_erasure_is_listed(shop: Shop, listed: Listed, recording: Recording) -> None:
    ada = customer(shop)
    recording.faults += away_after(transactions=1)

    assert ada.call("DELETE", "/users/me", CONFIRMED).status == 503

    assert listed(ada) is not None


def test_refused_erasures_are_not_listed(shop: Shop, listed: Listed) -> None:
    ada, grace = customer(shop), admin(shop)

    assert ada.call("DELETE", "/users/me", {"password": "wrong wrong wrong"}).code == "invalid_credentials"
    assert grace.call("DELETE", "/users/me", {"password": PASSWORD}).code == "last_admin"

    assert listed(ada) is None
    assert listed(grace) is None
