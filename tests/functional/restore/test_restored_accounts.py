"""Restored accounts: without customers who were erased since, without old sessions, and without old mail."""

from collections.abc import Callable
from typing import Any

import pytest

from harness.aws.dynamodb_proxy import Recording
from harness.aws.tables import delete_all, put_all, read_all
from harness.shop.client import Shop
from harness.shop.people import OTHER_PASSWORD, PASSWORD, is_let_in, log_in
from scripts.restore.checks import check
from scripts.restore.items import put
from tests.functional.restore.conftest import Restore, Rows, Snapshot
from tests.functional.users.profile.test_erasure import CONFIRMED, away_after, furnish
from tests.support.shop.accounts import ADDRESS, admin, customer, give_points

Read = Callable[[str], Rows]


@pytest.fixture(autouse=True)
def _sound(rows: Read) -> Any:
    """Check the invariants of the live table after each test."""
    yield
    assert check("accounts", rows("accounts")).problems == []


def of(rows: Rows, *prefixes: str) -> Rows:
    return [row for row in rows if row["pk"]["S"].startswith(prefixes)]


def test_a_customer_has_the_points_and_addresses_of_then(shop: Shop, snapshot: Snapshot, restore: Restore) -> None:
    ada = customer(shop)
    address = ada.add("/users/me/addresses", ADDRESS)
    give_points(shop, ada, 100)
    sources = snapshot("accounts")
    assert ada.call("DELETE", f"/users/me/addresses/{address['id']}").status == 204
    ada.add("/users/me/addresses", {**ADDRESS, "city": "Québec"})
    give_points(shop, ada, 50, key="again")

    assert restore(sources) == 0

    assert [item["city"] for item in ada.get("/users/me/addresses")["items"]] == ["Montréal"]
    assert ada.get("/users/me/loyalty")["balance"] == 100
    assert [entry["points"] for entry in ada.get("/users/me/loyalty/transactions")["items"]] == [100]


def test_accounts_that_changed_have_to_log_in_again_with_the_password_of_then(
    shop: Shop, snapshot: Snapshot, restore: Restore
) -> None:
    ada, grace = customer(shop), customer(shop)
    sources = snapshot("accounts")
    change = {"currentPassword": PASSWORD, "newPassword": OTHER_PASSWORD}
    answer = ada.call("PUT", "/users/me/password", change)
    assert answer.status == 200, answer

    assert restore(sources) == 0

    assert not is_let_in(ada.person.access_token)
    assert not is_let_in(answer.json["accessToken"])
    assert is_let_in(grace.person.access_token)
    assert log_in(shop, ada.email, OTHER_PASSWORD).code == "invalid_credentials"
    assert is_let_in(log_in(shop, ada.email).json["accessToken"])


