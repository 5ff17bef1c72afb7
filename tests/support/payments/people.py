"""The people of a played shop: buyers who pay by card, the staff, and an admin who refunds."""

from typing import Any

from harness.shop.client import ADMIN, STAFF, Answer
from tests.support.payments.desk import CAPTURE_FAILS, DECLINED, GOOD, REFUND_FAILS, REFUND_WAITS, SECURE
from tests.support.payments.play import MINUTE, Doing, Play, Script
from tests.support.shop.ordering import money, profile_item

_SESSION = "ses_01JD4W0Q8V5E2M7T9X3K6B1GST"
_TRIES = 4
NAME, MAILBOXES = "Ada Lovelace", "buyers.example"
"""The name of all buyers, and the domain of their mailboxes."""


class People:
    """`products`: the ids that buyers choose from. `most_pieces`: of a line. `at_work`: whether the staff are there.

    `secrets`: the client secrets of all payments.
    """

    def __init__(self, play: Play, products: list[str], most_pieces: int = 3) -> None:
        self.play = play
        self.chance = play.chance
        self.products = products
        self.most_pieces = most_pieces
        self.at_work = True
        self.secrets: set[str] = set()
        self._handled: set[str] = set()
        self._buyers = 0

    def invite(self, count: int) -> list[dict[str, str]]:
        """Give guests an account, and return their contexts."""
        numbers = range(self._buyers, self._buyers + count)
        self._buyers += count
        ids = [f"usr_01JD4W0Q8V5E2M7T9X3K6{number:05d}" for number in numbers]
        items = [profile_item("guest", pk=f"USER#{user_id}", id=user_id) for user_id in ids]
        self.play.env.tables.add("ACCOUNTS_TABLE", items)
        return [{"userId": user_id, "role": "guest", "sessionId": _SESSION} for user_id in ids]

    def order(self, caller: dict[str, str], method: str = "card") -> Any:
        """Return the body of an order at the price that the shop quotes, or None if the shop cannot sell it."""
        lines = [
            {"productId": product, "quantity": self.chance.randint(1, self.most_pieces)}
            for product in self.chance.sample(self.products, min(len(self.products), self.chance.randint(1, 3)))
        ]
        cart: dict[str, Any] = {"lines": lines, "fulfilment": {"type": "pickup", "at": None}}
        if self.chance.random() < 0.3:
            cart["tip"] = {"percent": self.chance.choice([10, 15, 18])}
        quote = self.play.env.shop.call("POST", "/orders/quote", body=cart, role="nobody")
        assert quote.status == 200, quote
        if not quote.json["orderable"]:
            self.play.count("sold out")
            return None
        customer = {"name": NAME, "phone": None, "email": f"{caller['userId'][-5:]}@{MAILBOXES}"}
        total = quote.json["totals"]["total"]
        return {**cart, "expectedTotal": total, "payment": {"method": method}, "customer": customer}

    def buy(self, caller: dict[str, str]) -> Script:
        """Place an order and pay it by card, in one of the ways in which people do."""
        order_id = yield from self.place(caller)
        if order_id is None:
            return
        yield self.chance.uniform(1, 40)
        if self.chance.random() < 0.04:  # changes their mind
            order_id = yield from self.place(caller)
            if order_id is None:
                return
        secret = yield from self.start(caller, order_id)
        if secret is None:
            return
        yield self.chance.uniform(2, 30)
        yield from self._pay(caller, order_id, secret)
        if self.chance.random() < 0.08:
            yield self.chance.uniform(0, 12 * MINUTE)
            yield from self._persist(caller, "POST", f"/orders/mine/{order_id}/cancellation")

    def place(self, caller: dict[str, str], method: str = "card") -> Doing[str | None]:
        """Place an order and return its id. None if that is not possible."""
        body = self.order(caller, method)
        if body is None:
            return None
        key = f"key-{self.chance.getrandbits(60)}"
        answer = yield from self._persist(caller, "POST", "/orders", body, key)
        if answer is None or answer.status != 201:
            return None
        self.play.count(f"placed by {method}")
        if self.chance.random() < 0.05:  # clicks twice
            again = yield from self._persist(caller, "POST", "/orders", body, key)
            assert again is None or again.json["id"] == answer.json["id"], again
        return str(answer.json["id"])

    def start(self, caller: dict[str, str], order_id: str) -> Doing[str | None]:
        """Start the payment and return its secret. None if that is not possible."""
        url = f"/orders/mine/{order_id}/payments"
        answer = yield from self._persist(caller, "POST", url)
        if answer is None or answer.status != 201:
            return None
        if self.chance.random() < 0.1:  # loads the page again
            again = yield from self._persist(caller, "POST", url)
            if again is not None and again.status == 201:
                assert again.json["clientSecret"] == answer.json["clientSecret"]
        secret = str(answer.json["clientSecret"])
        self.secrets.add(secret)
        return secret

    def _pay(self, caller: dict[str, str], order_id: str, secret: str) -> Script:
        draw = self.chance.random()
        if draw < 0.07:  # leaves
            return
        if draw < 0.14:  # comes back when the hold is about over
            yield self.chance.uniform(8 * MINUTE, 12 * MINUTE)
        for card in self._cards():
            result = self.pay(secret, card)
            if result == "secure":
                late = self.chance.random() < 0.25
                yield self.chance.uniform(15 * MINUTE, 25 * MINUTE) if late else self.chance.uniform(5, 90)
                result = self.finish(secret, well=self.chance.random() < 0.75)
            self.play.count(f"card {result}")
            if result == "paid":
                break
            yield self.chance.uniform(5, 40)
        else:
            return
        if self.chance.random() < 0.25:  # closes the tab
            self.play.count("closed tab")
            return
        yield self.chance.uniform(0, 3)
        yield from self._persist(caller, "POST", f"/orders/mine/{order_id}/payments/refresh")

    def _cards(self) -> list[str]:
        draw = self.chance.random()
        if draw < 0.15:
            return [DECLINED, GOOD]
        if draw < 0.20:
            return [DECLINED, DECLINED]
        if draw < 0.35:
            return [SECURE, GOOD]
        if draw < 0.45:
            return [REFUND_FAILS if draw < 0.40 else REFUND_WAITS]
        return [CAPTURE_FAILS if draw < 0.50 else GOOD]

    def pay(self, secret: str, card: str) -> str:
        result = self.play.desk.pay(secret, card)
        self.play.pass_on()
        return result

    def finish(self, secret: str, *, well: bool) -> str:
        result = self.play.desk.finish(secret, well=well)
        self.play.pass_on()
        return result

    def work(self) -> Script:
        """Look at the queue twice a minute, and handle each new ticket."""
        while self.at_work:
            queue = self.play.call("GET", "/orders/queue", caller=STAFF)
            for ticket in queue.json["items"] if queue is not None else []:
                if ticket["id"] not in self._handled:
                    self._handled.add(ticket["id"])
                    self.play.follow(self.handle(ticket["id"]))
            yield 30.0

    def handle(self, order_id: str) -> Script:
        """Accept, make and hand out an order, or cancel it at some point."""
        yield self.chance.uniform(1, 120)
        if self.chance.random() < 0.07:
            self.play.count("ignored")
            return
        for status in ("accepted", "preparing", "ready", "completed"):
            if self.chance.random() < 0.06:
                body = {"reason": self.chance.choice(["closing", "out_of_stock", "customer"])}
                yield from self._persist(STAFF, "POST", f"/orders/{order_id}/cancellation", body)
                return
            answer = yield from self._move(order_id, status)
            if answer is None or answer.status != 200:
                return
            yield self.chance.uniform(1, 150)
        if self.chance.random() < 0.35:
            yield from self.refund(order_id)

    def _move(self, order_id: str, status: str) -> Doing[Answer | None]:
        url = f"/orders/{order_id}/status"
        answer = yield from self._persist(STAFF, "PUT", url, {"status": status})
        if answer is not None and answer.status == 409 and answer.code == "payment_due":
            answer = yield from self._persist(STAFF, "PUT", url, {"status": status, "paid": "terminal"})
        return answer

    def refund(self, order_id: str) -> Script:
        """Refund random amounts and pieces until it is enough. Some requests are sent twice at once."""
        for _ in range(self.chance.randint(1, 4)):
            order = self.play.env.shop.call("GET", f"/orders/{order_id}", caller=ADMIN).json
            if self.chance.random() < 0.5:
                amount = self.chance.randint(1, max(1, order["totals"]["total"]["amount"]))
                body: dict[str, Any] = {"amount": money(amount), "reason": "quality"}
            else:
                line = self.chance.choice(order["lines"])
                pieces = [{"line": line["line"], "quantity": self.chance.randint(1, line["quantity"])}]
                body = {"lines": pieces, "restock": self.chance.random() < 0.3, "reason": "quality"}
            key, url = f"refund-{self.chance.getrandbits(60)}", f"/orders/{order_id}/refunds"
            answer = yield from self._persist(ADMIN, "POST", url, body, key)
            if answer is not None:
                self.play.count(f"refund {answer.status}")
                assert answer.status in {201, 409, 503}, (answer, body)
            if self.chance.random() < 0.3:
                again = yield from self._persist(ADMIN, "POST", url, body, key)
                assert again is None or answer is None or again.status in {answer.status, 201}
            yield self.chance.choice([0.0, 5.0, 400.0])

    def _persist(
        self, caller: dict[str, str], method: str, url: str, body: Any = None, key: str | None = None
    ) -> Doing[Answer | None]:
        """Send a request again if there is no response, a 503, or a payment in progress. Some give up."""
        headers = {"Idempotency-Key": key} if key else {}
        answer: Answer | None = None
        for _ in range(_TRIES):
            answer = self.play.call(method, url, body=body, caller=caller, headers=headers)
            if answer is not None and not _is_temporary(answer):
                return answer
            if self.chance.random() < 0.1:
                return answer
            yield self.chance.uniform(2, 30)
        return answer


def _is_temporary(answer: Answer) -> bool:
    assert answer.status < 500 or answer.status == 503, answer
    return answer.status == 503 or (answer.status == 409 and answer.code == "payment_in_progress")
