"""A shop that is seeded with an account for each kind of caller."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from harness.aws.dynamodb_proxy import Fault
from harness.shop.kinds import KINDS
from harness.shop.people import PASSWORD, caller_of, log_in
from tests.support.access.expectations import ACCESS, BUYER, ROLES_OF, Access, Route
from tests.support.database.tables import Dump
from tests.support.requests.write_request import stored
from tests.support.shop.accounts import ADDRESS, CARD, Account, admin, customer, give_points, guest, member
from tests.support.shop.environment import ShopEnvironment
from tests.support.shop.stored_orders import ORDER_ID, PAID, stored_order

_ERASURE = ("DELETE", "/users/me")
"""The only request that is allowed after an interrupted erasure: it completes the erasure."""
_OPEN_ORDERS = 409
_PAID_ORDER = "ord_01JD4W0Q8V5E2M7T9X3K6B1PDD"
_NEVER_OVERDUE = "2999-12-31T00:00:00.000Z"
"""An order that was due more than a day ago does not prevent an erasure."""
CALLERS = (
    "nobody",
    "the customer",
    "another customer",
    "an admin",
    "a member of the staff",
    "a guest",
    "a frozen customer",
    "a frozen admin",
    "a logged-out customer",
    "a customer with revoked tokens",
    "a customer whose erasure was interrupted",
    "an erased customer",
)
_WITHOUT_SESSION = frozenset(
    {
        "nobody",
        "a frozen customer",
        "a frozen admin",
        "a logged-out customer",
        "a customer with revoked tokens",
        "an erased customer",
    }
)


ROLES = {"an admin": "admin", "a member of the staff": "staff", "a guest": "guest"}


@dataclass(frozen=True)
class SeededShop:
    """A shop with an account for each kind of caller.

    `tokens` and `own`: the access tokens and user IDs, by caller. `names`: the values of the placeholders in the table
    of expectations. `before`: the tables after seeding.
    """

    env: ShopEnvironment
    tokens: dict[str, str]
    names: dict[str, str]
    own: dict[str, str]
    before: Dump

    def expected(self, person: str, route: Route, access: Access) -> int:
        """Return the status that `person` gets."""
        if access.who == "anyone":
            return access.status
        if person in _WITHOUT_SESSION:
            return 401
        if person == "a customer whose erasure was interrupted":
            return access.status if route == _ERASURE else 403
        if ROLES.get(person, "customer") not in ROLES_OF[access.who]:
            return 403
        if access.foreign is not None and person != access.caller:
            return access.foreign
        return _OPEN_ORDERS if (person, route) == (BUYER, _ERASURE) else access.status

    def request(self, access: Access) -> tuple[str, Any, dict[str, str]]:
        """Return URL, body and headers, with the placeholders filled in."""
        text = json.dumps([access.url, access.body])
        for name, value in self.names.items():
            text = text.replace(f"{{{name}}}", value)
        url, body = json.loads(text)
        return url, body, {name.replace("-", "_"): value for name, value in access.headers.items()}

    def cells(self) -> Iterator[tuple[str, Route]]:
        """Return all pairs of caller and route."""
        return ((person, route) for route in ACCESS for person in CALLERS)


def seed_shop(env: ShopEnvironment) -> SeededShop:
    """Empty the tables and create one account for each kind of caller, and one item of each kind."""
    env.forget()
    env.tables.restore({})
    with_other_roles = {*ROLES, "a frozen admin"}
    people = {person: customer(env.shop) for person in CALLERS[1:] if person not in with_other_roles}
    people |= {person: member(env.shop, role) for person, role in ROLES.items() if role != "guest"}
    people["a frozen admin"] = admin(env.shop)
    for person in people.values():
        give_points(env.shop, person, 100, f"for-{person.id}")
        person.add("/users/me/addresses", ADDRESS | {"name": person.id})
        person.add("/users/me/payment-methods", CARD)
    people["a guest"] = guest(env.shop)
    ada = people["the customer"]
    admin(env.shop)  # a second one, because the last admin cannot leave
    counted = {"products": {"quantity": 7}}
    names = {kind: env.shop.add(kind, **counted.get(kind, {}))["id"] for kind in KINDS}
    names |= {
        "email": ada.email,
        "refresh": ada.person.refresh_token,
        "user": ada.id,
        "session": ada.context["sessionId"],
        "address": ada.get("/users/me/addresses")["items"][0]["id"],
        "order": ORDER_ID,
        "paid": _PAID_ORDER,
        "card": ada.get("/users/me/payment-methods")["items"][0]["id"],
    }
    env.tables.add("ORDERS_TABLE", stored_order(customer=people[BUYER].id, dueTo=_NEVER_OVERDUE))
    env.tables.add("ORDERS_TABLE", stored_order(_PAID_ORDER, "completed", customer=None, payment=PAID))
    _revoke_access(env, people)
    env.forget()
    tokens = {name: person.person.access_token for name, person in people.items()}
    own = {name: person.id for name, person in people.items()}
    return SeededShop(env, tokens, names, own, env.tables.dump())


def _revoke_access(env: ShopEnvironment, people: dict[str, Account]) -> None:
    for person in ("a frozen customer", "a frozen admin"):
        assert env.shop.put(f"/users/{people[person].id}/status", {"status": "frozen"}).status == 200
    assert people["a logged-out customer"].call("POST", "/users/logout").status == 204
    # Log out everywhere from another session, so that only the token version revokes this one.
    ended = people["a customer with revoked tokens"]
    other = caller_of(log_in(env.shop, ended.email).json["accessToken"])
    assert env.shop.post("/users/logout", {"everywhere": True}, caller=other).status == 204
    assert people["an erased customer"].call("DELETE", "/users/me", {"password": PASSWORD}).status == 204
    # Interrupt the erasure after its first step with an error that is not retried.
    broken = Fault("error", operation="TransactWriteItems", code="ValidationException", skip=1, times=10**9)
    env.recording.faults.append(broken)
    assert (
        people["a customer whose erasure was interrupted"].call("DELETE", "/users/me", {"password": PASSWORD}).status
        == 500
    )
    env.forget()
    roles = {profile.get("id"): profile.get("role") for profile in stored(env, "ACCOUNTS_TABLE", "USER#")}
    assert "leaving" in roles.values()
