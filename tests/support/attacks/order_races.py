"""Concurrent buyers and staff, and the books of their orders afterwards."""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from bodega import clock
from harness.shop.client import ADMIN, STAFF, Answer
from tests.support.attacks.races import Check, Race
from tests.support.orders.books import OrderBooks
from tests.support.shop.environment import ShopEnvironment
from tests.support.shop.lambda_processes import Request
from tests.support.shop.ordering import money, order_of, profile_item

_PRICE = 500
_SESSION = "ses_01JD4W0Q8V5E2M7T9X3K6B1GST"


def _product(env: ShopEnvironment, quantity: int | None) -> str:
    return str(env.shop.add("products", price=money(_PRICE), quantity=quantity)["id"])


def _buyers(env: ShopEnvironment, count: int) -> list[dict[str, str]]:
    """Give guests an account, and return their contexts."""
    ids = [f"usr_01JD4W0Q8V5E2M7T9X3K6{number:05d}" for number in range(count)]
    env.tables.add("ACCOUNTS_TABLE", [profile_item("guest", pk=f"USER#{user_id}", id=user_id) for user_id in ids])
    return [{"userId": user_id, "role": "guest", "sessionId": _SESSION} for user_id in ids]


def _orders(
    env: ShopEnvironment, buyers: int, product: str, *, at: str | None = None, pieces: int = 1
) -> list[Request]:
    """Return the request of each buyer for the product."""
    cart = {"lines": [{"productId": product, "quantity": pieces}], "fulfilment": {"type": "pickup", "at": at}}
    requests = []
    for number, buyer in enumerate(_buyers(env, buyers)):
        # A mailbox gets few mails a day about orders of strangers, so each buyer has one.
        customer = {"name": "Ada Lovelace", "phone": None, "email": f"buyer-{number}@shop.example"}
        body = order_of(cart, _PRICE * pieces, customer=customer)
        headers = {"Idempotency-Key": f"key-{number}"}
        requests.append(Request("POST", "/orders", {"body": body, "caller": buyer, "headers": headers}))
    return requests


def _settled(env: ShopEnvironment, requests: Sequence[Request], answers: Sequence[Answer]) -> list[Answer]:
    """Repeat the requests that the shop had no time for, and return the final answers."""
    settled = list(answers)
    for place, request in enumerate(requests):
        while settled[place].status == 503:
            settled[place] = env.shop.call(request.method, request.url, **request.event)
    return settled


def _statuses(answers: Sequence[Answer]) -> dict[int, int]:
    return dict(Counter(answer.status for answer in answers))


def _problems(answers: Sequence[Answer]) -> set[str]:
    """Return the codes of the problems of orders that were refused."""
    return {problem["code"] for answer in answers if answer.status == 409 for problem in answer.json["problems"]}


def _last_pieces(env: ShopEnvironment, callers: int) -> tuple[list[Request], Check]:
    """Three buyers for each piece: with 24 callers, 300 buyers of 100 pieces."""
    pieces = callers * 25 // 6
    product = _product(env, pieces)
    requests = _orders(env, 3 * pieces, product)

    def check(answers: Sequence[Answer]) -> None:
        answers = _settled(env, requests, answers)
        assert _statuses(answers) == {201: pieces, 409: 2 * pieces}
        assert _problems(answers) == {"out_of_stock"}
        books = OrderBooks(env.tables.dump())
        books.check({product: pieces})
        assert len(books.orders) == pieces

    return requests, check


def _one_slot(env: ShopEnvironment, callers: int) -> tuple[list[Request], Check]:
    """Three buyers for each order that a slot takes: with 24 callers, 60 for 20."""
    room = callers * 5 // 6
    at = _capacity(env, room)
    product = _product(env, None)
    requests = _orders(env, 3 * room, product, at=at)

    def check(answers: Sequence[Answer]) -> None:
        answers = _settled(env, requests, answers)
        assert _statuses(answers) == {201: room, 409: 2 * room}
        assert _problems(answers) == {"slot_full"}
        OrderBooks(env.tables.dump()).check({}, room)

    return requests, check


def _next_slot(env: ShopEnvironment, callers: int) -> tuple[list[Request], Check]:
    """Orders for as soon as possible go into the next slot that has room."""
    room = callers * 5 // 6
    _capacity(env, room)
    product = _product(env, None)
    requests = _orders(env, 2 * room, product)

    def check(answers: Sequence[Answer]) -> None:
        answers = _settled(env, requests, answers)
        assert _statuses(answers) == {201: 2 * room}
        books = OrderBooks(env.tables.dump())
        books.check({}, room)
        assert len({head["dueFrom"] for head in books.orders.values()}) >= 2

    return requests, check


