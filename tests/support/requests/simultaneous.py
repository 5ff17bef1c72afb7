"""Requests about an account, what else can happen to the account at that moment, and the right answers."""

import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any, NamedTuple

from bodega.dynamodb import ConditionFailed, Update
from harness.shop.client import Answer, Shop
from harness.shop.mails import token_in
from harness.shop.people import ELSEWHERE, OTHER_PASSWORD, PASSWORD, log_in, registration
from tests.support.shop.accounts import Account
from tests.support.shop.emails import NEW, change, confirm
from users.auth.mailed_tokens import digest_of
from users.profile.store import close_account
from users.storage.accounts import read_account, read_credentials, table, token_key
from users.storage.writes import EXISTS

AT_THE_SAME_TIME = "a bicycle made of glass"


class Scene(NamedTuple):
    """An account, and the mail that the shop sent."""

    shop: Shop
    ada: Account
    mails: Callable[[], list[dict[str, Any]]]

    def token(self, template: str) -> str:
        return token_in([mail for mail in self.mails() if mail["template"] == template][-1])

    def post(self, url: str, body: dict[str, Any]) -> Answer:
        return self.shop.post(url, body, role="nobody")

    def new_password(self, password: str) -> Answer:
        return self.ada.call("PUT", "/users/me/password", {"currentPassword": PASSWORD, "newPassword": password})

    def erase(self) -> Answer:
        return self.ada.call("DELETE", "/users/me", {"password": PASSWORD})

    def close(self) -> None:
        """Begin an erasure, which is interrupted right after that."""
        profile = read_account(self.ada.id)
        assert profile is not None
        close_account(profile, read_credentials(profile["emailKey"]))

    def register(self, email: str | None = None) -> Answer:
        body = registration(email=email or self.ada.email)
        return self.shop.post("/users/register", body, role="nobody", source_ip=ELSEWHERE)

    def forget(self) -> Answer:
        return self.post("/users/password/forgot", {"email": self.ada.email})

    def another_link(self) -> Answer:
        return self.ada.call("POST", "/users/me/email/verification")

    def end_links(self) -> None:
        """Let all links expire that were mailed to the account."""
        for digest in (digest_of(token_in(mail)) for mail in self.mails() if "token" in mail):
            with suppress(ConditionFailed):
                table.update(Update(token_key(digest), EXISTS, set={"expiresAt": int(time.time())}))

    def set(self, name: str, value: str) -> Answer:
        return self.shop.put(f"/users/{self.ada.id}/{name}", {name: value})


Step = Callable[[Scene], Any]

CHANGES: dict[str, tuple[Step, ...]] = {
    "erased": (Scene.erase,),
    "closed and registered again": (Scene.close, Scene.register),
    "frozen": (lambda scene: scene.set("status", "frozen"),),
    "of another role": (lambda scene: scene.set("role", "staff"),),
    "with another password": (lambda scene: scene.new_password(AT_THE_SAME_TIME),),
    "logged out": (lambda scene: scene.ada.call("POST", "/users/logout"),),
    "of another email": (
        lambda scene: change(scene.ada),
        lambda scene: confirm(scene.ada, scene.token("email-change")),
    ),
    "verified": (lambda scene: confirm(scene.ada, scene.token("welcome")),),
    "mailed another link": (Scene.another_link,),
    "of another name": (lambda scene: scene.ada.call("PATCH", "/users/me", {"firstName": "Grace"}),),
    "whose links expire": (Scene.end_links,),
    "registered": (Scene.register,),
    "registered and closed": (
        Scene.register,
        lambda scene: scene.post("/users/email/disown", {"token": scene.token("welcome")}),
    ),
    "its other email registered": (lambda scene: scene.register(NEW),),
}


class Request(NamedTuple):
    """`before`: what it needs. `expected`: its code or status, by what happens to the account at the same time."""

    send: Step
    expected: Mapping[str, str | int]
    before: tuple[Step, ...] = ()


def _verified_with_a_change(scene: Scene) -> Answer:
    confirm(scene.ada, scene.token("welcome"))
    return change(scene.ada)


