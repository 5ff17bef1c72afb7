"""Concurrent refunds, and everything that can happen to an order paid by card at the same moment."""

import json
from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from bodega import clock
from harness.shop.client import ADMIN, STAFF, Answer
from tests.support.attacks.races import Check, Race
from tests.support.payments.books import PaymentBooks
from tests.support.payments.desk import GOOD, PAID, Desk
from tests.support.payments.play import invoke, new_command
from tests.support.payments.provider import current_provider
from tests.support.shop.environment import ShopEnvironment
from tests.support.shop.lambda_processes import Request
from tests.support.shop.ordering import money, order_of, profile_item

_PRICE = 5_500
_REFUND = 1_000
_SESSION = "ses_01JD4W0Q8V5E2M7T9X3K6B1GST"
_ROUNDS = 5


class _Shop:
    """A shop with a product, whose orders are paid at the provider."""

    def __init__(self, env: ShopEnvironment, pieces: int) -> None:
        self.env = env
        self.desk = Desk(current_provider())
        self.desk.stand_in.reset()
        self.pieces = pieces
        self.product = str(env.shop.add("products", price=money(_PRICE), quantity=pieces)["id"])
        env.tables.add("ACCOUNTS_TABLE", [profile_item(role) for role in ("staff", "admin")])

    def place(self, number: int, method: str = "card") -> tuple[str, dict[str, str]]:
        """Place an order; return its id and its buyer."""
        user_id = f"usr_01JD4W0Q8V5E2M7T9X3K6{number:05d}"
        self.env.tables.add("ACCOUNTS_TABLE", [profile_item("guest", pk=f"USER#{user_id}", id=user_id)])
        buyer = {"userId": user_id, "role": "guest", "sessionId": _SESSION}
        cart = {"lines": [{"productId": self.product, "quantity": 1}], "fulfilment": {"type": "pickup", "at": None}}
        customer = {"name": "Ada Lovelace", "phone": None, "email": f"buyer-{number}@shop.example"}
        body = order_of(cart, _PRICE, customer=customer, payment={"method": method})
        answer = self.env.shop.post("/orders", body, caller=buyer, headers={"Idempotency-Key": f"place-{number}"})
        assert answer.status == 201, answer
        return str(answer.json["id"]), buyer

    def pay(self, order_id: str, buyer: dict[str, str]) -> list[bytes]:
        """Pay an order at the provider, and return the events, which nobody has delivered."""
        started = self.env.shop.post(f"/orders/mine/{order_id}/payments", caller=buyer)
        assert started.status == 201, started
        self.desk.take_events()
        assert self.desk.pay(started.json["clientSecret"], GOOD) == PAID
        return self.desk.take_events()

    def webhook(self, body: bytes) -> Request:
        event = {"raw_body": body.decode(), "headers": self.desk.signature(body), "role": "nobody"}
        return Request("POST", "/webhooks/payments", event)

    def drain(self) -> None:
        """Deliver the commands to the worker until none is left."""
        for _ in range(_ROUNDS):
            rows = self.env.tables.read("ORDERS_TABLE")
            commands = [row for row in rows if row["pk"]["S"].startswith("COMMAND#")]
            if not commands:
                return
            for command in commands:
                invoke("payments", "worker", "payments_worker", new_command(command))
        raise AssertionError(f"commands are left: {commands}")

    def check(self) -> PaymentBooks:
        """Check the books of both sides, and return them."""
        self.drain()
        books = PaymentBooks(self.env.tables.dump(), self.desk.ledger())
        books.check({self.product: self.pieces})
        return books


