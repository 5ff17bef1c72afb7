"""The export: everything that is stored about a user, without secrets."""

from harness.aws.dynamodb_proxy import Recording
from harness.shop.client import Shop
from harness.shop.mails import token_in
from harness.shop.people import log_in
from tests.functional.users.conftest import Items
from tests.support.shop.accounts import ADDRESS, CARD, customer, forget, give_points

URL = "/users/me/export"
NOT_SHOWN = {"pk", "sk", "listPk", "listSk", "writeMark", "emailKey", "tokenVersion"}


def test_a_new_account_has_an_export(shop: Shop, recording: Recording) -> None:
    ada = customer(shop)
    forget(recording)

    export = ada.get(URL)

    assert export["user"] == ada.person.user
    assert (export["addresses"], export["paymentMethods"], export["requests"]) == ([], [], [])
    assert export["loyalty"] == {"balance": 0, "lifetime": 0, "redeemed": 0, "transactions": []}
    assert [mail["template"] for mail in export["mails"]] == ["welcome"]
    assert recording.operations == ["GetItem", "BatchGetItem", "Query", "Query", "Query", "Query"]


def test_the_export_contains_everything_that_other_routes_return(shop: Shop) -> None:
    ada = customer(shop)
    addresses = [ada.add("/users/me/addresses", ADDRESS), ada.add("/users/me/addresses", {**ADDRESS, "default": True})]
    card = ada.add("/users/me/payment-methods", {**CARD, "default": True}, key="card")
    give_points(shop, ada, 100)
    spent = ada.add("/users/me/loyalty/redemptions", {"points": 10, "reason": "Coffee"}, key="one")
    log_in(shop, ada.email, "wrong wrong wrong")

    export = ada.get(URL)

    assert export["addresses"] == addresses
    assert export["paymentMethods"] == [card]
    assert {name: export["loyalty"][name] for name in ("balance", "lifetime", "redeemed")} == ada.get(
        "/users/me/loyalty"
    )
    assert export["loyalty"]["transactions"][::-1] == ada.get("/users/me/loyalty/transactions")["items"]
    assert export["loyalty"]["transactions"][-1] == spent
    assert sorted(str(request["answer"]["id"]) for request in export["requests"]) == sorted(
        [card["id"], spent["id"], export["loyalty"]["transactions"][0]["id"]]
    )
    assert [session["id"] for session in export["sessions"]] == [ada.context["sessionId"]]
    assert export["failedLogIns"] == 1


def test_every_item_of_the_user_is_in_the_export(shop: Shop, stored: Items) -> None:
    """Each attribute of each item in the user's partition is in the export."""
    ada = customer(shop, phone="+15145550123")
    ada.add("/users/me/addresses", {**ADDRESS, "instructions": "The brass bell"}, key="address")
    ada.add("/users/me/payment-methods", CARD)
    give_points(shop, ada, 100)
    hidden = NOT_SHOWN | {"token", "refreshHash", "seed", "generation", "bodyHash", "count", "defaultId"}
    # The export has the times of a session as timestamps.
    hidden |= {"refreshedAt", "endsAt"}

    (listed,) = ada.get("/users/me/sessions")["items"]
    assert ada.get(URL)["sessions"] == [{name: value for name, value in listed.items() if name != "current"}]
    text = str(ada.call("GET", URL).body)

    for item in stored(f"USER#{ada.id}"):
        own = hidden | ({"expiresAt"} if item["sk"].startswith("SESSION#") else set())
        values = [value for name, value in item.items() if name not in own and isinstance(value, str | int)]
        assert not [value for value in values if not isinstance(value, bool) and str(value) not in text], item


def test_the_export_contains_no_secret(shop: Shop, stored: Items) -> None:
    ada = customer(shop)
    ada.add("/users/me/payment-methods", CARD)
    shop.post("/users/password/forgot", {"email": ada.email}, role="nobody")

    text = str(ada.call("GET", URL).body)

    secrets = [CARD["token"]]
    for item in stored():
        secrets += [
            str(item[name])
            for name in ("passwordHash", "refreshHash", "seed", "verifyToken", "resetToken")
            if name in item
        ]
        secrets += [item["token"]["nonce"], token_in(item)] if item["sk"] == "MAIL" and "token" in item else []
    assert len(secrets) >= 6
    assert not [secret for secret in secrets if secret in text]


def test_the_export_contains_nothing_of_other_users(shop: Shop) -> None:
    eve = customer(shop, firstName="Evelyn")
    eve.add("/users/me/addresses", {**ADDRESS, "city": "Elsewhere"})
    ada = customer(shop)

    text = str(ada.call("GET", URL).body)

    assert not [word for word in (eve.id, eve.email, "Evelyn", "Elsewhere") if word in text]
