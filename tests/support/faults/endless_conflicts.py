"""Requests whose every attempt meets a conflict, on a clock that only calls to DynamoDB advance."""

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

from bodega import deadline
from bodega.errors import StorageUnavailable
from harness.aws.dynamodb_proxy import Fault
from tests.support.database.tables import Dump, Normal
from tests.support.requests.write_request import WriteRequest
from tests.support.shop.environment import ShopEnvironment

MOST_CONFLICTS = 50
"""A loop that does not end meets no more than these, so that its test fails instead of hanging."""

# What a request may leave behind: a number that no order has, and the time until which a mailbox is remembered.
_HARMLESS = re.compile(r'"pk": \{"S": "NUMBER#|^\{"expiresAt": \{"N": "<clock>"\}, "pk": \{"S": "MAILBOX#')

Rewrite = Callable[[str, dict[str, Any]], None]


def _moving_email() -> Rewrite:
    """Return a change of answers: the account has another email each time that its profile is read."""
    emails = iter([f"ada-{number}@elsewhere.example" for number in range(MOST_CONFLICTS)])

    def rewrite(operation: str, document: dict[str, Any]) -> None:
        if operation == "GetItem" and document.get("Item", {}).get("sk") == {"S": "PROFILE"}:
            document["Item"]["emailKey"]["S"] = next(emails, document["Item"]["emailKey"]["S"])

    return rewrite


@dataclass(frozen=True)
class EndlessConflict:
    """A request, and the loop that it cannot leave.

    `loop`: the function. `on`: the part of a key, as `pk|sk`, at which each write of `operation` meets a conflict.
    `moves`: whether the account has another email each time that its profile is read. `seconds`: that a call takes.
    `writes`: whether the request has written by then what a repetition continues.
    """

    request: str
    loop: str
    on: str = ""
    operation: str = "TransactWriteItems"
    moves: bool = False
    seconds: float = 0.5
    writes: bool = False

    def fault(self) -> Fault:
        return Fault("conflict", operation=self.operation, times=MOST_CONFLICTS if self.on else 0, on=self.on)


@contextmanager
def ends_of_loops(now: Callable[[], float]) -> Iterator[list[str]]:
    """Let the deadline read the clock `now`; yield the functions in which time was up, in this order."""
    found: list[str] = []
    require_time = deadline.require_time

    def noting() -> None:
        try:
            require_time()
        except StorageUnavailable:
            frame = sys._getframe(1)
            found.append(f"{frame.f_globals['__name__']}.{frame.f_code.co_name}")
            raise

    clock = SimpleNamespace(monotonic=now)
    with patch.object(deadline, "time", clock), patch.object(deadline, "require_time", noting):
        yield found


def meet(env: ShopEnvironment, request: WriteRequest, conflict: EndlessConflict) -> None:
    """Send the request into the conflict. It must end with a 503 when its time is over, and write nothing.

    Raises: AssertionError.
    """
    env.forget()
    env.tables.restore({})
    sent = request.prepare(env)
    before = env.tables.dump()
    recording = env.forget()
    fault = conflict.fault()
    recording.faults = [fault]
    recording.rewrite = _moving_email() if conflict.moves else None

    with ends_of_loops(lambda: len(recording.calls) * conflict.seconds) as ends:
        answer = request.send(env, sent)
        spent = len(recording.calls) * conflict.seconds

    after = env.tables.dump()
    assert fault.times or not conflict.on, f"after {MOST_CONFLICTS} conflicts, it has not given up"
    assert (answer.status, answer.code) == (503, "storage_unavailable"), answer
    assert int(answer.headers["Retry-After"]) >= 1
    assert ends == [conflict.loop], f"time was up in {ends} after {recording.operations}"
    assert spent < deadline.BUDGET + deadline.ATTEMPT, f"calls were made until {spent} s"
    assert fault.times <= MOST_CONFLICTS - 2, "it has made one attempt"
    if conflict.writes:
        env.forget()
        assert request.send(env, sent).status == request.status, "a repetition does not continue"
    else:
        assert _reserved(after) == [], "an attempt at the password was not withdrawn"
        assert _rows(before, after) == _rows(before, before)


def _reserved(dump: Dump) -> list[set[str]]:
    """Return the attempts at a password that are neither right nor wrong yet, for each item that has some."""
    sets = (
        {name: set(row.get(name, {}).get("SS", ())) for name in ("attempts", "failed")}
        for row in dump["ACCOUNTS_TABLE"]
    )
    return [each["attempts"] - each["failed"] for each in sets if each["attempts"] - each["failed"]]


def _rows(before: Dump, dump: Dump) -> dict[str, list[str]]:
    rows = Normal(before).rows(dump)
    return {table: [row for row in found if not _HARMLESS.search(row)] for table, found in rows.items()}
