"""Signed-in users. The authorizer runs once per account, so its calls are not counted with the requests'."""

from dataclasses import dataclass
from typing import Any

from harness.aws.dynamodb_proxy import Recording
from harness.shop.client import Answer, Shop
from harness.shop.people import Person, caller_of, log_in, open_guest, register

ADDRESS: dict[str, Any] = {"line1": "12 Rue Saint-Paul", "city": "Montréal", "country": "CA"}
CARD: dict[str, Any] = {
    "token": "pm_1MqLiJLkdIwHu7ix",
    "brand": "visa",
    "last4": "4242",
    "expiryMonth": 4,
    "expiryYear": 2090,
}


@dataclass
class Account:
    """A user with the context that the authorizer passes to the functions."""

    person: Person
    context: dict[str, str]

    @property
    def id(self) -> str:
        return self.person.id

    @property
    def email(self) -> str:
        return self.person.email

    def call(self, method: str, url: str, body: Any = None, *, key: str | None = None, **headers: str) -> Answer:
        """`key`: the Idempotency-Key; other headers with `_` for `-`."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if key is not None:
            sent["Idempotency-Key"] = key
        return self.person.shop.call(method, url, body=body, caller=self.context, headers=sent)

    def get(self, url: str, **headers: str) -> Any:
        answer = self.call("GET", url, **headers)
        assert answer.status == 200, answer
        return answer.json

    def add(self, url: str, body: Any, *, key: str | None = None) -> Any:
        answer = self.call("POST", url, body, key=key)
        assert answer.status == 201, answer
        return answer.json


def customer(shop: Shop, **changes: Any) -> Account:
    person = register(shop, **changes)
    return Account(person, caller_of(person.access_token))


def admin(shop: Shop) -> Account:
    return member(shop, "admin")


def member(shop: Shop, role: str) -> Account:
    """Return a user with the role `staff` or `admin`."""
    person = register(shop)
    assert shop.put(f"/users/{person.id}/role", {"role": role}).status == 200
    person.answer = log_in(shop, person.email)
    return Account(person, caller_of(person.access_token))


def guest(shop: Shop) -> Account:
    person = open_guest(shop)
    return Account(person, caller_of(person.access_token))


def give_points(shop: Shop, account: Account, points: int, key: str = "given") -> None:
    body = {"points": points, "reason": "Welcome"}
    answer = shop.post(f"/users/{account.id}/loyalty/accruals", body, headers={"Idempotency-Key": key})
    assert answer.status == 201, answer


def forget(recording: Recording) -> None:
    """Drop the calls recorded so far."""
    recording.calls.clear()
