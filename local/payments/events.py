"""Events, and the queue of their deliveries. https://docs.stripe.com/webhooks"""

from __future__ import annotations

import hashlib
import hmac
import json
import random
import time
from typing import Any, NamedTuple

from local.payments.clock import Clock
from local.payments.ledger import Document, Ledger
from local.payments.schedule import Schedule
from local.payments.shapes import new_event

_SCHEDULE, _PENDING, _DELIVERED, _GIVEN_UP = "schedule", "pending", "delivered", "given up"
_FIRST_RETRY, _LONGEST_PAUSE = 1.0, 3600.0  # seconds; Stripe begins with some minutes
_MOST_ATTEMPTS = 80  # three days
_SUCCESS = range(200, 300)


class Delivery(NamedTuple):
    """One attempt at a delivery: what to send to the endpoint."""

    number: int
    event: str
    type: str
    body: bytes
    headers: dict[str, str]


class Events:
    """Writes events, and schedules their deliveries in the same transaction."""

    def __init__(self, ledger: Ledger, clock: Clock, webhook_key: str) -> None:
        self._ledger = ledger
        self._clock = clock
        self._key = webhook_key
        self._chance = random.Random(self.schedule.seed)
        self.request_key: str | None = None
        """The idempotency key of the current request."""

    @property
    def schedule(self) -> Schedule:
        return Schedule.parse(self._ledger.setting(_SCHEDULE, {}))

    def use(self, schedule: Schedule) -> None:
        """Deliver events from now on by this schedule."""
        self._ledger.set(_SCHEDULE, schedule.document)
        self._chance = random.Random(schedule.seed)

    def emit(self, type: str, document: Document) -> None:
        """Write an event about an object, as it is now."""
        now, schedule = self._clock.now(), self.schedule
        event = new_event(type, document, now, self.request_key)
        self._ledger.save(event)
        for due in schedule.due(type, now, self._chance):
            self._ledger.rows.execute("INSERT INTO deliveries (event, due) VALUES (?, ?)", (event["id"], due))

    def repeat(self, event_id: str) -> bool:
        """Deliver an event once more, now, whatever the schedule. Returns whether it exists."""
        if not self._ledger.find("event", event_id):
            return False
        row = (event_id, self._clock.now())
        self._ledger.rows.execute("INSERT INTO deliveries (event, due) VALUES (?, ?)", row)
        return True

    def take(self, limit: int, *, all: bool = False) -> list[Delivery]:
        """Return the deliveries that are due, in the order in which to send them, and schedule the retry of each.

        With `all` also those that are not due yet.
        """
        now = self._clock.now()
        rows = self._ledger.rows.execute(
            "SELECT number, event, attempts, due FROM deliveries WHERE state = ? ORDER BY number", (_PENDING,)
        ).fetchall()
        due = [row for row in rows if all or row[3] <= now]
        if self.schedule.reversed:
            due.reverse()
        deliveries = [self._attempt(*row[:3]) for row in due[:limit]]
        for number, _, attempts, _ in due[:limit]:
            pause = min(_FIRST_RETRY * 2**attempts, _LONGEST_PAUSE)
            self._ledger.rows.execute(
                "UPDATE deliveries SET attempts = attempts + 1, due = ? WHERE number = ?", (now + pause, number)
            )
        return deliveries

    def note(self, number: int, status: int | None) -> None:
        """Write down the endpoint's response: a status, or None without one. Anything but 2xx is tried again."""
        if status in _SUCCESS:
            state = _DELIVERED
        else:
            query = "SELECT attempts FROM deliveries WHERE number = ?"
            row = self._ledger.rows.execute(query, (number,)).fetchone()
            state = _GIVEN_UP if row and row[0] >= _MOST_ATTEMPTS else _PENDING
        self._ledger.rows.execute("UPDATE deliveries SET state = ? WHERE number = ?", (state, number))

    def next_due(self) -> float | None:
        """Return the seconds until the next delivery is due, or None without one."""
        query = "SELECT MIN(due) FROM deliveries WHERE state = ?"
        (due,) = self._ledger.rows.execute(query, (_PENDING,)).fetchone()
        return None if due is None else float(due) - self._clock.now()

    def counts(self) -> dict[str, int]:
        """Return how many deliveries there are by state."""
        query = "SELECT state, COUNT(*) FROM deliveries GROUP BY state"
        found = dict(self._ledger.rows.execute(query).fetchall())
        return {state: found.get(state, 0) for state in (_PENDING, _DELIVERED, _GIVEN_UP)}

    def _attempt(self, number: int, event_id: str, _attempts: int) -> Delivery:
        event: dict[str, Any] = self._ledger.find("event", event_id) or {}
        body = json.dumps(event, indent=2).encode()
        headers = {"Content-Type": "application/json; charset=utf-8", "Stripe-Signature": sign(body, self._key)}
        return Delivery(number, event_id, event["type"], body, headers)


def sign(body: bytes, key: str, at: float | None = None) -> str:
    """Return the header `Stripe-Signature`. Each attempt has the real time, because receivers refuse old ones."""
    moment = int(time.time() if at is None else at)
    signature = hmac.new(key.encode(), f"{moment}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={moment},v1={signature}"
