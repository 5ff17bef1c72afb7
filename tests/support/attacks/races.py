"""Concurrent requests, and the invariants that must hold afterwards."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from harness.shop.client import ADMIN, Answer
from harness.shop.kinds import minimal
from harness.shop.orders import order
from harness.shop.people import OTHER_PASSWORD, PASSWORD, registration
from tests.support.database.catalog_state import CatalogState
from tests.support.requests.accounts import mailed
from tests.support.requests.write_request import stored
from tests.support.shop.accounts import ADDRESS, CARD, Account, admin, customer, give_points
from tests.support.shop.environment import ShopEnvironment
from tests.support.shop.lambda_processes import LambdaProcesses, Request

Check = Callable[[Sequence[Answer]], None]
_MOST = 20  # addresses, payment methods


@dataclass(frozen=True)
class Race:
    """`prepare` returns the requests of a number of callers, and the check of their answers."""

    name: str
    prepare: Callable[[ShopEnvironment, int], tuple[list[Request], Check]]


def run(env: ShopEnvironment, processes: LambdaProcesses, race: Race, callers: int) -> None:
    """Raises: AssertionError."""
    env.forget()
    env.tables.dump()
    env.tables.restore({})
    requests, check = race.prepare(env, callers)
    check(processes.send(env.tables.names, requests))
    CatalogState(env.tables.dump()["CATALOG_TABLE"]).check()


def _statuses(answers: Sequence[Answer]) -> dict[int, int]:
    return dict(Counter(answer.status for answer in answers))


def _items(env: ShopEnvironment, prefix: str) -> list[dict[str, Any]]:
    return stored(env, "ACCOUNTS_TABLE", prefix)


def _as(account: Account, method: str, url: str, body: Any = None, **headers: str) -> Request:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Request(method, url, {"body": body, "caller": account.context, "headers": named})


def _as_nobody(url: str, body: Any) -> Request:
    return Request("POST", url, {"body": body, "role": "nobody"})


def _points(env: ShopEnvironment, callers: int) -> tuple[list[Request], Check]:
    ada = customer(env.shop)
    enough = callers // 2
    give_points(env.shop, ada, 10 * enough + 9)
    url, body = "/users/me/loyalty/redemptions", {"points": 10, "reason": "Coffee"}

    def check(answers: Sequence[Answer]) -> None:
        assert _statuses(answers) == {201: enough, 409: callers - enough}
        assert ada.get("/users/me/loyalty") == {"balance": 9, "lifetime": 10 * enough + 9, "redeemed": 10 * enough}
        ledger = [item["points"] for item in _items(env, f"USER#{ada.id}") if item["sk"].startswith("POINTS#")]
        assert sum(ledger) == 9
        assert len(ledger) == enough + 1

    return [_as(ada, "POST", url, body, Idempotency_Key=f"key-{number}") for number in range(callers)], check


def _one_request(env: ShopEnvironment, callers: int) -> tuple[list[Request], Check]:
    ada = customer(env.shop)
    give_points(env.shop, ada, 100)
    request = _as(
        ada, "POST", "/users/me/loyalty/redemptions", {"points": 10, "reason": "Coffee"}, Idempotency_Key="one"
    )

    def check(answers: Sequence[Answer]) -> None:
        assert _statuses(answers) == {201: callers}
        assert len({str(sorted(answer.json.items())) for answer in answers}) == 1
        assert ada.get("/users/me/loyalty")["balance"] == 90

    return [request] * callers, check


def _email(env: ShopEnvironment, callers: int) -> tuple[list[Request], Check]:
    spellings = ["ada@shop.example", "ADA@shop.example", " Ada@Shop.Example ", "ada@SHOP.example"]

    def check(answers: Sequence[Answer]) -> None:
        assert _statuses(answers) == {201: 1, 409: callers - 1}
        assert len(_items(env, "EMAIL#")) == 1
        assert len([item for item in _items(env, "USER#") if item["sk"] == "PROFILE"]) == 1

    people = [registration(email=spellings[number % len(spellings)]) for number in range(callers)]
    return [_as_nobody("/users/register", person) for person in people], check


def _failed_attempts(env: ShopEnvironment, callers: int, *, known: bool) -> tuple[list[Request], Check]:
    email = customer(env.shop).email if known else "nobody@shop.example"

    def check(answers: Sequence[Answer]) -> None:
        # `too_many_requests` while five attempts are being checked, `account_frozen` afterwards.
        codes = Counter(answer.code for answer in answers)
        assert codes.pop("invalid_credentials") == 5
        assert sum(codes.values()) == callers - 5
        assert set(codes) <= {"account_frozen", "too_many_requests"}
        (mailbox,) = _items(env, "MAILBOX#")
        assert mailbox["attempts"] == mailbox["failed"]
        assert len(mailbox["failed"]) == 5
        sent = [mail["template"] for mail in _items(env, "OUTBOX#") if mail["template"] == "frozen"]
        assert sent == (["frozen"] if known else [])

    bodies = [{"email": email, "password": f"{OTHER_PASSWORD} {number}"} for number in range(callers)]
    return [_as_nobody("/users/login", body) for body in bodies], check


def _reset_token(env: ShopEnvironment, callers: int) -> tuple[list[Request], Check]:
    ada = customer(env.shop)
    env.shop.post("/users/password/forgot", {"email": ada.email}, role="nobody")
    token = mailed(env, "reset")

    def check(answers: Sequence[Answer]) -> None:
        assert _statuses(answers) == {200: 1, 400: callers - 1}
        (profile,) = [item for item in _items(env, f"USER#{ada.id}") if item["sk"] == "PROFILE"]
        assert profile["tokenVersion"] == 2

    bodies = [{"token": token, "newPassword": f"{OTHER_PASSWORD} {number}"} for number in range(callers)]
    return [_as_nobody("/users/password/reset", body) for body in bodies], check


def _verify_token(env: ShopEnvironment, callers: int) -> tuple[list[Request], Check]:
    ada = customer(env.shop)
    body = {"token": mailed(env, "welcome")}

    def check(answers: Sequence[Answer]) -> None:
        assert _statuses(answers) == {204: callers}
        assert ada.get("/users/me")["version"] == 2

    return [_as(ada, "POST", "/users/me/email/verify", body)] * callers, check


def _moved_or_registered(env: ShopEnvironment, callers: int) -> tuple[list[Request], Check]:
    """A change of an email is confirmed while others register that email."""
    new = "new@shop.example"
    ada = customer(env.shop)
    assert ada.call("POST", "/users/me/email", {"email": new, "password": PASSWORD}).status == 202
    confirm = _as(ada, "POST", "/users/me/email/verify", {"token": mailed(env, "email-change")})
    register = _as_nobody("/users/register", registration(email=new))

    def check(answers: Sequence[Answer]) -> None:
        moved = answers[0].status == 204
        assert sorted(answer.status for answer in answers) == sorted([409] * (callers - 1) + [204 if moved else 201])
        credentials = {item["pk"]: item for item in _items(env, "EMAIL#")}
        assert sorted(credentials) == sorted({f"EMAIL#{new}", *([] if moved else [f"EMAIL#{ada.email}"])})
        assert (credentials[f"EMAIL#{new}"]["userId"] == ada.id) is moved

    return [confirm, *[register] * (callers - 1)], check


def _version(env: ShopEnvironment, callers: int) -> tuple[list[Request], Check]:
    ada = customer(env.shop)

    def check(answers: Sequence[Answer]) -> None:
        assert _statuses(answers) == {200: 1, 412: callers - 1}
        assert ada.get("/users/me")["version"] == 2

    bodies = [{"firstName": f"Ada {number}"} for number in range(callers)]
    return [_as(ada, "PATCH", "/users/me", body, If_Match='"1"') for body in bodies], check


def _refresh(env: ShopEnvironment, callers: int) -> tuple[list[Request], Check]:
    ada = customer(env.shop)

    def check(answers: Sequence[Answer]) -> None:
        assert _statuses(answers) == {200: callers}
        (token,) = {answer.json["refreshToken"] for answer in answers}
        assert env.shop.post("/users/refresh", {"refreshToken": token}, role="nobody").status == 200

    return [_as_nobody("/users/refresh", {"refreshToken": ada.person.refresh_token})] * callers, check


def _stolen_token(env: ShopEnvironment, callers: int) -> tuple[list[Request], Check]:
    ada = customer(env.shop)
    used = ada.person.refresh_token
    latest = env.shop.post("/users/refresh", {"refreshToken": used}, role="nobody").json["refreshToken"]
    assert env.shop.post("/users/refresh", {"refreshToken": latest}, role="nobody").status == 200

    def check(answers: Sequence[Answer]) -> None:
        assert _statuses(answers) == {403: callers}
        assert not [item for item in _items(env, f"USER#{ada.id}") if item["sk"].startswith("SESSION#")]

    return [_as_nobody("/users/refresh", {"refreshToken": used})] * callers, check


def _last_admin(env: ShopEnvironment, callers: int) -> tuple[list[Request], Check]:
    admins = [admin(env.shop) for _ in range(3)]
    changes = [("role", {"role": "customer"}), ("status", {"status": "frozen"})]
    requests = []
    for number in range(callers):
        what, body = changes[number // 3 % 2]
        url = f"/users/{admins[number % 3].id}/{what}"
        requests.append(Request("PUT", url, {"body": body, "caller": ADMIN}))

    def check(answers: Sequence[Answer]) -> None:
        assert set(_statuses(answers)) <= {200, 409}
        profiles = [item for item in _items(env, "USER#") if item["sk"] == "PROFILE"]
        active = [item for item in profiles if (item["role"], item["status"]) == ("admin", "active")]
        assert len(active) == 1
        assert [item["admins"] for item in _items(env, "ADMINS")] == [1]

    return requests, check


def _limit(
    env: ShopEnvironment, callers: int, *, url: str, body: dict[str, Any], counter: str
) -> tuple[list[Request], Check]:
    ada = customer(env.shop)
    fit = callers // 2
    for _ in range(_MOST - fit):
        ada.add(url, body)

    def check(answers: Sequence[Answer]) -> None:
        assert _statuses(answers) == {201: fit, 422: callers - fit}
        own = {item["sk"]: item for item in _items(env, f"USER#{ada.id}")}
        assert own[counter]["count"] == _MOST == sum(sk.startswith(f"{counter}#") for sk in own)
        assert sum(item["default"] for item in ada.get(url)["items"]) == 1

    return [_as(ada, "POST", url, body | {"default": True}) for _ in range(callers)], check


def _name(env: ShopEnvironment, callers: int) -> tuple[list[Request], Check]:
    def check(answers: Sequence[Answer]) -> None:
        assert _statuses(answers) == {201: 1, 409: callers - 1}

    names = ["Chai", " CHAI", "chai ", "ＣＨＡＩ"]
    bodies = [minimal("addons") | {"name": names[number % len(names)]} for number in range(callers)]
    return [Request("POST", "/addons", {"body": body}) for body in bodies], check


def _created_once(env: ShopEnvironment, callers: int) -> tuple[list[Request], Check]:
    request = Request("POST", "/addons", {"body": minimal("addons"), "headers": {"Idempotency-Key": "one"}})

    def check(answers: Sequence[Answer]) -> None:
        assert _statuses(answers) == {201: callers}
        assert len({answer.body for answer in answers}) == 1

    return [request] * callers, check


def _references(env: ShopEnvironment, callers: int) -> tuple[list[Request], Check]:
    used = env.shop.add("customizations")["id"]
    create = callers // 2
    requests = [
        Request("POST", "/products", {"body": minimal("products") | {"customizationIds": [used]}})
        if number % 2 == 0
        else Request("DELETE", f"/customizations/{used}")
        for number in range(create * 2)
    ]

    def check(answers: Sequence[Answer]) -> None:
        created, deleted = _statuses(answers[::2]), _statuses(answers[1::2])
        if deleted.get(204):
            assert (created, deleted[204]) == ({422: create}, 1)
        else:
            assert (created, deleted) == ({201: create}, {409: create})

    return requests, check


def _events(env: ShopEnvironment, callers: int) -> tuple[list[Request], Check]:
    events = [order() for _ in range(6)]
    requests = [
        Request("POST", "/analytics/events", {"body": {"events": events[number % 3 : number % 3 + 4]}})
        for number in range(callers)
    ]

    def check(answers: Sequence[Answer]) -> None:
        assert _statuses(answers) == {202: callers}
        assert sum(answer.json["accepted"] for answer in answers) == len(events)
        assert sum(answer.json["repeated"] for answer in answers) == 4 * callers - len(events)
        claims = stored(env, "ANALYTICS_TABLE", "EVENT#")
        assert {claim["pk"] for claim in claims} == {f"EVENT#{event['eventId']}" for event in events}

    return requests, check


RACES = (
    Race("points never go below zero", _points),
    Race("a repeated request counts once", _one_request),
    Race("one email is one account", _email),
    Race("five failed attempts for an account are evaluated", lambda env, n: _failed_attempts(env, n, known=True)),
    Race(
        "five failed attempts for an unknown email are evaluated", lambda env, n: _failed_attempts(env, n, known=False)
    ),
    Race("a reset token works once", _reset_token),
    Race("a verify token verifies once, and each request succeeds", _verify_token),
    Race("a changed email and a registered one belong to one account", _moved_or_registered),
    Race("one of many writers of a version wins", _version),
    Race("a refresh that is repeated at once gets the same token", _refresh),
    Race("a refresh token whose successor was used ends its session", _stolen_token),
    Race("there is always an admin", _last_admin),
    Race(
        "there are twenty addresses at most, and one default",
        lambda env, n: _limit(env, n, url="/users/me/addresses", body=ADDRESS, counter="ADDRESS"),
    ),
    Race(
        "there are twenty payment methods at most, and one default",
        lambda env, n: _limit(env, n, url="/users/me/payment-methods", body=CARD, counter="PAYMENT"),
    ),
    Race("a name belongs to one item", _name),
    Race("a creating request with a key creates once", _created_once),
    Race("references are counted, and a referenced item is not deleted", _references),
    Race("an event is accepted once", _events),
)
