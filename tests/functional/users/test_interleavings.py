"""What changes between the reads of an account and its transaction: the answer is the one of the moment of the write.

Each request is sent to an account that another request changes right before the first transaction of the first one.
Afterwards, the items of all accounts agree (`AccountState`).
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

import pytest

from harness.aws.dynamodb_proxy import Recording
from harness.shop.client import Answer, Shop
from harness.shop.mails import token_in
from harness.shop.people import ELSEWHERE, OTHER_PASSWORD, PASSWORD, is_let_in, log_in, registration
from tests.functional.users.conftest import Items
from tests.functional.users.emails.conftest import Mails
from tests.support.shop.accounts import Account, customer
from tests.support.shop.emails import change, confirm

AT_THE_SAME_TIME = "a bicycle made of glass"


class Scene(NamedTuple):
    """An account, and the mail that the shop sent."""

    shop: Shop
    ada: Account
    mails: Mails

    def token(self, template: str) -> str:
        return token_in([mail for mail in self.mails() if mail["template"] == template][-1])

    def post(self, url: str, body: dict[str, Any]) -> Answer:
        return self.shop.post(url, body, role="nobody")

    def new_password(self, password: str) -> Answer:
        return self.ada.call("PUT", "/users/me/password", {"currentPassword": PASSWORD, "newPassword": password})

    def erase(self) -> Answer:
        return self.ada.call("DELETE", "/users/me", {"password": PASSWORD})

    def register_again(self) -> Answer:
        body = registration(email=self.ada.email)
        return self.shop.post("/users/register", body, role="nobody", source_ip=ELSEWHERE)

    def set(self, name: str, value: str) -> Answer:
        return self.shop.put(f"/users/{self.ada.id}/{name}", {name: value})


Step = Callable[[Scene], Any]

CHANGES: dict[str, tuple[Step, ...]] = {
    "erased": (Scene.erase,),
    "erased and registered again": (Scene.erase, Scene.register_again),
    "frozen": (lambda scene: scene.set("status", "frozen"),),
    "of another role": (lambda scene: scene.set("role", "staff"),),
    "with another password": (lambda scene: scene.new_password(AT_THE_SAME_TIME),),
    "logged out everywhere": (lambda scene: scene.ada.call("POST", "/users/logout", {"everywhere": True}),),
    "of another email": (
        lambda scene: change(scene.ada),
        lambda scene: confirm(scene.ada, scene.token("email-change")),
    ),
    "verified": (lambda scene: confirm(scene.ada, scene.token("welcome")),),
    "mailed another link": (lambda scene: scene.ada.call("POST", "/users/me/email/verification"),),
    "of another name": (lambda scene: scene.ada.call("PATCH", "/users/me", {"firstName": "Grace"}),),
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
            "erased and registered again": "invalid_credentials",
            "frozen": "account_frozen",
            "of another role": 200,
            "with another password": "invalid_credentials",
            "of another email": "invalid_credentials",
        },
    ),
    "a log-in with a wrong password": Request(
        lambda scene: log_in(scene.shop, scene.ada.email, OTHER_PASSWORD),
        {"erased": "invalid_credentials"},
    ),
    "a change of the password": Request(
        lambda scene: scene.new_password(OTHER_PASSWORD),
        {
            "erased": "session_ended",
            "erased and registered again": "session_ended",
            "frozen": "session_ended",
            "with another password": "session_ended",
            "logged out everywhere": "session_ended",
            "mailed another link": 200,
        },
    ),
    "an erasure": Request(
        Scene.erase,
        {
            "erased": "session_ended",
            "erased and registered again": "session_ended",
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
            "erased and registered again": "session_ended",
            "frozen": "session_ended",
            "with another password": "invalid_credentials",
            "logged out everywhere": "session_ended",
            "of another email": 202,
            "mailed another link": 202,
        },
    ),
    "the confirmation of another email": Request(
        lambda scene: confirm(scene.ada, scene.token("email-change")),
        {
            "erased": "invalid_token",
            "frozen": "invalid_token",
            "with another password": "invalid_token",
            "of another name": 204,
        },
        before=(_verified_with_a_change,),
    ),
    "the undo of another email": Request(
        lambda scene: scene.post("/users/email/undo", {"token": scene.token("email-changed")}),
        {"frozen": 204, "with another password": 204, "of another name": 204},
        before=(_verified_with_a_change, lambda scene: confirm(scene.ada, scene.token("email-change"))),
    ),
    "the removal by the owner of the mailbox": Request(
        lambda scene: scene.post("/users/email/disown", {"token": scene.token("welcome")}),
        {
            "erased": "invalid_token",
            "erased and registered again": "invalid_token",
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
            "erased": "invalid_token",
            "erased and registered again": "invalid_token",
            "frozen": 204,
            "with another password": 200,
            "of another email": "invalid_token",
            "verified": 200,
        },
        before=(lambda scene: scene.post("/users/password/forgot", {"email": scene.ada.email}),),
    ),
    "a request for a reset link": Request(
        lambda scene: scene.post("/users/password/forgot", {"email": scene.ada.email}),
        {"erased": 202, "erased and registered again": 202, "of another email": 202},
    ),
    "a request for another link": Request(
        lambda scene: scene.ada.call("POST", "/users/me/email/verification"),
        {
            "erased": "session_ended",
            "erased and registered again": "session_ended",
            "verified": 204,
            "mailed another link": 202,
            "of another email": 204,
        },
    ),
    "a verification": Request(
        lambda scene: confirm(scene.ada, scene.token("welcome")),
        {
            "erased": "session_ended",
            "erased and registered again": "session_ended",
            "of another email": "invalid_token",
            "mailed another link": "invalid_token",
            "of another name": 204,
        },
    ),
    "a change of the profile": Request(
        lambda scene: scene.ada.call("PATCH", "/users/me", {"lastName": "Hopper"}),
        {"erased": "session_ended", "erased and registered again": "session_ended", "of another email": 200},
    ),
    "another role": Request(
        lambda scene: scene.set("role", "admin"),
        {"erased": "not_found", "frozen": 200, "of another email": 200, "with another password": 200},
    ),
    "a log-out everywhere": Request(
        lambda scene: scene.ada.call("POST", "/users/logout", {"everywhere": True}),
        {"erased": "session_ended", "erased and registered again": "session_ended", "of another email": 204},
    ),
}
PAIRS = [(request, happening) for request, each in REQUESTS.items() for happening in each.expected]


@pytest.fixture
def scene(shop: Shop, mails: Mails) -> Scene:
    return Scene(shop, customer(shop), mails)


@pytest.fixture
def before_transaction(recording: Recording) -> Iterator[Callable[[Callable[[], Any]], None]]:
    """Return a function that arranges for an action right before the next transaction."""

    def arrange(action: Callable[[], Any]) -> None:
        def before(operation: str) -> None:
            if operation == "TransactWriteItems":
                recording.before = None
                action()

        recording.before = before

    yield arrange
    assert recording.before is None, "there was no transaction"


@pytest.mark.parametrize(("name", "happening"), PAIRS, ids=[f"{name} - {event}" for name, event in PAIRS])
def test_the_answer_is_right_for_the_account_as_it_is_at_the_write(
    scene: Scene, before_transaction: Any, stored: Items, name: str, happening: str
) -> None:
    request = REQUESTS[name]
    for step in request.before:
        assert step(scene).status < 300
    seen: list[list[dict[str, Any]]] = []

    def happen() -> None:
        for step in CHANGES[happening]:
            assert step(scene).status < 300
        seen.append(stored("EMAIL#"))

    before_transaction(happen)

    answer = request.send(scene)

    expected = request.expected[happening]
    assert (answer.status if isinstance(expected, int) else answer.code) == expected
    if happening.startswith("erased"):
        left = [item for item in stored() if scene.ada.id in str(item) and not item["pk"].startswith("LIMIT#")]
        assert left == [], "something is left of the account"
    if happening == "erased and registered again" and expected != 202:
        assert stored("EMAIL#") == seen[0], "the new account was changed"
    if happening == "with another password" and not isinstance(expected, int):
        assert log_in(scene.shop, scene.ada.email, AT_THE_SAME_TIME).status == 200
    if answer.status == 200 and "accessToken" in answer.json:
        assert is_let_in(answer.json["accessToken"])
