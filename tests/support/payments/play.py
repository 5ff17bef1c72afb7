"""A shop that is played in one process: functions, the provider, and a clock that moves from event to event."""

import heapq
import itertools
import random
from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeVar

from harness.aws.policy_simulator import running
from harness.shop.client import Answer
from harness.shop.events import lambda_context
from harness.shop.functions import load_app
from tests.support.payments.books import PaymentBooks
from tests.support.payments.clock import PlayedClock
from tests.support.payments.desk import Desk
from tests.support.payments.kills import MODES, FailurePoints, Killed
from tests.support.shop.environment import ShopEnvironment

T = TypeVar("T")
Doing = Generator[float, None, T]
"""What a person does, with a result. It yields the seconds until it goes on."""
Script = Doing[None]

MINUTE, HOUR = 60.0, 3600.0
_MOST_CALLS = 12  # of an operation, about
_LONGEST_REST = 30 * HOUR
_SWEEPS = (("orders", "sweeper", "sweeper"), ("payments", "sweeper", "payments_sweeper"))
_SWEEP_MILLISECONDS = 60_000


@dataclass(frozen=True)
class Mischief:
    """What goes wrong, as probabilities. `outages`: when the provider is down, in seconds from the beginning."""

    kills: float = 0.0
    lost_webhooks: float = 0.2
    repeated_webhooks: float = 0.2
    late_webhooks: float = 0.1
    lost_records: float = 0.2
    late_records: float = 0.2
    outages: tuple[tuple[float, float], ...] = ()


NONE = Mischief(0, 0, 0, 0, 0, 0)


