"""The cost of a request to each route of accounts, as documented in docs/operations.md."""

from collections.abc import Callable
from typing import Any

import pytest

from bodega.dynamodb import Table
from bodega.mail_tokens import new_token
from bodega.outbox import Template, mail
from harness.aws.tables import read_all
from harness.shop.client import Shop
from harness.shop.events import lambda_context
from harness.shop.functions import load_app
from harness.shop.mails import receiver, token_in
from harness.shop.people import OTHER_PASSWORD, PASSWORD, caller_of, register, registration
from tests.support.aws.ses import Ses
from tests.support.database.route_costs import Meter, routes_below
from tests.support.shop.accounts import ADDRESS, CARD, Account, admin, customer, give_points

Request = Callable[[], Any]
Mails = Callable[[], list[dict[str, Any]]]
ADDRESSES, CARDS, POINTS = "/users/me/addresses", "/users/me/payment-methods", "/users/me/loyalty"


@pytest.fixture
def meter(recording: Any, dynamodb: Any, accounts: str, erasures: str, orders: str) -> Meter:
    return Meter(recording, lambda: {table: read_all(dynamodb, table) for table in (accounts, erasures, orders)})


@pytest.fixture
def ada(shop: Shop) -> Account:
    """A customer with items of every kind."""
    account = customer(shop)
    for number in range(3):
        account.add(ADDRESSES, {**ADDRESS, "line1": f"{number} Rue Saint-Paul"}, key=f"address-{number}")
        account.add(CARDS, {**CARD, "token": f"pm_1MqLiJLkdIwHu7i{number}"}, key=f"card-{number}")
    give_points(shop, account, 100)
    account.add(f"{POINTS}/redemptions", {"points": 10, "reason": "Free coffee"}, key="one")
    return account


def by_owner(method: str, url: str, body: Any = None) -> Callable[..., Request]:
    """Prepare a request of the customer. `{id}` in the URL: the second item of its kind, which is not the default."""

    def prepare(_shop: Shop, ada: Account, _mails: Mails) -> Request:
        items = ada.get(url.partition("/{id}")[0])["items"] if "{id}" in url else []
        path = url.replace("{id}", items[1]["id"]) if items else url
        return lambda: ada.call(method, path, body, key="key" if method == "POST" else None)

    return prepare


def by_admin(method: str, url: str, body: Any = None, headers: dict[str, str] | None = None) -> Callable[..., Request]:
    """Prepare a request of an admin. `{id}` in the URL: the customer. There is another admin."""

    def prepare(shop: Shop, ada: Account, _mails: Mails) -> Request:
        admin(shop)
        return lambda: shop.call(method, url.replace("{id}", ada.id), body=body, headers=headers)

    return prepare


def by_anybody(method: str, url: str, body: Callable[[Shop, Account, Mails], Any]) -> Callable[..., Request]:
    def prepare(shop: Shop, ada: Account, mails: Mails) -> Request:
        sent = body(shop, ada, mails)
        return lambda: shop.call(method, url, body=sent, role="nobody")

    return prepare


def reset_token(shop: Shop, ada: Account, mails: Mails) -> str:
    """Return the token of a verified account, from which a reset removes nothing."""
    assert ada.call("POST", "/users/me/email/verify", {"token": token_in(mails()[0])}).status == 204
    shop.post("/users/password/forgot", {"email": ada.email}, role="nobody")
    return token_in(mails()[-1])


def end_session(_shop: Shop, ada: Account, _mails: Mails) -> Request:
    url = f"/users/me/sessions/{ada.context['sessionId']}"
    return lambda: ada.call("DELETE", url)


def confirm_change(shop: Shop, ada: Account, mails: Mails) -> Request:
    """Prepare the confirmation of a change from a verified email to another one."""
    verify, change = "/users/me/email/verify", {"email": "new@shop.example", "password": PASSWORD}
    assert ada.call("POST", verify, {"token": token_in(mails()[0])}).status == 204
    shop.post("/users/password/forgot", {"email": ada.email}, role="nobody")
    assert ada.call("POST", "/users/me/email", change).status == 202
    token = token_in(mails()[-1])
    return lambda: ada.call("POST", verify, {"token": token})


def undo_token(shop: Shop, ada: Account, mails: Mails) -> str:
    assert confirm_change(shop, ada, mails)().status == 204
    return token_in(mails()[-1])