def _capacity(env: ShopEnvironment, orders: int) -> str:
    """Limit the orders of a slot, and return a slot of the day after tomorrow."""
    assert env.shop.put("/store", {"capacity": {"unit": "orders", "perSlot": orders}}).status == 200
    day = (clock.now() + timedelta(days=2)).date()
    slots = env.shop.get(f"/store/slots?date={day}&fulfilment=pickup").json["items"]
    return str(slots[len(slots) // 2]["from"])


def _one_key(env: ShopEnvironment, callers: int) -> tuple[list[Request], Check]:
    product = _product(env, callers)
    requests = _orders(env, 1, product) * callers

    def check(answers: Sequence[Answer]) -> None:
        answers = _settled(env, requests, answers)
        assert _statuses(answers) == {201: callers}
        assert all(answer.json == answers[0].json for answer in answers)
        books = OrderBooks(env.tables.dump())
        books.check({product: callers})
        assert len(books.orders) == 1

    return requests, check


def _beside_changes(env: ShopEnvironment, callers: int) -> tuple[list[Request], Check]:
    """Sales, deliveries, losses and changes of other fields of one product lose nothing of each other."""
    product = _product(env, 1_000)
    url = f"/products/{product}"
    sales = _orders(env, callers, product, pieces=2)
    deliveries = [_adjustment(url, 10, f"delivery-{number}") for number in range(callers // 4)]
    losses = [_adjustment(url, -3, f"loss-{number}") for number in range(callers // 4)]
    patches = [Request("PATCH", url, {"body": {"description": "New."}}) for _ in range(callers // 4)]
    stocks = [Request("PUT", f"{url}/stock", {"body": {"inStock": True}}) for _ in range(callers // 4)]
    requests = [*sales, *deliveries, *losses, *patches, *stocks]
    requests = requests[::2] + requests[1::2]  # so that each process sends some of all

    def check(answers: Sequence[Answer]) -> None:
        answers = _settled(env, requests, answers)
        assert _statuses(answers) == {201: len(sales), 200: len(requests) - len(sales)}
        OrderBooks(env.tables.dump()).check({product: 1_000 + 7 * len(deliveries)})
        found = env.shop.get(url).json
        assert (found["description"], found["version"]) == ("New.", 1 + len(requests))

    return requests, check


def _adjustment(url: str, change: int, key: str) -> Request:
    body: dict[str, Any] = {"change": change, "reason": "count"}
    return Request(
        "POST", f"{url}/stock/adjustments", {"body": body, "caller": ADMIN, "headers": {"Idempotency-Key": key}}
    )


def _one_payment(env: ShopEnvironment, callers: int) -> tuple[list[Request], Check]:
    product = _product(env, 10)
    (order_id,) = _placed(env, _orders(env, 1, product))
    methods = ("cash", "terminal")
    requests = [
        _staff("POST", f"/orders/{order_id}/payments", {"method": methods[number % 2]}, f"till-{number}")
        for number in range(callers)
    ]

    def check(answers: Sequence[Answer]) -> None:
        answers = _settled(env, requests, answers)
        assert _statuses(answers) == {201: 1, 409: callers - 1}
        assert {answer.code for answer in answers if answer.status == 409} == {"order_not_payable"}
        OrderBooks(env.tables.dump()).check({product: 10})

    return requests, check


def _kitchen(env: ShopEnvironment, callers: int) -> tuple[list[Request], Check]:
    """Each order is accepted, completed and canceled at once, by the staff and by its buyer."""
    count = callers // 2
    product = _product(env, count)
    placing = _orders(env, count, product)
    requests = []
    for order_id, placed in zip(_placed(env, placing), placing, strict=True):
        mine = {"caller": placed.event["caller"]}
        requests += [
            _staff("PUT", f"/orders/{order_id}/status", {"status": "accepted"}),
            _staff("PUT", f"/orders/{order_id}/status", {"status": "completed", "paid": "cash"}),
            _staff("POST", f"/orders/{order_id}/cancellation", {"reason": "closing"}),
            Request("POST", f"/orders/mine/{order_id}/cancellation", mine),
            Request("POST", f"/orders/mine/{order_id}/cancellation", mine),
        ]

    def check(answers: Sequence[Answer]) -> None:
        answers = _settled(env, requests, answers)
        assert set(_statuses(answers)) <= {200, 409}
        refused = {answer.code for answer in answers if answer.status == 409}
        assert refused <= {"transition_not_allowed", "order_not_payable"}
        books = OrderBooks(env.tables.dump())
        books.check({product: count})
        assert {head["status"] for head in books.orders.values()} <= {"completed", "canceled"}

    return requests, check


def _placed(env: ShopEnvironment, requests: Sequence[Request]) -> list[str]:
    """Place the orders one after another, and return their IDs."""
    answers = [env.shop.call(request.method, request.url, **request.event) for request in requests]
    return [answer.json["id"] for answer in answers]


def _staff(method: str, url: str, body: dict[str, Any], key: str | None = None) -> Request:
    headers = {"Idempotency-Key": key} if key else {}
    return Request(method, url, {"body": body, "caller": STAFF, "headers": headers})


ORDER_RACES = (
    Race("the last pieces are sold once", _last_pieces),
    Race("a slot takes as many orders as it has room for", _one_slot),
    Race("an order for as soon as possible goes into the next slot with room", _next_slot),
    Race("a repeated order is placed once", _one_key),
    Race("sales, adjustments and changes of a product lose nothing of each other", _beside_changes),
    Race("an order is paid once", _one_payment),
    Race("an order that is accepted, completed and canceled at once ends once", _kitchen),
)