def test_an_interruption_between_the_two_items_of_an_account_is_completed(
    shop: Shop, snapshot: Snapshot, restore: Restore, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = customer(shop)
    sources = snapshot("accounts")
    change = {"currentPassword": PASSWORD, "newPassword": OTHER_PASSWORD}
    assert ada.call("PUT", "/users/me/password", change).status == 200

    def put_credentials(client: Any, table: str, rows: Rows) -> Any:
        """Write the credentials without the profile, as a batch that ends between them."""
        yield from put(client, table, [row for row in rows if row["sk"]["S"] == "CREDENTIALS"])
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("scripts.restore.copying.put", put_credentials)
        assert restore(sources) == 130
    assert restore(sources) == 0

    assert is_let_in(log_in(shop, ada.email).json["accessToken"])


def test_a_session_that_ended_stays_ended(shop: Shop, rows: Read, snapshot: Snapshot, restore: Restore) -> None:
    ada = customer(shop)
    sources = snapshot("accounts")
    assert ada.call("POST", "/users/logout").status == 204
    log_in(shop, ada.email)
    before = [row["sk"]["S"] for row in rows("accounts") if row["sk"]["S"].startswith("SESSION#")]

    assert restore(sources) == 0

    assert not is_let_in(ada.person.access_token)
    assert [row["sk"]["S"] for row in rows("accounts") if row["sk"]["S"].startswith("SESSION#")] == before


def test_an_erased_customer_stays_erased(
    shop: Shop, rows: Read, snapshot: Snapshot, restore: Restore, capsys: pytest.CaptureFixture[str]
) -> None:
    ada, grace = customer(shop, phone="+15145550123"), customer(shop)
    furnish(shop, ada)
    sources = snapshot("accounts")
    assert ada.call("DELETE", "/users/me", CONFIRMED).status == 204
    assert grace.call("PATCH", "/users/me", {"firstName": "Amazing"}).status == 200

    assert restore(sources) == 0

    assert "1 of these accounts were erased since" in capsys.readouterr().out
    stored = str(of(rows("accounts"), "USER#", "EMAIL#", "OUTBOX#"))
    assert ada.id not in stored
    assert ada.email not in stored
    assert log_in(shop, ada.email).code == "invalid_credentials"
    assert log_in(shop, grace.email).json["user"]["firstName"] == "Ada"


def test_an_interrupted_erasure_is_not_undone(
    shop: Shop, rows: Read, snapshot: Snapshot, restore: Restore, recording: Recording
) -> None:
    ada = customer(shop)
    furnish(shop, ada)
    sources = snapshot("accounts")
    recording.faults += away_after(transactions=1)
    assert ada.call("DELETE", "/users/me", CONFIRMED).status == 503
    recording.faults.clear()

    assert restore(sources) == 0

    assert ada.call("DELETE", "/users/me", CONFIRMED).status == 204
    assert ada.id not in str(rows("accounts"))


def test_an_account_that_was_registered_since_is_gone(
    shop: Shop, rows: Read, snapshot: Snapshot, restore: Restore
) -> None:
    customer(shop)
    sources = snapshot("accounts")
    ada = customer(shop)

    assert restore(sources) == 0

    assert not is_let_in(ada.person.access_token)
    assert ada.id not in str(of(rows("accounts"), "USER#", "EMAIL#"))
    assert customer(shop, email=ada.email).id != ada.id


def test_no_mail_and_no_token_of_then_comes_back(
    shop: Shop, live: dict[str, str], dynamodb: Any, rows: Read, snapshot: Snapshot, restore: Restore
) -> None:
    ada = customer(shop)
    assert shop.post("/users/password/forgot", {"email": ada.email}, role="nobody").status == 202
    sources = snapshot("accounts")
    sent = of(rows("accounts"), "OUTBOX#")
    # The mail expires, and a newer one replaces the token.
    dynamodb.delete_item(TableName=live["accounts"], Key={"pk": sent[0]["pk"], "sk": sent[0]["sk"]})
    assert shop.post("/users/password/forgot", {"email": ada.email}, role="nobody").status == 202
    before = of(rows("accounts"), "OUTBOX#", "TOKEN#")

    assert restore(sources) == 0

    assert of(rows("accounts"), "OUTBOX#", "TOKEN#") == before


def test_the_number_of_admins_fits_without_the_erased_ones(
    shop: Shop, rows: Read, snapshot: Snapshot, restore: Restore
) -> None:
    grace, joan = admin(shop), admin(shop)
    sources = snapshot("accounts")
    assert joan.call("DELETE", "/users/me", CONFIRMED).status == 204

    assert restore(sources) == 0

    assert [row["admins"]["N"] for row in of(rows("accounts"), "ADMINS")] == ["1"]
    assert grace.call("DELETE", "/users/me", CONFIRMED).code == "last_admin"


def test_the_list_of_erasures_of_an_earlier_stack_is_used(
    shop: Shop, erasures: str, dynamodb: Any, rows: Read, snapshot: Snapshot, restore: Restore
) -> None:
    ada = customer(shop)
    sources = snapshot("accounts")
    assert ada.call("DELETE", "/users/me", CONFIRMED).status == 204
    # Another stack has the list, and that of this one is empty.
    old = snapshot("analytics")["analytics"]
    put_all(dynamodb, old, read_all(dynamodb, erasures))
    delete_all(dynamodb, erasures, read_all(dynamodb, erasures))
    customer(shop)

    assert restore({**sources, "erasures": old}) == 0

    assert ada.id not in str(of(rows("accounts"), "USER#", "EMAIL#"))


def test_another_table_instead_of_the_list_of_erasures_is_refused(
    shop: Shop, erasures: str, dynamodb: Any, snapshot: Snapshot, restore: Restore, capsys: pytest.CaptureFixture[str]
) -> None:
    ada = customer(shop)
    sources = snapshot("accounts")
    before = read_all(dynamodb, erasures)

    assert restore({**sources, "erasures": sources["accounts"]}) == 1

    assert f"{sources['accounts']} is no list of erasures. Nothing was changed." in capsys.readouterr().err
    assert read_all(dynamodb, erasures) == before
    assert log_in(shop, ada.email).status == 200


def test_a_shop_without_changes_and_admins_has_nothing_to_restore(
    shop: Shop, snapshot: Snapshot, restore: Restore, capsys: pytest.CaptureFixture[str]
) -> None:
    furnish(shop, customer(shop))

    assert restore(snapshot()) == 0

    assert "There is nothing to restore" in capsys.readouterr().out
