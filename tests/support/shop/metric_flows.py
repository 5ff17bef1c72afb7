"""A flow through each function that writes all its metrics, for the tests of metrics."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from bodega.attributes import to_attribute, to_attributes
from bodega.outbox import Template, mail
from harness.aws.dynamodb_proxy import Fault, Recording
from harness.shop.client import Shop
from harness.shop.events import lambda_context
from harness.shop.functions import load_app
from harness.shop.kinds import ENTRIES, minimal
from harness.shop.mails import receiver, token_in
from harness.shop.orders import order
from harness.shop.people import OTHER_PASSWORD, PASSWORD, log_in, register
from tests.support.aws.ses import Ses, SesError
from tests.support.database.analytics_table import aggregate, send
from tests.support.database.order_book import OrderBook
from tests.support.payments import incidents
from tests.support.payments.card_shop import command
from tests.support.requests.refunds import pieces, refund
from tests.support.shop.accounts import customer, give_points, guest
from tests.support.shop.menu import rebuild
from tests.support.shop.ordering import order_of, place, profile_item
from tests.support.shop.stored_orders import ORDER_ID, PAID

NOBODY = {"role": "nobody"}
OWN_ORDER = f"/orders/mine/{ORDER_ID}"


@dataclass(frozen=True)
class Scene:
    """What a flow needs."""

    shop: Shop
    ses: Ses
    patch: pytest.MonkeyPatch
    mails: Callable[[], list[dict[str, Any]]]
    recording: Recording
    book: OrderBook


def authorizer(scene: Scene) -> None:
    event = {"type": "TOKEN", "methodArn": "arn", "authorizationToken": "Bearer none"}
    with pytest.raises(Exception, match="Unauthorized"):
        load_app("authorizer").handler(event, lambda_context("authorizer"))


def users(scene: Scene) -> None:
    shop = scene.shop
    account = customer(shop)
    give_points(shop, account, 100)
    account.add("/users/me/loyalty/redemptions", {"points": 40, "reason": "Coffee"}, key="spent")
    assert shop.post("/users/password/forgot", {"email": account.email}, **NOBODY).status == 202
    token = next(token_in(mail) for mail in scene.mails() if mail["template"] == "reset")
    assert shop.post("/users/password/reset", {"token": token, "newPassword": OTHER_PASSWORD}, **NOBODY).status == 200
    assert log_in(shop, account.email, OTHER_PASSWORD).status == 200
    guest(shop)
    strangers(scene)
    leaving = customer(shop)
    assert leaving.call("DELETE", "/users/me", {"password": PASSWORD}).status == 204
    victim = register(shop)
    for _ in range(5):
        log_in(shop, victim.email, "not the password")
    scene.patch.setenv("CLIENT_IP_LIMIT", "1")
    assert log_in(shop, victim.email).status == 429


def strangers(scene: Scene) -> None:
    """An account is disowned, and a change of an email is undone."""

    def token(template: str, to: str) -> dict[str, str]:
        (mail,) = [mail for mail in scene.mails() if (mail["template"], mail["to"]) == (template, to)]
        return {"token": token_in(mail)}

    planted = customer(scene.shop)
    assert scene.shop.post("/users/email/disown", token("welcome", planted.email), **NOBODY).status == 204
    account, verify = customer(scene.shop), "/users/me/email/verify"
    assert account.call("POST", verify, token("welcome", account.email)).status == 204
    change = {"email": "new@shop.example", "password": PASSWORD}
    assert account.call("POST", "/users/me/email", change).status == 202
    assert account.call("POST", verify, token("email-change", "new@shop.example")).status == 204
    assert scene.shop.post("/users/email/undo", token("email-changed", account.email), **NOBODY).status == 204


def catalogue(kind: str) -> Callable[[Scene], None]:
    def flow(scene: Scene) -> None:
        assert scene.shop.post(f"/{kind}", minimal(kind)).status == 201

    return flow


def categories(scene: Scene) -> None:
    catalogue("categories")(scene)
    scene.recording.faults.append(Fault("error", "TransactWriteItems", code="ValidationException"))
    assert scene.shop.get("/menu").status == 200


def menu_builder(_: Scene) -> None:
    rebuild()


def mailer(scene: Scene) -> None:
    scene.ses.errors["bad@shop.example"] = SesError(400, "MessageRejected")
    scene.ses.errors["late@shop.example"] = SesError(429, "TooManyRequestsException")
    records = []
    for number, name in enumerate(("good", "bad", "late")):
        image = to_attributes(mail(Template.EMAIL_TAKEN, receiver(f"{name}@shop.example")).item)
        change = {"NewImage": image, "Keys": {"pk": image["pk"], "sk": image["sk"]}, "SequenceNumber": str(number)}
        records.append({"eventName": "INSERT", "dynamodb": change})
    context = lambda_context("mailer", milliseconds=60_000)
    load_app("mailer").handler({"Records": records}, context)


def analytics(scene: Scene) -> None:
    event = order()
    assert send(scene.shop, event, event).json == {"accepted": 1, "repeated": 1}


def aggregator(scene: Scene) -> None:
    load_app("analytics")
    from analytics.order_events import stored_form  # beside the app

    key = {"pk": {"S": "INTAKE#int_1"}, "sk": {"S": "EVENTS"}}
    events = [to_attribute(stored_form(order())), {"M": {}}]
    change = {"Keys": key, "NewImage": {**key, "events": {"L": events}}, "SequenceNumber": "1"}
    assert aggregate([{"eventName": "INSERT", "dynamodb": change}]) == ["1"]


def health(scene: Scene) -> None:
    assert scene.shop.get("/health").status == 200
    event = {"check": "http://127.0.0.1:1/health"}  # nothing listens there
    assert load_app("health").handler(event, lambda_context("health")) == {"failed": True}


def orders(scene: Scene) -> None:
    tea = scene.shop.add("products")
    scene.book.put(profile_item("guest"), variable="ACCOUNTS_TABLE")
    cart = {"lines": [{"productId": tea["id"]}], "fulfilment": {"type": "pickup"}}
    assert place(scene.shop, order_of(cart, tea["price"]["amount"])).status == 201
    scene.book.place(status="completed", payment=PAID)
    assert refund(scene.shop, pieces()).status == 201


def sweeper(scene: Scene) -> None:
    long_ago = "2020-01-31T09:30:00.000Z"
    scene.book.place(acceptBy=long_ago, dueSk=f"{long_ago}#{ORDER_ID}")
    answer = load_app("orders", "sweeper").handler({}, lambda_context("sweeper", milliseconds=60_000))
    assert answer == {"canceled": 1}


def payments(scene: Scene) -> None:
    incidents.cause_all(scene.shop, scene.book, scene.patch)


def payments_worker(_: Scene) -> None:
    """It counts under the service of payments."""
    load_app("payments", "worker").handler({"Records": []}, lambda_context("payments_worker", milliseconds=60_000))


def payments_sweeper(scene: Scene) -> None:
    """Find a command that waits, without a provider to execute it."""
    scene.book.put(command("capture"))
    load_app("payments", "sweeper").handler({}, lambda_context("payments_sweeper", milliseconds=75_000))


def store(scene: Scene) -> None:
    assert scene.shop.put("/store", {"name": "Café"}).status == 200
    assert scene.shop.get("/store").status == 200


FLOWS = {
    "aggregator": aggregator,
    "analytics": analytics,
    "authorizer": authorizer,
    "health": health,
    "mailer": mailer,
    "menu_builder": menu_builder,
    "orders": orders,
    "payments": payments,
    "payments_sweeper": payments_sweeper,
    "payments_worker": payments_worker,
    "store": store,
    "sweeper": sweeper,
    "users": users,
    **{entry.function: catalogue(kind) for kind, entry in ENTRIES.items()},
    "categories": categories,
}
