"""Requests for every route of the users function that writes."""

from typing import Any

from harness.shop.client import ADMIN
from harness.shop.mails import token_in
from harness.shop.people import OTHER_PASSWORD, PASSWORD, caller_of, log_in, registration
from tests.support.requests.write_request import Sent, WriteRequest, stored
from tests.support.shop.accounts import ADDRESS, CARD, Account, admin, customer, give_points
from tests.support.shop.environment import ShopEnvironment

_ATTEMPT = "an attempt is counted before the password is checked, so that no fault allows a sixth one"
_WRONG = f"{_ATTEMPT}; it is settled as wrong afterwards"
_SESSIONS_END = "one step ends all sessions; the next ones delete their items"
_CONFIRMED = f"{_ATTEMPT}; it is settled with the last write, or after it"
_LEAVES = "an account is closed in one step, and its items are deleted in the next"


def mailed(env: ShopEnvironment, template: str) -> str:
    """Return the token in the one mail with this template."""
    (mail,) = [mail for mail in stored(env, "ACCOUNTS_TABLE", "OUTBOX#") if mail["template"] == template]
    return token_in(mail)


def account_requests() -> list[WriteRequest]:
    return _auth() + _emails() + _sessions() + _own() + _points() + _administration()


def _sent(account: Account, url: str, body: Any = None, **headers: str) -> Sent:
    return Sent(url, body, account.context, {name.replace("_", "-"): value for name, value in headers.items()})


def _auth() -> list[WriteRequest]:
    def register(_: ShopEnvironment) -> Sent:
        return Sent("/users/register", registration())

    def register_taken(env: ShopEnvironment) -> Sent:
        return Sent("/users/register", registration(email=customer(env.shop).email.upper()))

    def forgot(env: ShopEnvironment) -> Sent:
        return Sent("/users/password/forgot", {"email": customer(env.shop).email})

    def forgot_unknown(_: ShopEnvironment) -> Sent:
        return Sent("/users/password/forgot", {"email": "nobody@shop.example"})

    def reset(env: ShopEnvironment) -> Sent:
        ada = customer(env.shop)
        for _ in range(5):
            log_in(env.shop, ada.email, OTHER_PASSWORD)
        return Sent(
            "/users/password/reset",
            {"token": mailed(env, "frozen"), "newPassword": OTHER_PASSWORD},
        )

    registers, forgets = ("POST", "/users/register"), ("POST", "/users/password/forgot")
    return [
        WriteRequest("register", registers, register, 201),
        WriteRequest("register with a taken email", registers, register_taken, 409),
        WriteRequest("open a guest's session", ("POST", "/users/guests"), lambda _: Sent("/users/guests"), 201),
        WriteRequest("ask for a reset", forgets, forgot, 202),
        WriteRequest("ask for a reset of nobody's password", forgets, forgot_unknown, 202),
        WriteRequest(
            "reset a password", ("POST", "/users/password/reset"), reset, 200, steps=_SESSIONS_END, tidies=True
        ),
    ]


def _emails() -> list[WriteRequest]:
    verify_url, change_url = "/users/me/email/verify", "/users/me/email"

    def verify(env: ShopEnvironment) -> Sent:
        return _sent(customer(env.shop), verify_url, {"token": mailed(env, "welcome")})

    def verify_wrong(env: ShopEnvironment) -> Sent:
        return _sent(customer(env.shop), verify_url, {"token": "not-a-token-of-ours"})

    def send(env: ShopEnvironment) -> Sent:
        return _sent(customer(env.shop), "/users/me/email/verification")

    def disown(env: ShopEnvironment) -> Sent:
        customer(env.shop).add("/users/me/addresses", ADDRESS)
        return Sent("/users/email/disown", {"token": mailed(env, "welcome")})

    def change(env: ShopEnvironment) -> Sent:
        return _sent(customer(env.shop), change_url, {"email": "new@shop.example", "password": PASSWORD})

    def change_to_taken(env: ShopEnvironment) -> Sent:
        customer(env.shop, email="new@shop.example")
        return change(env)

    def respell(env: ShopEnvironment) -> Sent:
        ada = customer(env.shop)
        return _sent(ada, change_url, {"email": ada.email.title(), "password": PASSWORD})

    def requested(env: ShopEnvironment) -> Account:
        ada = customer(env.shop)
        assert ada.call("POST", verify_url, {"token": mailed(env, "welcome")}).status == 204
        assert ada.call("POST", change_url, {"email": "new@shop.example", "password": PASSWORD}).status == 202
        return ada

    def confirm(env: ShopEnvironment) -> Sent:
        return _sent(requested(env), verify_url, {"token": mailed(env, "email-change")})

    def undo(env: ShopEnvironment) -> Sent:
        assert requested(env).call("POST", verify_url, {"token": mailed(env, "email-change")}).status == 204
        return Sent("/users/email/undo", {"token": mailed(env, "email-changed")})

    verifies, changes = ("POST", verify_url), ("POST", change_url)
    return [
        WriteRequest("verify an email", verifies, verify, 204, again=True),
        WriteRequest("verify an email with a wrong token", verifies, verify_wrong, 400),
        WriteRequest("ask for another verification mail", ("POST", "/users/me/email/verification"), send, 202),
        WriteRequest("disown an account", ("POST", "/users/email/disown"), disown, 204, steps=_LEAVES, again=True),
        WriteRequest("ask for a change of the email", changes, change, 202, steps=_CONFIRMED),
        WriteRequest("ask for a change to a taken email", changes, change_to_taken, 409, steps=_CONFIRMED),
        WriteRequest("change the spelling of the email", changes, respell, 200, steps=_CONFIRMED, again=True),
        WriteRequest("confirm a change of the email", verifies, confirm, 204, again=True),
        WriteRequest("undo a change of the email", ("POST", "/users/email/undo"), undo, 204),
    ]


