"""Requests for every route of accounts that writes."""

from typing import Any

from tests.support.requests.write_request import Sent, WriteRequest, stored
from tests.support.shop.accounts import ADDRESS, CARD, Account, admin, customer, give_points
from tests.support.shop.client import ADMIN
from tests.support.shop.environment import World
from tests.support.shop.people import OTHER_PASSWORD, PASSWORD, log_in, registration

_GUESS = "a guess is counted before the password is looked at, so that no fault lets a sixth one through"
_WRONG = f"{_GUESS}; what it costs the address follows"
_LEAVES = "an account is closed in one step, and what is left of it goes in the next"


def mailed(world: World, template: str, name: str) -> str:
    """A token as it was mailed."""
    (mail,) = [mail for mail in stored(world, "ACCOUNTS_TABLE", "OUTBOX#") if mail["template"] == template]
    return str(mail["parameters"][name])


def account_requests() -> list[WriteRequest]:
    return _identity() + _sessions() + _own() + _points() + _administration()


def _sent(account: Account, url: str, body: Any = None, **headers: str) -> Sent:
    return Sent(url, body, account.context, {name.replace("_", "-"): value for name, value in headers.items()})


def _identity() -> list[WriteRequest]:
    def register(_: World) -> Sent:
        return Sent("/users/register", registration())

    def register_taken(world: World) -> Sent:
        return Sent("/users/register", registration(email=customer(world.shop).email.upper()))

    def verify(world: World) -> Sent:
        customer(world.shop)
        return Sent("/users/email/verify", {"token": mailed(world, "welcome", "verifyToken")})

    def verify_wrong(world: World) -> Sent:
        customer(world.shop)
        return Sent("/users/email/verify", {"token": "not-a-token-of-ours"})

    def forgot(world: World) -> Sent:
        return Sent("/users/password/forgot", {"email": customer(world.shop).email})

    def forgot_unknown(_: World) -> Sent:
        return Sent("/users/password/forgot", {"email": "nobody@shop.example"})

    def reset(world: World) -> Sent:
        ada = customer(world.shop)
        for _ in range(5):
            log_in(world.shop, ada.email, OTHER_PASSWORD)
        return Sent(
            "/users/password/reset",
            {"token": mailed(world, "frozen", "resetToken"), "newPassword": OTHER_PASSWORD},
        )

    verifies, forgets = ("POST", "/users/email/verify"), ("POST", "/users/password/forgot")
    registers = ("POST", "/users/register")
    return [
        WriteRequest("register", registers, register, 201),
        WriteRequest("register with a taken email", registers, register_taken, 409),
        WriteRequest("verify an email", verifies, verify, 204),
        WriteRequest("verify an email with a wrong token", verifies, verify_wrong, 400),
        WriteRequest("ask for a reset", forgets, forgot, 202),
        WriteRequest("ask for a reset of nobody's password", forgets, forgot_unknown, 202),
        WriteRequest("reset a password", ("POST", "/users/password/reset"), reset, 204),
    ]


def _sessions() -> list[WriteRequest]:
    def login(world: World) -> Sent:
        return Sent("/users/login", {"email": customer(world.shop).email, "password": PASSWORD})

    def guess(world: World) -> Sent:
        return Sent("/users/login", {"email": customer(world.shop).email, "password": OTHER_PASSWORD})

    def last_guess(world: World) -> Sent:
        sent = guess(world)
        for _ in range(4):
            log_in(world.shop, sent.body["email"], OTHER_PASSWORD)
        return sent

    def refresh(world: World) -> Sent:
        return Sent("/users/refresh", {"refreshToken": customer(world.shop).person.refresh_token})

    def refresh_used(world: World) -> Sent:
        sent = refresh(world)
        assert world.shop.post("/users/refresh", sent.body).status == 200
        return sent

    def logout(world: World) -> Sent:
        return _sent(customer(world.shop), "/users/logout")

    def logout_everywhere(world: World) -> Sent:
        return _sent(customer(world.shop), "/users/logout", {"everywhere": True})

    def password(world: World) -> Sent:
        body = {"currentPassword": PASSWORD, "newPassword": OTHER_PASSWORD}
        return _sent(customer(world.shop), "/users/me/password", body)

    def weak_password(world: World) -> Sent:
        body = {"currentPassword": PASSWORD, "newPassword": "password1234"}
        return _sent(customer(world.shop), "/users/me/password", body)

    logs_in, refreshes, logs_out = ("POST", "/users/login"), ("POST", "/users/refresh"), ("POST", "/users/logout")
    changes = ("PUT", "/users/me/password")
    return [
        WriteRequest("log in", logs_in, login, 200, steps=_GUESS),
        WriteRequest("guess a password", logs_in, guess, 401, steps=_WRONG),
        WriteRequest("guess a password for the fifth time", logs_in, last_guess, 401, steps=_WRONG),
        WriteRequest("refresh a session", refreshes, refresh, 200),
        WriteRequest("refresh a session with a used token", refreshes, refresh_used, 401, again=True),
        WriteRequest("log out", logs_out, logout, 204, again=True),
        WriteRequest("log out everywhere", logs_out, logout_everywhere, 204),
        WriteRequest("change a password", changes, password, 200, steps=_GUESS),
        WriteRequest("change a password to a weak one", changes, weak_password, 422, steps=_GUESS, again=True),
    ]


