"""People who use a running shop all the time, and keep books of what it has acknowledged."""

import http.client
import json
import random
import threading
import time
import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from harness.shop.orders import order
from tests.support.shop.accounts import ADDRESS

_PATIENCE = 300.0  # seconds, for a busy machine; a stack that was killed is back in ten on an idle one
_ON_DISK = 0.25  # seconds
_PIECES = 100_000
_BOUGHT = 2  # pieces per order
_TRANSIENT = frozenset({502, 503, 504})

Ask = Callable[..., tuple[int, Any]]


class Unreachable(Exception):
    """The shop did not come back."""


class Shop:
    """Where the shop is, for all who use it. `errors`: answers that nobody expected, and 5xx while `calm`."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.calm = True
        self.database_killed = 0.0  # when, by the monotonic clock
        self.errors: list[str] = []
        self.requests = 0
        self.repeated = 0
        self.stopped = threading.Event()
        self._lock = threading.Lock()

    def ask(self, method: str, path: str, body: Any, token: str | None, key: str | None) -> tuple[int, Any]:
        """One request. Raises: OSError, http.client.HTTPException."""
        headers = {"Content-Type": "application/json"} | ({"Idempotency-Key": key} if key else {})
        if token:
            headers["Authorization"] = f"Bearer {token}"
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=100)
        try:
            connection.request(method, f"/v1{path}", None if body is None else json.dumps(body), headers)
            response = connection.getresponse()
            raw = response.read()
        finally:
            connection.close()
        with self._lock:
            self.requests += 1
        is_json = raw and "json" in (response.headers["Content-Type"] or "")
        return response.status, json.loads(raw) if is_json else None

    def until_answered(
        self, method: str, path: str, body: Any = None, *, token: str | None = None, key: str | None = None
    ) -> tuple[int, Any]:
        """The same request again and again until there is an answer: what a client with a key may do."""
        give_up = time.monotonic() + _PATIENCE
        while True:
            began = time.monotonic()
            try:
                status, answer = self.ask(method, path, body, token, key)
            except (OSError, http.client.HTTPException, ValueError) as error:
                status, answer = 0, str(error)
            if status not in _TRANSIENT and status and not self._is_doubtful(began):
                return status, answer
            with self._lock:
                self.repeated += 1
                if self.calm:
                    self.errors.append(f"{method} {path}: {status} {answer}")
            if time.monotonic() > give_up:
                raise Unreachable(f"{method} {path}: {status} {answer}")
            time.sleep(0.2)

    def _is_doubtful(self, began: float) -> bool:
        """Whether the database was killed while it may have had the write in memory only.

        DynamoDB Local acknowledges a transaction a moment before it is on the disk; DynamoDB does not. Such an answer
        counts as none: the request is sent again, with its key.
        """
        if self.calm:
            return False
        time.sleep(_ON_DISK)
        return self.database_killed >= began


class Customer(threading.Thread):
    """Buys, earns and spends points, and moves house; `lost`: what was acknowledged and is not so."""

    def __init__(self, shop: Shop, admin: str, number: int, chance: random.Random, product: str) -> None:
        super().__init__(daemon=True)
        self._shop = shop
        self.admin = admin
        self._chance = chance
        self._product = product
        self.events: set[str] = set()
        self._earned = self._spent = 0
        self._addresses: set[str] = set()
        self._addons: set[str] = set()
        self.quantity: int | None = None
        self.numbers: dict[str, str] = {}
        """The day and number of each order that was placed, by its ID."""
        self._canceled: set[str] = set()
        self._cart: dict[str, Any] = {}
        self.failure = ""
        person = {
            "email": f"soak-{number}-{uuid.uuid4().hex}@shop.example",
            "password": f"boats and {uuid.uuid4().hex}",
            "firstName": "Ada",
            "lastName": "Lovelace",
        }
        status, signed_in = shop.until_answered("POST", "/users/register", person)
        assert status == 201, signed_in
        self.id = signed_in["user"]["id"]
        self._tokens = signed_in
        self._person = person
        self._fresh = time.monotonic()

    def run(self) -> None:
        acts = (
            self._browse,
            self._browse,
            self._earn,
            self._spend,
            self._move,
            self._report,
            self._buy,
            self._restock,
            self._invent,
        )
        try:
            while not self._shop.stopped.is_set():
                if time.monotonic() - self._fresh > 300:
                    self._log_in()
                self._chance.choice(acts)()
                time.sleep(0.01)
        except Exception as error:  # the thread that joins this one reports it
            self.failure = f"{type(error).__name__}: {error}"

    def check(self) -> None:
        """What the shop says now is what it has acknowledged. Raises: AssertionError."""
        self._log_in()
        assert not self.failure, self.failure
        balance = self._own("GET", "/users/me/loyalty", 200)
        assert balance == {
            "balance": self._earned - self._spent,
            "lifetime": self._earned,
            "redeemed": self._spent,
        }, f"{balance}, and {self._earned} were earned, {self._spent} spent"
        assert sum(self._ledger()) == balance["balance"]
        kept = {address["id"] for address in self._own("GET", "/users/me/addresses", 200)["items"]}
        assert kept == self._addresses, (kept, self._addresses)
        self._check_orders()
        for addon in self._addons:
            assert self._shop.until_answered("GET", f"/addons/{addon}")[0] == 200, addon
        if self.quantity is not None:
            stocked = self._shop.until_answered("GET", f"/products/{self._product}")[1]
            assert stocked["quantity"] == self.quantity, (stocked, self.quantity)

    def _ledger(self) -> list[int]:
        points, cursor = [], ""
        while cursor is not None:
            query = f"&cursor={cursor}" if cursor else ""
            page = self._own("GET", f"/users/me/loyalty/transactions?limit=100{query}", 200)
            points += [entry["points"] for entry in page["items"]]
            cursor = page["nextCursor"]
        return points

    def _own(self, method: str, path: str, expected: int, body: Any = None, key: str | None = None) -> Any:
        return self._expect(method, path, expected, body, self._tokens["accessToken"], key)

    def _as_admin(self, method: str, path: str, expected: int, body: Any = None, key: str | None = None) -> Any:
        return self._expect(method, path, expected, body, self.admin, key)

    def _expect(self, method: str, path: str, expected: int, body: Any, token: str, key: str | None) -> Any:
        status, answer = self._shop.until_answered(method, path, body, token=token, key=key)
        assert status == expected, f"{method} {path}: {status} {answer}"
        return answer

    def _log_in(self) -> None:
        body = {name: self._person[name] for name in ("email", "password")}
        status, self._tokens = self._shop.until_answered("POST", "/users/login", body)
        assert status == 200, self._tokens
        self._fresh = time.monotonic()

    def _browse(self) -> None:
        path = self._chance.choice(["/menu", "/products?limit=5", "/categories", "/addons?inStock=true"])
        assert self._shop.until_answered("GET", path)[0] == 200

    def _earn(self) -> None:
        points = self._chance.randint(1, 50)
        body = {"points": points, "reason": "Coffee"}
        self._as_admin("POST", f"/users/{self.id}/loyalty/accruals", 201, body, uuid.uuid4().hex)
        self._earned += points

    def _spend(self) -> None:
        points = self._chance.randint(1, 30)
        enough = points <= self._earned - self._spent
        body = {"points": points, "reason": "Cake"}
        self._own("POST", "/users/me/loyalty/redemptions", 201 if enough else 409, body, uuid.uuid4().hex)
        self._spent += points if enough else 0

    def _move(self) -> None:
        if len(self._addresses) < 5:
            self._addresses.add(self._own("POST", "/users/me/addresses", 201, ADDRESS, uuid.uuid4().hex)["id"])
            return
        gone = self._addresses.pop()
        # Deleted by the request whose answer was lost, it is not found by the next.
        status, answer = self._shop.until_answered(
            "DELETE", f"/users/me/addresses/{gone}", token=self._tokens["accessToken"]
        )
        assert status == 204 or (status == 404 and not self._shop.calm), (status, answer)

    def _report(self) -> None:
        now = datetime.now(UTC) - timedelta(seconds=1)
        events = [order(at=now, event_id=uuid.uuid4().hex) for _ in range(self._chance.randint(1, 3))]
        self._as_admin("POST", "/analytics/events", 202, {"events": events})
        self.events |= {event["eventId"] for event in events}

    def _buy(self) -> None:
        """Place an order, which its buyer cancels or the shop accepts at once: later, the sweeper would cancel it."""
        self._cart = self._cart or self._filled_cart()
        order = self._own("POST", "/orders", 201, self._cart, uuid.uuid4().hex)
        self.numbers[order["id"]] = f"{order['day']} {order['number']}"
        if self._chance.random() < 0.5:
            self._own("POST", f"/orders/mine/{order['id']}/cancellation", 200)
            self._canceled.add(order["id"])
        else:
            self._as_admin("PUT", f"/orders/{order['id']}/status", 200, {"status": "accepted"})

    def _filled_cart(self) -> dict[str, Any]:
        """Return an order of a product that only this customer buys, at the total of a quote."""
        price = {"amount": 300, "currency": "CAD"}
        body = {"name": f"Product {uuid.uuid4().hex}", "price": price, "quantity": _PIECES}
        product = self._as_admin("POST", "/products", 201, body, uuid.uuid4().hex)["id"]
        line = {"productId": product, "quantity": _BOUGHT}
        cart = {"lines": [line], "fulfilment": {"type": "pickup", "at": None}}
        quote = self._own("POST", "/orders/quote", 200, cart)
        return {**cart, "expectedTotal": quote["totals"]["total"], "payment": {"method": "counter"}}

    def _check_orders(self) -> None:
        if not self._cart:
            return
        listed, cursor = dict[str, str](), ""
        while cursor is not None:
            query = f"&cursor={cursor}" if cursor else ""
            page = self._own("GET", f"/orders/mine?limit=100{query}", 200)
            listed |= {order["id"]: order["status"] for order in page["items"]}
            cursor = page["nextCursor"]
        assert listed == {order: "canceled" if order in self._canceled else "accepted" for order in self.numbers}
        product = self._cart["lines"][0]["productId"]
        sold = _BOUGHT * (len(self.numbers) - len(self._canceled))
        left = self._shop.until_answered("GET", f"/products/{product}")[1]["quantity"]
        assert left == _PIECES - sold, (left, sold)

    def _restock(self) -> None:
        quantity = self._chance.randint(1, 1000)
        self._as_admin("PUT", f"/products/{self._product}/stock", 200, {"inStock": True, "quantity": quantity})
        self.quantity = quantity

    def _invent(self) -> None:
        if len(self._addons) < 20:
            body = {"name": f"Addon {uuid.uuid4().hex}", "price": {"amount": 100, "currency": "CAD"}}
            self._addons.add(self._as_admin("POST", "/addons", 201, body, uuid.uuid4().hex)["id"])