def _sessions() -> list[WriteRequest]:
    def login(env: ShopEnvironment) -> Sent:
        return Sent("/users/login", {"email": customer(env.shop).email, "password": PASSWORD})

    def wrong_password(env: ShopEnvironment) -> Sent:
        return Sent("/users/login", {"email": customer(env.shop).email, "password": OTHER_PASSWORD})

    def fifth_wrong_password(env: ShopEnvironment) -> Sent:
        sent = wrong_password(env)
        for _ in range(4):
            log_in(env.shop, sent.body["email"], OTHER_PASSWORD)
        return sent

    def refresh(env: ShopEnvironment) -> Sent:
        return Sent("/users/refresh", {"refreshToken": customer(env.shop).person.refresh_token})

    def refresh_used(env: ShopEnvironment) -> Sent:
        sent = refresh(env)
        answer = env.shop.post("/users/refresh", sent.body)
        assert env.shop.post("/users/refresh", {"refreshToken": answer.json["refreshToken"]}).status == 200
        return sent

    def refresh_again(env: ShopEnvironment) -> Sent:
        sent = refresh(env)
        assert env.shop.post("/users/refresh", sent.body).status == 200
        return sent

    def logout(env: ShopEnvironment) -> Sent:
        return _sent(customer(env.shop), "/users/logout")

    def logout_everywhere(env: ShopEnvironment) -> Sent:
        return _sent(customer(env.shop), "/users/logout", {"everywhere": True})

    def end_session(env: ShopEnvironment) -> Sent:
        ada = customer(env.shop)
        other = log_in(env.shop, ada.email)
        return _sent(ada, f"/users/me/sessions/{caller_of(other.json['accessToken'])['sessionId']}")

    def password(env: ShopEnvironment) -> Sent:
        body = {"currentPassword": PASSWORD, "newPassword": OTHER_PASSWORD}
        return _sent(customer(env.shop), "/users/me/password", body)

    def weak_password(env: ShopEnvironment) -> Sent:
        body = {"currentPassword": PASSWORD, "newPassword": "password1234"}
        return _sent(customer(env.shop), "/users/me/password", body)

    logs_in, refreshes, logs_out = ("POST", "/users/login"), ("POST", "/users/refresh"), ("POST", "/users/logout")
    changes = ("PUT", "/users/me/password")
    return [
        WriteRequest("log in", logs_in, login, 200, steps=_ATTEMPT),
        WriteRequest("log in with a wrong password", logs_in, wrong_password, 403, steps=_WRONG),
        WriteRequest(
            "log in with a wrong password for the fifth time", logs_in, fifth_wrong_password, 403, steps=_WRONG
        ),
        WriteRequest("refresh a session", refreshes, refresh, 200),
        WriteRequest("refresh a session with a used token", refreshes, refresh_used, 403, again=True),
        WriteRequest("repeat a refresh whose answer was lost", refreshes, refresh_again, 200, again=True, timed=True),
        WriteRequest("log out", logs_out, logout, 204, again=True),
        WriteRequest("log out everywhere", logs_out, logout_everywhere, 204, steps=_SESSIONS_END),
        WriteRequest("end a session", ("DELETE", "/users/me/sessions/{id}"), end_session, 204),
        WriteRequest("change a password", changes, password, 200, steps=f"{_ATTEMPT}; {_SESSIONS_END}"),
        WriteRequest("change a password to a weak one", changes, weak_password, 422, steps=_ATTEMPT, again=True),
    ]


