"""Everybody there is tries every route there is."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from harness.aws.dynamodb_proxy import Fault
from harness.shop.client import Answer
from harness.shop.kinds import KINDS
from harness.shop.people import PASSWORD, caller_of, log_in
from tests.support.access.expectations import ACCESS, Access, Route
from tests.support.database.tables import Dump
from tests.support.requests.write_request import stored
from tests.support.shop.accounts import ADDRESS, CARD, Account, admin, customer, give_points
from tests.support.shop.environment import ShopEnvironment
from tests.support.shop.gateway import InProcessGateway

LEAVES = ("DELETE", "/users/me")
"""All that somebody may do whose erasure was cut off: have it carried on with."""
PEOPLE = (
    "nobody",
    "the customer",
    "another customer",
    "an admin",
    "a frozen customer",
    "a frozen admin",
    "one who logged out",
    "one whose tokens were all ended",
    "one who is leaving",
    "one who has left",
)
_ENDED = frozenset(
    {
        "nobody",
        "a frozen customer",
        "a frozen admin",
        "one who logged out",
        "one whose tokens were all ended",
        "one who has left",
    }
)


@dataclass(frozen=True)
class SeededShop:
    """A shop in which everybody has their account. `names`: what stands for what in the table of expectations."""

    env: ShopEnvironment
    tokens: dict[str, str]
    names: dict[str, str]
    own: dict[str, str]
    before: Dump

    def expected(self, person: str, route: Route, access: Access) -> int:
        if access.who == "anyone":
            return access.status
        if person in _ENDED:
            return 401
        if person == "one who is leaving":
            return access.status if route == LEAVES else 403
        if access.who == "admins":
            return access.status if person == "an admin" else 403
        if access.foreign is not None and person != "the customer":
            return access.foreign
        return access.status

    def request(self, access: Access) -> tuple[str, Any, dict[str, str]]:
        """URL, body and headers, with this seeded's names."""
        text = json.dumps([access.url, access.body])
        for name, value in self.names.items():
            text = text.replace(f"{{{name}}}", value)
        url, body = json.loads(text)
        return url, body, {name.replace("-", "_"): value for name, value in access.headers.items()}

    def cells(self) -> Iterator[tuple[str, Route]]:
        return ((person, route) for route in ACCESS for person in PEOPLE)


def seed_shop(env: ShopEnvironment) -> SeededShop:
    env.forget()
    env.tables.restore({})
    people = {person: customer(env.shop) for person in PEOPLE[1:] if "admin" not in person}
    people["an admin"], people["a frozen admin"] = admin(env.shop), admin(env.shop)
    for person in people.values():
        give_points(env.shop, person, 100, f"for-{person.id}")
        person.add("/users/me/addresses", ADDRESS | {"name": person.id})
        person.add("/users/me/payment-methods", CARD)
    ada = people["the customer"]
    admin(env.shop)  # a second one, so that the first may go
    names = {kind: env.shop.add(kind)["id"] for kind in KINDS}
    names |= {
        "email": ada.email,
        "refresh": ada.person.refresh_token,
        "user": ada.id,
        "address": ada.get("/users/me/addresses")["items"][0]["id"],
        "card": ada.get("/users/me/payment-methods")["items"][0]["id"],
    }
    _end(env, people)
    env.forget()
    tokens = {name: person.person.access_token for name, person in people.items()}
    own = {name: person.id for name, person in people.items()}
    return SeededShop(env, tokens, names, own, env.tables.dump())


def _end(env: ShopEnvironment, people: dict[str, Account]) -> None:
    for person in ("a frozen customer", "a frozen admin"):
        assert env.shop.put(f"/users/{people[person].id}/status", {"status": "frozen"}).status == 200
    assert people["one who logged out"].call("POST", "/users/logout").status == 204
    # From another device: what ends this one is the account's version alone, for its session is still there.
    ended = people["one whose tokens were all ended"]
    other = caller_of(log_in(env.shop, ended.email).json["accessToken"])
    assert env.shop.post("/users/logout", {"everywhere": True}, caller=other).status == 204
    assert people["one who has left"].call("DELETE", "/users/me", {"password": PASSWORD}).status == 204
    # Cut off behind the step that closes the account, by what no repetition mends.
    broken = Fault("error", operation="TransactWriteItems", code="ValidationException", skip=1, times=10**9)
    env.recording.faults.append(broken)
    assert people["one who is leaving"].call("DELETE", "/users/me", {"password": PASSWORD}).status == 500
    env.forget()
    roles = {profile.get("id"): profile.get("role") for profile in stored(env, "ACCOUNTS_TABLE", "USER#")}
    assert "leaving" in roles.values()


def try_cell(seeded: SeededShop, gateway: InProcessGateway, person: str, route: Route) -> None:
    """Raises: AssertionError where somebody may more or less than expected."""
    access = ACCESS[route]
    url, body, headers = seeded.request(access)
    answer = gateway.call(route[0], url, body, token=seeded.tokens.get(person), **headers)
    expected = seeded.expected(person, route, access)
    assert answer.status == expected, f"{person}, {route}: {answer} instead of {expected}"
    now = seeded.env.tables.dump()
    if expected in {401, 403, 404}:
        assert answer.headers["Content-Type"] == "application/problem+json", answer
        assert now == seeded.before, f"{person}, {route}: refused, and something was written"
    if access.who == "own" and answer.status < 300:
        _assert_their_own(seeded, person, answer)
    seeded.env.tables.restore(seeded.before)


def _assert_their_own(seeded: SeededShop, person: str, answer: Answer) -> None:
    others = {user_id for other, user_id in seeded.own.items() if other != person}
    assert not [user_id for user_id in others if user_id in (answer.body or "")], f"{person} sees another's"