KEY = {"Idempotency-Key": "key"}
PREPARED = {
    "POST /users/register": by_anybody("POST", "/users/register", lambda *_: registration()),
    "POST /users/guests": by_anybody("POST", "/users/guests", lambda *_: None),
    "POST /users/login": by_anybody(
        "POST", "/users/login", lambda _shop, ada, _mails: {"email": ada.email, "password": PASSWORD}
    ),
    "POST /users/refresh": by_anybody(
        "POST", "/users/refresh", lambda _shop, ada, _mails: {"refreshToken": ada.person.refresh_token}
    ),
    "POST /users/password/forgot": by_anybody(
        "POST", "/users/password/forgot", lambda _shop, ada, _mails: {"email": ada.email}
    ),
    "POST /users/password/reset": by_anybody(
        "POST",
        "/users/password/reset",
        lambda *known: {"token": reset_token(*known), "newPassword": OTHER_PASSWORD},
    ),
    "POST /users/email/disown": by_anybody(
        "POST", "/users/email/disown", lambda _shop, _ada, mails: {"token": token_in(mails()[0])}
    ),
    "POST /users/email/undo": by_anybody("POST", "/users/email/undo", lambda *known: {"token": undo_token(*known)}),
    "POST /users/me/email": by_owner("POST", "/users/me/email", {"email": "new@shop.example", "password": PASSWORD}),
    "POST /users/me/email/verification": by_owner("POST", "/users/me/email/verification"),
    "POST /users/me/email/verify": confirm_change,
    "POST /users/logout": by_owner("POST", "/users/logout"),
    "GET /users/me": by_owner("GET", "/users/me"),
    "PATCH /users/me": by_owner("PATCH", "/users/me", {"firstName": "Augusta"}),
    "DELETE /users/me": by_owner("DELETE", "/users/me", {"password": PASSWORD}),
    "PUT /users/me/password": by_owner(
        "PUT", "/users/me/password", {"currentPassword": PASSWORD, "newPassword": OTHER_PASSWORD}
    ),
    "GET /users/me/sessions": by_owner("GET", "/users/me/sessions"),
    "DELETE /users/me/sessions/{id}": end_session,
    "GET /users/me/export": by_owner("GET", "/users/me/export"),
    "GET /users/me/addresses": by_owner("GET", ADDRESSES),
    "POST /users/me/addresses": by_owner("POST", ADDRESSES, ADDRESS),
    "GET /users/me/addresses/{id}": by_owner("GET", f"{ADDRESSES}/{{id}}"),
    "PUT /users/me/addresses/{id}": by_owner("PUT", f"{ADDRESSES}/{{id}}", ADDRESS | {"city": "Québec"}),
    "DELETE /users/me/addresses/{id}": by_owner("DELETE", f"{ADDRESSES}/{{id}}"),
    "GET /users/me/payment-methods": by_owner("GET", CARDS),
    "POST /users/me/payment-methods": by_owner("POST", CARDS, CARD),
    "DELETE /users/me/payment-methods/{id}": by_owner("DELETE", f"{CARDS}/{{id}}"),
    "PUT /users/me/payment-methods/{id}/default": by_owner("PUT", f"{CARDS}/{{id}}/default"),
    "GET /users/me/loyalty": by_owner("GET", POINTS),
    "GET /users/me/loyalty/transactions": by_owner("GET", f"{POINTS}/transactions"),
    "POST /users/me/loyalty/redemptions": by_owner(
        "POST", f"{POINTS}/redemptions", {"points": 10, "reason": "Free coffee"}
    ),
    "GET /users": by_admin("GET", "/users?limit=25"),
    "GET /users/{id}": by_admin("GET", "/users/{id}"),
    "PUT /users/{id}/status": by_admin("PUT", "/users/{id}/status", {"status": "frozen"}),
    "PUT /users/{id}/role": by_admin("PUT", "/users/{id}/role", {"role": "admin"}),
    "POST /users/{id}/loyalty/accruals": by_admin(
        "POST", "/users/{id}/loyalty/accruals", {"points": 50, "reason": "Welcome"}, KEY
    ),
}


@pytest.mark.parametrize("route", routes_below("users"))
def test_a_request_has_the_documented_cost(route: str, shop: Shop, ada: Account, mails: Mails, meter: Meter) -> None:
    if route == "GET /users":
        for _ in range(25):
            register(shop)

    assert route in PREPARED, f"add a function to PREPARED that prepares a request to {route}"
    meter.check(route, PREPARED[route](shop, ada, mails))


def test_the_authorizer_has_the_documented_cost(ada: Account, meter: Meter) -> None:
    meter.check("authorizer", lambda: caller_of(ada.person.access_token))


def test_the_mailer_has_the_documented_cost(
    accounts: str, dynamodb: Any, ses: Ses, meter: Meter, secrets_url: str
) -> None:
    welcome = mail(Template.WELCOME, receiver(), token=new_token("verify")[0])
    Table("ACCOUNTS_TABLE").transact({"mail": welcome})
    (image,) = read_all(dynamodb, accounts)
    record = {
        "eventName": "INSERT",
        "dynamodb": {"Keys": {name: image[name] for name in ("pk", "sk")}, "NewImage": image, "SequenceNumber": "1"},
    }

    meter.check("mailer", lambda: load_app("mailer").handler({"Records": [record]}, lambda_context("mailer", 60_000)))

    assert len(ses.taken) == 1