def _own() -> list[WriteRequest]:
    def patch(env: ShopEnvironment) -> Sent:
        return _sent(customer(env.shop), "/users/me", {"firstName": "Augusta"}, If_Match='"1"')

    def erase(env: ShopEnvironment) -> Sent:
        ada = customer(env.shop)
        ada.add("/users/me/addresses", ADDRESS)
        give_points(env.shop, ada, 10)
        return _sent(ada, "/users/me", {"password": PASSWORD})

    def erase_wrongly(env: ShopEnvironment) -> Sent:
        return _sent(customer(env.shop), "/users/me", {"password": OTHER_PASSWORD})

    def add_address(env: ShopEnvironment) -> Sent:
        return _sent(customer(env.shop), "/users/me/addresses", ADDRESS | {"default": True}, Idempotency_Key="one")

    def replace_address(env: ShopEnvironment) -> Sent:
        ada = customer(env.shop)
        made = ada.add("/users/me/addresses", ADDRESS)
        return _sent(ada, f"/users/me/addresses/{made['id']}", ADDRESS | {"city": "Laval", "default": True})

    def delete_address(env: ShopEnvironment) -> Sent:
        ada = customer(env.shop)
        return _sent(ada, f"/users/me/addresses/{ada.add('/users/me/addresses', ADDRESS)['id']}")

    def add_card(env: ShopEnvironment) -> Sent:
        return _sent(customer(env.shop), "/users/me/payment-methods", CARD)

    def default_card(env: ShopEnvironment) -> Sent:
        ada = customer(env.shop)
        made = ada.add("/users/me/payment-methods", CARD)
        return _sent(ada, f"/users/me/payment-methods/{made['id']}/default")

    def delete_card(env: ShopEnvironment) -> Sent:
        ada = customer(env.shop)
        return _sent(ada, f"/users/me/payment-methods/{ada.add('/users/me/payment-methods', CARD)['id']}")

    address, card = "/users/me/addresses", "/users/me/payment-methods"
    return [
        WriteRequest("change a profile", ("PATCH", "/users/me"), patch, 200),
        WriteRequest(
            "erase an account", ("DELETE", "/users/me"), erase, 204, steps=f"{_ATTEMPT}; {_LEAVES}", again=True
        ),
        WriteRequest(
            "erase an account with a wrong password", ("DELETE", "/users/me"), erase_wrongly, 403, steps=_WRONG
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
    def redeem(env: ShopEnvironment) -> Sent:
        ada = customer(env.shop)
        give_points(env.shop, ada, 100)
        return _sent(ada, "/users/me/loyalty/redemptions", {"points": 10, "reason": "Coffee"}, Idempotency_Key="one")

    def redeem_too_much(env: ShopEnvironment) -> Sent:
        sent = redeem(env)
        return Sent(sent.url, {"points": 101, "reason": "Coffee"}, sent.caller, sent.headers)

    def accrue(env: ShopEnvironment) -> Sent:
        url = f"/users/{customer(env.shop).id}/loyalty/accruals"
        return Sent(url, {"points": 10, "reason": "Welcome"}, ADMIN, {"Idempotency-Key": "one"})

    redeems = ("POST", "/users/me/loyalty/redemptions")
    return [
        WriteRequest("spend points", redeems, redeem, 201, again=True),
        WriteRequest("spend more points than there are", redeems, redeem_too_much, 409, again=True),
        WriteRequest("give points", ("POST", "/users/{id}/loyalty/accruals"), accrue, 201, again=True),
    ]


def _administration() -> list[WriteRequest]:
    def freeze(env: ShopEnvironment) -> Sent:
        return Sent(f"/users/{customer(env.shop).id}/status", {"status": "frozen"}, ADMIN, {"If-Match": '"1"'})

    def unfreeze(env: ShopEnvironment) -> Sent:
        ada = customer(env.shop)
        for _ in range(5):
            log_in(env.shop, ada.email, OTHER_PASSWORD)
        assert env.shop.put(f"/users/{ada.id}/status", {"status": "frozen"}).status == 200
        return Sent(f"/users/{ada.id}/status", {"status": "active"}, ADMIN)

    def reactivate(env: ShopEnvironment) -> Sent:
        ada = customer(env.shop)
        for _ in range(5):
            log_in(env.shop, ada.email, OTHER_PASSWORD)
        return Sent(f"/users/{ada.id}/status", {"status": "active"}, ADMIN)

    def promote(env: ShopEnvironment) -> Sent:
        return Sent(f"/users/{customer(env.shop).id}/role", {"role": "admin"}, ADMIN)

    def demote_last(env: ShopEnvironment) -> Sent:
        return Sent(f"/users/{admin(env.shop).id}/role", {"role": "customer"}, ADMIN)

    status, role = ("PUT", "/users/{id}/status"), ("PUT", "/users/{id}/role")
    return [
        WriteRequest("freeze a user", status, freeze, 200, steps=_SESSIONS_END, tidies=True),
        WriteRequest("unfreeze a user", status, unfreeze, 200, again=True),
        WriteRequest("lift a user's lock-out", status, reactivate, 200, again=True),
        WriteRequest("make a user an admin", role, promote, 200, steps=_SESSIONS_END, tidies=True),
        WriteRequest("make the last admin a customer", role, demote_last, 409),
    ]