@dataclass
class Play:
    """`counts`: how often something happened."""

    env: ShopEnvironment
    desk: Desk
    clock: PlayedClock
    points: FailurePoints
    chance: random.Random
    mischief: Mischief = NONE
    counts: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._agenda: list[tuple[float, int, Callable[[], None]]] = []
        self._numbers = itertools.count()
        self._waiting = 0  # events on the agenda besides the sweeps
        self.begin = self.clock.now
        self._every_minute()
        for start, end in self.mischief.outages:
            self.later(start, lambda: self.desk.set_down(down=True))
            self.later(end, lambda: self.desk.set_down(down=False))

    def count(self, name: str) -> None:
        self.counts[name] = self.counts.get(name, 0) + 1

    def later(self, seconds: float, action: Callable[[], None]) -> None:
        def counted() -> None:
            self._waiting -= 1
            action()

        self._waiting += 1
        self._put(seconds, counted)

    def follow(self, script: Doing[Any], seconds: float = 0.0) -> None:
        """Let a person follow a script from so many seconds on."""

        def step() -> None:
            pause = next(script, None)
            if pause is not None:
                self.later(pause, step)

        self.later(seconds, step)

    def run(self, seconds: float) -> None:
        """Let the time pass."""
        end = self.clock.now + seconds
        while self._agenda and self._agenda[0][0] <= end:
            moment, _, action = heapq.heappop(self._agenda)
            self._move_to(moment)
            action()
        self._move_to(end)

    def settle_down(self) -> PaymentBooks:
        """Let the time pass until nothing is left to do, and return the books.

        Raises: AssertionError if something is left after more than a day.
        """
        end = self.clock.now + _LONGEST_REST
        work: list[dict[str, Any]] = []
        self.run(2 * MINUTE)
        while self._waiting or (work := self._work()):
            assert self.clock.now < end, f"the shop does not come to rest: {work}"
            self.run(10 * MINUTE)
        self.run(3 * MINUTE)
        dump = self.env.tables.dump()
        return PaymentBooks(dump, self.desk.ledger())

    def operate(self, operation: Callable[[], Any]) -> Any:
        """Run an invocation of a function, and return its answer. None if it died."""
        place = self.chance.randrange(_MOST_CALLS) if self.chance.random() < self.mischief.kills else None
        return self.attempt(operation, place, self.chance.choice(MODES))

    def attempt(self, operation: Callable[[], Any], place: int | None, mode: str) -> Any:
        """Run an invocation whose call with the index `place` fails."""
        self.points.arm(place, mode)
        try:
            return operation()
        except Killed:
            self.count("killed")
            return None
        finally:
            for item in self.points.take_commands():
                self._send_record(item)
            if any(name.startswith("provider") for name in self.points.seen):
                self.pass_on()
            self.points.arm()

    def pass_on(self) -> None:
        """Put the provider's new events on the agenda."""
        for event in self.desk.take_events():
            self._send_event(event)

    def call(self, method: str, url: str, **event: Any) -> Answer | None:
        answer: Answer | None = self.operate(lambda: self.env.shop.call(method, url, **event))
        return answer

    def execute(self, item: dict[str, Any]) -> None:
        """Deliver a new command to the worker."""
        answer = self.operate(lambda: self.run_worker(item))
        if answer is None or answer["batchItemFailures"]:
            self.later(5.0, lambda: self.execute(item))

    def run_worker(self, item: dict[str, Any]) -> Any:
        """Invoke the worker with the record of a new command."""
        return invoke("payments", "worker", "payments_worker", new_command(item))

    def run_sweepers(self) -> None:
        """Invoke both sweepers."""
        for package, entry, label in _SWEEPS:
            invoke(package, entry, label, {})

    def move(self, seconds: float) -> None:
        """Move the clock without letting anything happen."""
        self._move_to(self.clock.now + seconds)

    def deliver(self, body: bytes) -> None:
        """Deliver an event of the provider to the webhook."""
        headers = self.desk.signature(body)
        url = "/webhooks/payments"
        answer = self.call("POST", url, raw_body=body.decode(), headers=headers, role="nobody")
        if answer is None or answer.status == 503:
            self.later(HOUR, lambda: self.deliver(body))
        else:
            assert answer.status == 204, (answer, body)

    def sweep(self) -> None:
        for sweep in _SWEEPS:
            self.operate(partial(invoke, *sweep, {}))

    def _every_minute(self) -> None:
        self.sweep()
        self.pass_on()
        self._put(MINUTE, self._every_minute)

    def _put(self, seconds: float, action: Callable[[], None]) -> None:
        heapq.heappush(self._agenda, (self.clock.now + seconds, next(self._numbers), action))

    def _move_to(self, moment: float) -> None:
        self.clock.move_to(moment)

    def _work(self) -> list[dict[str, Any]]:
        """Return the commands, the orders that wait for a card or for the staff, and the refunds that are under way."""
        rows = self.env.tables.read("ORDERS_TABLE")
        waiting = ({"S": "pending"}, {"S": "placed"})
        return [row for row in rows if row["pk"]["S"].startswith("COMMAND#") or row.get("status") in waiting]

    def _send_record(self, item: dict[str, Any]) -> None:
        draw = self.chance.random()
        if draw < self.mischief.lost_records:
            return
        late = draw < self.mischief.lost_records + self.mischief.late_records
        self.later(self.chance.uniform(0, 15 * MINUTE if late else 2.0), lambda: self.execute(item))

    def _send_event(self, body: bytes) -> None:
        """Put an event on the agenda: never, soon, three times, or after an hour. Soon mixes up the order."""
        draw, trouble = self.chance.random(), self.mischief
        if draw < trouble.lost_webhooks:
            return
        draw -= trouble.lost_webhooks
        late = draw < trouble.late_webhooks
        times = 3 if trouble.late_webhooks <= draw < trouble.late_webhooks + trouble.repeated_webhooks else 1
        for _ in range(times):
            pause = self.chance.uniform(HOUR, 2 * HOUR) if late else self.chance.uniform(0, 20.0)
            self.later(pause, lambda: self.deliver(body))


def new_command(item: dict[str, Any]) -> dict[str, Any]:
    """Return the event with which the stream tells the worker of a new command, an item in DynamoDB's JSON."""
    keys = {"pk": item["pk"], "sk": item["sk"]}
    record = {"eventID": "1", "eventName": "INSERT", "eventSource": "aws:dynamodb"}
    image = {"Keys": keys, "NewImage": item, "SequenceNumber": "1", "StreamViewType": "NEW_IMAGE"}
    return {"Records": [{**record, "dynamodb": image}]}


def invoke(package: str, entry: str, label: str, event: dict[str, Any]) -> Any:
    """Invoke a function without a request. `label`: the function's in the template."""
    with running(label):
        return load_app(package, entry).handler(event, lambda_context(label, _SWEEP_MILLISECONDS))