def _own() -> list[WriteRequest]:
    def patch(world: World) -> Sent:
        return _sent(customer(world.shop), "/users/me", {"firstName": "Augusta"}, If_Match='"1"')

    def erase(world: World) -> Sent:
        ada = customer(world.shop)
        ada.add("/users/me/addresses", ADDRESS)
        give_points(world.shop, ada, 10)
        return _sent(ada, "/users/me", {"password": PASSWORD})

    def erase_wrongly(world: World) -> Sent:
        return _sent(customer(world.shop), "/users/me", {"password": OTHER_PASSWORD})

    def add_address(world: World) -> Sent:
        return _sent(customer(world.shop), "/users/me/addresses", ADDRESS | {"default": True}, Idempotency_Key="one")

    def replace_address(world: World) -> Sent:
        ada = customer(world.shop)
        made = ada.add("/users/me/addresses", ADDRESS)
        return _sent(ada, f"/users/me/addresses/{made['id']}", ADDRESS | {"city": "Laval", "default": True})

    def delete_address(world: World) -> Sent:
        ada = customer(world.shop)
        return _sent(ada, f"/users/me/addresses/{ada.add('/users/me/addresses', ADDRESS)['id']}")

    def add_card(world: World) -> Sent:
        return _sent(customer(world.shop), "/users/me/payment-methods", CARD)

    def default_card(world: World) -> Sent:
        ada = customer(world.shop)
        made = ada.add("/users/me/payment-methods", CARD)
        return _sent(ada, f"/users/me/payment-methods/{made['id']}/default")

    def delete_card(world: World) -> Sent:
        ada = customer(world.shop)
        return _sent(ada, f"/users/me/payment-methods/{ada.add('/users/me/payment-methods', CARD)['id']}")

    address, card = "/users/me/addresses", "/users/me/payment-methods"
    return [
        WriteRequest("change a profile", ("PATCH", "/users/me"), patch, 200),
        WriteRequest("erase an account", ("DELETE", "/users/me"), erase, 204, steps=f"{_GUESS}; {_LEAVES}", again=True),
        WriteRequest(
            "erase an account with a wrong password", ("DELETE", "/users/me"), erase_wrongly, 401, steps=_WRONG
        ),
        WriteRequest("add an address with a key", ("POST", address), add_address, 201, again=True),
        WriteRequest("replace an address", ("PUT", f"{address}/{{id}}"), replace_address, 200),
        WriteRequest("delete an address", ("DELETE", f"{address}/{{id}}"), delete_address, 204),
        WriteRequest("add a payment method", ("POST", card), add_card, 201),
        WriteRequest(
            "make a payment method the default", ("PUT", f"{card}/{{id}}/default"), default_card, 204, again=True
        ),
        WriteRequest("delete a payment method", ("DELETE", f"{card}/{{id}}"), delete_card, 204),
    ]


def _points() -> list[WriteRequest]:
    def redeem(world: World) -> Sent:
        ada = customer(world.shop)
        give_points(world.shop, ada, 100)
        return _sent(ada, "/users/me/loyalty/redemptions", {"points": 10, "reason": "Coffee"}, Idempotency_Key="one")

    def redeem_too_much(world: World) -> Sent:
        sent = redeem(world)
        return Sent(sent.url, {"points": 101, "reason": "Coffee"}, sent.caller, sent.headers)

    def accrue(world: World) -> Sent:
        url = f"/users/{customer(world.shop).id}/loyalty/accruals"
        return Sent(url, {"points": 10, "reason": "Welcome"}, ADMIN, {"Idempotency-Key": "one"})

    redeems = ("POST", "/users/me/loyalty/redemptions")
    return [
        WriteRequest("spend points", redeems, redeem, 201, again=True),
        WriteRequest("spend more points than there are", redeems, redeem_too_much, 409, again=True),
        WriteRequest("give points", ("POST", "/users/{id}/loyalty/accruals"), accrue, 201, again=True),
    ]


def _administration() -> list[WriteRequest]:
    def freeze(world: World) -> Sent:
        return Sent(f"/users/{customer(world.shop).id}/status", {"status": "frozen"}, ADMIN, {"If-Match": '"1"'})

    def unfreeze(world: World) -> Sent:
        ada = customer(world.shop)
        for _ in range(5):
            log_in(world.shop, ada.email, OTHER_PASSWORD)
        assert world.shop.put(f"/users/{ada.id}/status", {"status": "frozen"}).status == 200
        return Sent(f"/users/{ada.id}/status", {"status": "active"}, ADMIN)

    def forgive(world: World) -> Sent:
        ada = customer(world.shop)
        for _ in range(5):
            log_in(world.shop, ada.email, OTHER_PASSWORD)
        return Sent(f"/users/{ada.id}/status", {"status": "active"}, ADMIN)

    def promote(world: World) -> Sent:
        return Sent(f"/users/{customer(world.shop).id}/role", {"role": "admin"}, ADMIN)

    def demote_last(world: World) -> Sent:
        return Sent(f"/users/{admin(world.shop).id}/role", {"role": "customer"}, ADMIN)

    status, role = ("PUT", "/users/{id}/status"), ("PUT", "/users/{id}/role")
    return [
        WriteRequest("freeze a user", status, freeze, 200),
        WriteRequest("unfreeze a user", status, unfreeze, 200, again=True),
        WriteRequest("forgive a user's wrong passwords", status, forgive, 200, again=True),
        WriteRequest("make a user an admin", role, promote, 200),
        WriteRequest("make the last admin a customer", role, demote_last, 409),
    ]
