"""Stories of one order, told again and again with a function that dies at one of its calls each time."""

import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from harness.shop.client import ADMIN, STAFF, Answer
from tests.support.payments.desk import GOOD, SECURE
from tests.support.payments.kills import Killed
from tests.support.payments.people import People
from tests.support.payments.play import MINUTE, Play

_HOLD = 11 * MINUTE
_TRIES = 3


@dataclass(frozen=True)
class Story:
    """`ends`: the statuses in which its order can end."""

    name: str
    told: Callable[["Teller", dict[str, str]], None]
    ends: frozenset[str]


class Teller:
    """Tells stories. A client without a response sends the request again; a record of the stream is delivered once."""

    def __init__(self, play: Play, people: People) -> None:
        self.play = play
        self.people = people
        self.calls: list[str] = []
        self._body: Any = None

    def tell(self, story: Story, place: int | None, mode: str) -> str:
        """Tell a story whose call with the index `place` fails, and return the name of that call."""
        (caller,) = self.people.invite(1)
        self._body = self.people.order(caller)
        self.play.points.arm(place, mode)
        story.told(self, caller)
        self.calls = list(self.play.points.seen)
        failed_at = self.play.points.failed_at
        self.play.points.arm()
        return failed_at

    def tell_all(self, story: Story, modes: Sequence[str]) -> Iterator[str]:
        """Tell a story with a death at each of its calls, in the modes by turns; yield the names of the calls."""
        for place in itertools.count():
            failed_at = self.tell(story, place, modes[place % len(modes)])
            yield failed_at
            if not failed_at:  # the story has no more calls
                return

    def send(self, caller: dict[str, str], method: str, url: str, body: Any = None, key: str | None = None) -> Answer:
        """Send a request until there is a response."""
        headers = {"Idempotency-Key": key} if key else {}
        for _ in range(_TRIES):
            answer: Answer | None = self.once(
                lambda: self.play.env.shop.call(method, url, body=body, caller=caller, headers=headers)
            )
            if answer is not None and answer.status != 503:
                return answer
        raise AssertionError((method, url, answer))

    def once(self, operation: Callable[[], Any]) -> Any:
        """Run an invocation, and return its answer. None if it died."""
        try:
            return operation()
        except Killed:
            return None

    def place(self, caller: dict[str, str]) -> str:
        """Place an order, of the story if one is told, and return its id."""
        body = self._body or self.people.order(caller)
        answer = self.send(caller, "POST", "/orders", body, f"place-{caller['userId']}")
        assert answer.status == 201, answer
        return str(answer.json["id"])

    def start(self, caller: dict[str, str], order_id: str) -> str:
        answer = self.send(caller, "POST", f"/orders/mine/{order_id}/payments")
        assert answer.status == 201, answer
        return str(answer.json["clientSecret"])

    def webhooks(self) -> None:
        """Deliver the provider's events in their order, each until it is accepted."""
        for body in self.play.desk.take_events():
            for _ in range(_TRIES):
                answer = self.once(partial(self._webhook, body))
                if answer is not None and answer.status == 204:
                    break

    def _webhook(self, body: bytes) -> Answer:
        headers, url = self.play.desk.signature(body), "/webhooks/payments"
        return self.play.env.shop.call("POST", url, raw_body=body.decode(), headers=headers, role="nobody")

    def worker(self) -> None:
        """Deliver the new commands to the worker, each once."""
        for item in self.play.points.take_commands():
            self.once(partial(self.play.run_worker, item))

    def sweep(self) -> None:
        self.once(self.play.run_sweepers)

    def move(self, seconds: float) -> None:
        self.play.move(seconds)


def _sold_and_refunded(teller: Teller, caller: dict[str, str]) -> None:
    """A buyer pays, the shop accepts and hands out the order, and an admin refunds a part of it."""
    order_id = teller.place(caller)
    secret = teller.start(caller, order_id)
    assert teller.play.desk.pay(secret, GOOD) == "paid"
    teller.webhooks()
    for status in ("accepted", "completed"):
        answer = teller.send(STAFF, "PUT", f"/orders/{order_id}/status", {"status": status})
        assert answer.status == 200, answer
        teller.worker()
    body = {"amount": {"amount": 100, "currency": "CAD"}, "reason": "quality"}
    for _ in range(_TRIES):
        answer = teller.send(ADMIN, "POST", f"/orders/{order_id}/refunds", body, f"refund-{order_id}")
        if answer.status == 201:
            break
        # The worker died before it could record the capture; the sweeper repeats it.
        teller.move(2 * MINUTE)
        teller.sweep()
    assert answer.status == 201, answer
    teller.worker()
    teller.webhooks()


def _paid_behind_a_closed_tab(teller: Teller, caller: dict[str, str]) -> None:
    """A buyer pays, and nobody tells the shop. It asks when the hold is over."""
    order_id = teller.place(caller)
    assert teller.play.desk.pay(teller.start(caller, order_id), GOOD) == "paid"
    teller.play.desk.take_events()
    teller.move(_HOLD)
    teller.sweep()
    teller.sweep()


def _never_paid(teller: Teller, caller: dict[str, str]) -> None:
    """A buyer begins 3-D Secure and does not come back until the hold is over."""
    order_id = teller.place(caller)
    secret = teller.start(caller, order_id)
    assert teller.play.desk.pay(secret, SECURE) == "secure"
    teller.move(_HOLD)
    teller.sweep()
    teller.sweep()
    assert teller.play.desk.finish(secret, well=True) == "refused"


def _canceled_after_payment(teller: Teller, caller: dict[str, str]) -> None:
    """The shop cancels an order that is paid, and not captured yet."""
    order_id = teller.place(caller)
    assert teller.play.desk.pay(teller.start(caller, order_id), GOOD) == "paid"
    teller.webhooks()
    answer = teller.send(STAFF, "POST", f"/orders/{order_id}/cancellation", {"reason": "closing"})
    assert answer.status == 200, answer
    teller.worker()


def _canceled_after_capture(teller: Teller, caller: dict[str, str]) -> None:
    """The shop cancels an order that is paid and captured."""
    order_id = teller.place(caller)
    assert teller.play.desk.pay(teller.start(caller, order_id), GOOD) == "paid"
    teller.webhooks()
    assert teller.send(STAFF, "PUT", f"/orders/{order_id}/status", {"status": "accepted"}).status == 200
    teller.worker()
    for _ in range(_TRIES):
        answer = teller.send(STAFF, "POST", f"/orders/{order_id}/cancellation", {"reason": "closing"})
        if answer.status == 200:
            break
        teller.move(2 * MINUTE)
        teller.sweep()
    assert answer.status == 200, answer
    teller.worker()


SOLD_AND_REFUNDED = Story("sold and refunded", _sold_and_refunded, frozenset({"completed"}))
PAID_BEHIND_A_CLOSED_TAB = Story("paid behind a closed tab", _paid_behind_a_closed_tab, frozenset({"canceled"}))
NEVER_PAID = Story("never paid", _never_paid, frozenset({"expired"}))
CANCELED_AFTER_PAYMENT = Story("canceled after payment", _canceled_after_payment, frozenset({"canceled"}))
CANCELED_AFTER_CAPTURE = Story("canceled after capture", _canceled_after_capture, frozenset({"canceled"}))
STORIES = (SOLD_AND_REFUNDED, PAID_BEHIND_A_CLOSED_TAB, NEVER_PAID, CANCELED_AFTER_PAYMENT, CANCELED_AFTER_CAPTURE)
