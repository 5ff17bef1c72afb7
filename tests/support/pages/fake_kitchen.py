"""The routes that the kitchen calls, with the orders, the clock and the failures of a test."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

from aiohttp import web

NOW = datetime(2026, 11, 30, 17, 0, tzinfo=UTC)  # noon in the shop
OPEN = ("placed", "accepted", "preparing", "ready")
TOKENS = {"accessToken": "access", "refreshToken": "refresh"}

Order = dict[str, Any]
Answer = tuple[int, dict[str, Any]]


def stamp(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def money(amount: int) -> dict[str, Any]:
    return {"amount": amount, "currency": "CAD"}


def payment(status: str = "due", method: str = "counter", tender: str | None = None, **members: Any) -> dict[str, Any]:
    amount = money(1812) if status in {"paid", "partially_refunded"} else None
    return {"method": method, "status": status, "tender": tender, "amount": amount, "refunded": None, **members}


def order(number: int, *, due: int = 10, status: str = "placed", total: int = 1812, **members: Any) -> Order:
    """Return an order of the queue that is due in `due` minutes."""
    fulfilment = {"type": "pickup", "asap": True, "table": None}
    return {
        "id": f"ord_{number:03}",
        "number": f"{number:03}",
        "status": status,
        "placedAt": stamp(NOW),
        "updatedAt": stamp(NOW),
        "dueFrom": stamp(NOW + timedelta(minutes=due)),
        "dueTo": stamp(NOW + timedelta(minutes=due + 15)),
        "fulfilment": fulfilment,
        "callName": "Ada",
        "ticket": [{"quantity": 2, "name": "Flat white", "options": ["Oat milk", "2 × Sugar"], "note": None}],
        "totals": {"total": money(total)},
        "payment": payment(),
        "version": 1,
        **members,
    }


@dataclass
class FakeKitchen:
    """The API of a shop whose time is NOW. `refusals`: the response to a path instead of its own.

    `notes`: those of whole orders, by ID. Only the order itself has it, not the queue.
    """

    orders: dict[str, Order] = field(default_factory=dict)
    refusals: dict[str, tuple[int, dict[str, Any], dict[str, str]]] = field(default_factory=dict)
    calls: list[tuple[str, str, Any]] = field(default_factory=list)
    paused: dict[str, Any] = field(default_factory=lambda: {"until": None, "addMinutes": 0})
    notes: dict[str, str] = field(default_factory=dict)
    role: str = "staff"
    poll_after: float = 1
    prefix: str = "/v1"

    def add(self, *orders: Order) -> None:
        self.orders |= {each["id"]: each for each in orders}

    def change(self, order_id: str, **members: Any) -> None:
        """Change an order as another screen does."""
        self.orders[order_id] = {**self.orders[order_id], **members, "version": self.orders[order_id]["version"] + 1}

    def called(self, method: str, path: str) -> list[Any]:
        """Return the bodies of the requests to a path."""
        return [body for one, at, body in self.calls if (one, at) == (method, path)]

    async def handle(self, request: web.Request) -> web.StreamResponse:
        path = request.path.removeprefix(self.prefix)
        body = await request.json() if request.body_exists else None
        self.calls.append((request.method, path, body))
        if path in self.refusals:
            status, problem, headers = self.refusals[path]
            return web.json_response(problem, status=status, headers=headers)
        headers = {"Date": format_datetime(NOW, usegmt=True)}
        if path == "/orders/queue":
            return self._queue(request, headers)
        status, document = self._answer(request, path, body)
        return web.json_response(document, status=status, headers=headers)

    def _queue(self, request: web.Request, headers: dict[str, str]) -> web.Response:
        items = sorted((o for o in self.orders.values() if o["status"] in OPEN), key=lambda o: (o["dueFrom"], o["id"]))
        etag = f'"{hash(str(items)):x}"'
        if request.headers.get("If-None-Match") == etag:
            return web.Response(status=304, headers={**headers, "ETag": etag})
        page = {"items": items, "pollAfter": self.poll_after}
        return web.json_response(page, headers={**headers, "ETag": etag})

    def _answer(self, request: web.Request, path: str, body: Any) -> Answer:
        if path.startswith("/users/"):
            return 200, {**TOKENS, "user": {"role": self.role}}
        if path == "/store/pause":
            self.paused = body
            return 200, body
        if path == "/store":
            return 200, {**_STORE, "pausedUntil": self.paused["until"], "addMinutes": self.paused["addMinutes"]}
        _, _, order_id, *action = path.split("/")
        if action and (problem := self._conflict(request, order_id)):
            return problem
        if action:
            _ACTIONS[action[0]](self, order_id, body)
        return 200, {**self.orders[order_id], "note": self.notes.get(order_id)}

    def _conflict(self, request: web.Request, order_id: str) -> Answer | None:
        expected = request.headers.get("If-Match")
        if expected and expected != f'"{self.orders[order_id]["version"]}"':
            return 412, {"code": "precondition_failed", "detail": "The order has changed."}
        return None

    def _set_status(self, order_id: str, body: dict[str, Any]) -> None:
        paid = self._paid(order_id, body["paid"], body.get("received")) if "paid" in body else {}
        self.change(order_id, status=body["status"], **paid)

    def _pay(self, order_id: str, body: dict[str, Any]) -> None:
        self.change(order_id, **self._paid(order_id, body["method"], body.get("received")))

    def _cancel(self, order_id: str, _: dict[str, Any]) -> None:
        self.change(order_id, status="canceled")

    def _paid(self, order_id: str, tender: str, received: Any) -> dict[str, Any]:
        payment = self.orders[order_id]["payment"]
        return {"payment": {**payment, "status": "paid", "tender": tender, "received": received}}


_STORE = {"timeZone": "America/Toronto", "currency": "CAD", "currencyDigits": 2, "cashRounding": 5}
_ACTIONS: dict[str, Callable[[FakeKitchen, str, dict[str, Any]], None]] = {
    "status": FakeKitchen._set_status,
    "payments": FakeKitchen._pay,
    "cancellation": FakeKitchen._cancel,
}
