"""A shop whose clock stands still, and whose database fails as the seed says, one action at a time."""

import random
import time
from collections.abc import Callable
from typing import Any, NamedTuple, Self
from unittest.mock import patch

from bodega import deadline
from bodega.api.problems import PROBLEMS
from bodega.attributes import from_attributes
from bodega.dynamodb import calls
from bodega.errors import ShopError
from harness.shop.client import Answer
from harness.shop.people import caller_of
from tests.support.database.in_between import interrupted_calls
from tests.support.faults.fault_suite import READ_TIMEOUT
from tests.support.shop.environment import ShopEnvironment
from tests.support.walks.action_faults import ActionFaults
from tests.support.walks.knowledge import Session
from tests.support.walks.stopped_clock import StoppedClock

BUDGET = 1.5  # seconds of a request with faults
_IN_TIME = 1.2  # seconds; a request that fails so early has had time for a withdrawal
# Much shorter than in the shop, so that retries take little time. A request gives up after as many.
_FIRST_PAUSE, _MAX_PAUSE = 0.0005, 0.002  # seconds
_MOST_RETRIES = 3
_ACTIONS_OF_AN_OUTAGE = (1, 1, 1, 1, 3, 8)


class Outcome(NamedTuple):
    """An answer. `code`: of a problem."""

    status: int
    code: str = ""
    body: Any = None

    def __str__(self) -> str:
        return f"{self.status} {self.code}".strip()

    @classmethod
    def of(cls, answer: Answer) -> Self:
        return cls(answer.status, answer.code if answer.status >= 400 else "", answer.json)


def outcome_of(rule: Callable[[], Any]) -> Outcome:
    """Call a rule as its route does. A process has one resolver, so a concurrent request has to leave HTTP out."""
    try:
        return Outcome(200, body=rule())
    except ShopError as error:
        return Outcome(PROBLEMS[error.code][0], error.code)


class Violation(AssertionError):
    """A promise that did not hold."""


class AttackedShop:
    """Sends requests under faults, and reads what they left in the accounts table.

    `actions`: what was done, for the report. `injected`: the number of faults.
    """

    def __init__(self, env: ShopEnvironment, seed: int) -> None:
        self.env = env
        self.clock = StoppedClock()
        self.chance = random.Random(seed)
        self.actions: list[str] = []
        self.injected = 0
        self._faults, self._lasts = ActionFaults(None), 0
        self.withdrawn = True
        """Whether the last request had the time and the means to withdraw an attempt."""
        self.at_the_same_time: Outcome | None = None
        self._attacked = True

    @property
    def now(self) -> int:
        return self.clock.now

    def end_faults(self) -> None:
        self._attacked = False

    def act(self, name: str, send: Callable[[], Outcome], meanwhile: Callable[[], Any] | None = None) -> Outcome:
        """Send a request under new faults; return its outcome. `meanwhile`: a rule that runs between two of its calls.

        Its outcome is in `at_the_same_time` then.
        """
        faults, self.at_the_same_time = self._next_faults(), None
        recording = self.env.forget()
        recording.choose = faults
        began = time.monotonic()
        with (
            interrupted_calls() as in_between,
            patch.object(deadline, "BUDGET", BUDGET if faults.any else deadline.BUDGET),
            patch.object(calls, "_MAX_RETRIES", _MOST_RETRIES if faults.any else calls._MAX_RETRIES),
            patch.object(calls, "_FIRST_PAUSE", _FIRST_PAUSE),
            patch.object(calls, "_MAX_PAUSE", _MAX_PAUSE),
        ):
            if meanwhile:
                in_between(set(), lambda: self._do_meanwhile(meanwhile), skip=self.chance.randrange(3))
            outcome = send()
        took = time.monotonic() - began
        self.withdrawn = took < _IN_TIME and faults.spared("UpdateItem") and not meanwhile
        self.env.forget()
        self.injected += len(faults.chosen)
        outcomes = ", and at the same time ".join(str(done) for done in (outcome, self.at_the_same_time) if done)
        self.actions.append(f"{name} [{faults}] → {outcomes}")
        # A busy machine is a fault too, which takes longer than the client waits.
        failed = bool(faults.chosen) or took > READ_TIMEOUT
        self.expect(outcome.status != 503 or failed, "a 503 without a fault")
        self.expect(outcome.status < 500 or outcome.status == 503, "an internal error")
        return outcome

    def _next_faults(self) -> ActionFaults:
        """Return the faults of the next action, which can last for several actions."""
        self._lasts -= 1
        if not self._attacked:
            self._faults = ActionFaults(None)
        elif self._lasts > 0:
            self._faults = self._faults.again()
        else:
            self._faults, self._lasts = ActionFaults(self.chance), self.chance.choice(_ACTIONS_OF_AN_OUTAGE)
        return self._faults

    def _do_meanwhile(self, rule: Callable[[], Any]) -> None:
        self.at_the_same_time = outcome_of(rule)

    def post(self, url: str, body: Any, *, ip: str) -> Outcome:
        return Outcome.of(self.env.shop.post(url, body, role="nobody", source_ip=ip))

    def call(self, session: Session, method: str, url: str, body: Any = None) -> Outcome:
        """Send a request with the session's access token, through the authorizer."""
        try:
            caller = caller_of(session.access)
        except ShopError as error:
            return Outcome(503, error.code)
        except Exception as refused:  # API Gateway looks for this message
            if str(refused) != "Unauthorized":
                raise
            return Outcome(401, "unauthorized")
        return Outcome.of(self.env.shop.call(method, url, body=body, caller=caller, role="nobody"))

    def stored(self) -> list[dict[str, Any]]:
        """Return the items of the accounts table."""
        return [from_attributes(row) for row in self.env.tables.read("ACCOUNTS_TABLE")]

    def delete_expired(self) -> None:
        """Delete the items that have expired, as DynamoDB does sooner or later."""
        kept = {
            table: [row for row in rows if int(row.get("expiresAt", {"N": self.now + 1})["N"]) > self.now]
            for table, rows in self.env.tables.dump().items()
        }
        self.env.tables.restore(kept)

    def expect(self, holds: bool, promise: str) -> None:
        """Raises: Violation."""
        if not holds:
            raise Violation(promise)