def _refunds(env: ShopEnvironment, callers: int, method: str) -> tuple[list[Request], Check]:
    """Refunds of 10.00 on an order of 55.00: five of them fit."""
    shop = _Shop(env, 3)
    order_id, buyer = shop.place(1, method)
    if method == "card":
        for event in shop.pay(order_id, buyer):
            _send(env, shop.webhook(event))
    paid = {} if method == "card" else {"paid": "terminal"}
    for move in ({"status": "accepted"}, {"status": "completed", **paid}):
        assert env.shop.put(f"/orders/{order_id}/status", move, caller=STAFF).status == 200
        shop.drain()
    body = {"amount": money(_REFUND), "reason": "quality"}
    requests = [
        Request(
            "POST",
            f"/orders/{order_id}/refunds",
            {"body": body, "caller": ADMIN, "headers": {"Idempotency-Key": f"refund-{number}"}},
        )
        for number in range(callers)
    ]

    def check(answers: Sequence[Answer]) -> None:
        answers = _settled(env, requests, answers)
        fit = min(callers, _PRICE // _REFUND)
        assert Counter(answer.status for answer in answers) == {201: fit, 409: callers - fit}
        assert {answer.code for answer in answers if answer.status == 409} <= {"refund_exceeds"}
        books = shop.check()
        assert books.orders.orders[order_id]["payment"]["refunded"] == fit * _REFUND
        assert books.net == (_PRICE - fit * _REFUND if method == "card" else 0)

    return requests, check


def _everything(env: ShopEnvironment, callers: int, *, over: bool) -> tuple[list[Request], Check]:
    """Each order is paid; then the webhook, the buyer, the staff and the sweeper come at the same moment.

    `over`: the hold is over.
    """
    count = max(2, callers // 4)
    shop = _Shop(env, count)
    placed = [shop.place(number) for number in range(count)]
    events = [shop.pay(*order) for order in placed]
    if over:
        _end_holds(env)
    requests = []
    for (order_id, buyer), bodies in zip(placed, events, strict=True):
        mine = {"caller": buyer}
        webhook = shop.webhook(next(body for body in bodies if json.loads(body)["type"].endswith("capturable_updated")))
        requests += [
            webhook,
            webhook,
            Request("POST", f"/orders/mine/{order_id}/payments/refresh", mine),
            Request("PUT", f"/orders/{order_id}/status", {"body": {"status": "accepted"}, "caller": STAFF}),
            Request("POST", f"/orders/{order_id}/cancellation", {"body": {"reason": "closing"}, "caller": STAFF}),
            Request("POST", f"/orders/mine/{order_id}/cancellation", mine),
            Request.invocation("payments", "sweeper", "payments_sweeper"),
            Request.invocation("orders", "sweeper", "sweeper"),
        ]
    requests = requests[::3] + requests[1::3] + requests[2::3]  # so that each process sends some of all

    def check(answers: Sequence[Answer]) -> None:
        assert {answer.status for answer in answers} <= {200, 204, 409, 503}, answers
        shop.drain()
        for order_id, _ in placed:  # what was not accepted or canceled is canceled now
            env.shop.post(f"/orders/{order_id}/cancellation", {"reason": "closing"}, caller=STAFF)
        books = shop.check()
        assert {head["status"] for head in books.orders.orders.values()} <= {"canceled", "expired"}
        assert books.net == 0

    return requests, check


def _end_holds(env: ShopEnvironment) -> None:
    """Let the holds of all pending orders be over since a minute."""
    past = clock.timestamp(clock.now() - timedelta(minutes=1))
    rows = env.tables.dump()
    changed = [
        {**row, "holdUntil": {"S": past}, "dueSk": {"S": f"{past}#{row['id']['S']}"}} if "holdUntil" in row else row
        for row in rows["ORDERS_TABLE"]
    ]
    env.tables.restore({**rows, "ORDERS_TABLE": changed})


def _send(env: ShopEnvironment, request: Request) -> Answer:
    return env.shop.call(request.method, request.url, **request.event)


def _settled(env: ShopEnvironment, requests: Sequence[Request], answers: Sequence[Answer]) -> list[Answer]:
    """Repeat the requests that the shop had no time for, and return the final answers."""
    settled = list(answers)
    for place, request in enumerate(requests):
        while settled[place].status == 503:
            settled[place] = _send(env, request)
    return settled


def _of(method: str) -> Any:
    return lambda env, callers: _refunds(env, callers, method)


PAYMENT_RACES = (
    Race("refunds of an order paid at the counter never exceed what was paid", _of("counter")),
    Race("refunds of an order paid by card never exceed what was captured", _of("card")),
    Race(
        "an order that is paid, accepted and canceled at once is charged once or not",
        lambda env, callers: _everything(env, callers, over=False),
    ),
    Race(
        "an order that is paid when its hold ends is charged once or not",
        lambda env, callers: _everything(env, callers, over=True),
    ),
)