REQUESTS: dict[str, Request] = {
    "a log-in": Request(
        lambda scene: log_in(scene.shop, scene.ada.email),
        {
            "erased": "invalid_credentials",
            "closed and registered again": "invalid_credentials",
            "frozen": "account_frozen",
            "of another role": 200,
            "with another password": "invalid_credentials",
            "of another email": "invalid_credentials",
        },
    ),
    "a registration": Request(
        Scene.register,
        {"registered": "email_taken", "registered and closed": 201},
        before=(Scene.erase,),
    ),
    "a change of the password": Request(
        lambda scene: scene.new_password(OTHER_PASSWORD),
        {
            "erased": "session_ended",
            "closed and registered again": "session_ended",
            "with another password": "session_ended",
            "mailed another link": 200,
        },
    ),
    "an erasure": Request(
        Scene.erase,
        {
            "erased": "session_ended",
            "closed and registered again": "session_ended",
            "with another password": "invalid_credentials",
            "of another email": 204,
            "mailed another link": 204,
            "of another name": 204,
        },
    ),
    "a request for another email": Request(
        lambda scene: change(scene.ada, "third@shop.example"),
        {
            "erased": "session_ended",
            "closed and registered again": "session_ended",
            "with another password": "invalid_credentials",
            "logged out": "session_ended",
            "of another email": 202,
            "of another name": 202,
        },
    ),
    "the confirmation of another email": Request(
        lambda scene: confirm(scene.ada, scene.token("email-change")),
        {
            "erased": "invalid_token",
            "with another password": "invalid_token",
            "its other email registered": "email_taken",
            "whose links expire": "invalid_token",
            "of another name": 204,
        },
        before=(_verified_with_a_change,),
    ),
    "the undo of another email": Request(
        lambda scene: scene.post("/users/email/undo", {"token": scene.token("email-changed")}),
        {"with another password": 204, "whose links expire": "invalid_token"},
        before=(_verified_with_a_change, lambda scene: confirm(scene.ada, scene.token("email-change"))),
    ),
    "the removal by the owner of the mailbox": Request(
        lambda scene: scene.post("/users/email/disown", {"token": scene.token("welcome")}),
        {
            "closed and registered again": "invalid_token",
            "with another password": 204,
            "of another email": "invalid_token",
            "verified": "invalid_token",
            "mailed another link": "invalid_token",
        },
    ),
    "a password reset": Request(
        lambda scene: scene.post(
            "/users/password/reset", {"token": scene.token("reset"), "newPassword": OTHER_PASSWORD}
        ),
        {
            "closed and registered again": "invalid_token",
            "frozen": 204,
            "with another password": 200,
            "of another email": "invalid_token",
            "of another name": 200,
            "whose links expire": "invalid_token",
        },
        before=(Scene.forget,),
    ),
    "a request for a reset link": Request(
        Scene.forget,
        {"closed and registered again": 202, "of another email": 202},
    ),
    "a request for another link": Request(
        Scene.another_link,
        {
            "closed and registered again": "session_ended",
            "verified": 204,
            "mailed another link": 202,
        },
    ),
    "the third request for another link": Request(
        Scene.another_link,
        {"mailed another link": "too_many_requests"},
        before=(Scene.another_link, Scene.another_link),
    ),
    "a verification": Request(
        lambda scene: confirm(scene.ada, scene.token("welcome")),
        {
            "closed and registered again": "session_ended",
            "of another email": "invalid_token",
            "mailed another link": "invalid_token",
            "of another name": 204,
        },
    ),
    "a change of the profile": Request(
        lambda scene: scene.ada.call("PATCH", "/users/me", {"lastName": "Hopper"}),
        {"closed and registered again": "session_ended", "of another email": 200},
    ),
    "another role": Request(
        lambda scene: scene.set("role", "admin"),
        {"erased": "not_found", "of another name": 200},
    ),
    "a log-out everywhere": Request(
        lambda scene: scene.ada.call("POST", "/users/logout", {"everywhere": True}),
        {"closed and registered again": "session_ended"},
    ),
}
