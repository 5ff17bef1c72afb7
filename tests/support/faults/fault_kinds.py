"""The kinds of faults of a call to DynamoDB, and the operations that they apply to."""

import os
import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from unittest.mock import patch

from bodega import clock
from harness.aws.dynamodb_proxy import Fault

FOR_GOOD = 10**9
# Seconds; the budget of requests that cannot succeed, so that giving up is quick to test. They make some calls that
# succeed before and after that, and each takes longer with the SDK.
IMPATIENT = 0.5 if os.environ.get("AWS_CLIENT") == "boto3" else 0.1
WRITES = frozenset({"PutItem", "UpdateItem", "DeleteItem", "TransactWriteItems"})
_SINGLE_WRITES = WRITES - {"TransactWriteItems"}
_ANY = frozenset({"GetItem", "Query", "BatchGetItem"}) | WRITES


@dataclass(frozen=True)
class FaultKind:
    """`operations`: those that it applies to."""

    name: str
    fault: Fault
    operations: frozenset[str] = _ANY

    def at(self, call: int, times: int = 1) -> Fault:
        """Return the fault for the `call`-th call (from 0), `times` times in a row."""
        return replace(self.fault, skip=call, times=times)


def _error(code: str, status: int = 400, reasons: tuple[str, ...] = ()) -> Fault:
    return Fault("error", code=code, status=status, reasons=reasons)


_TRANSACTIONS = frozenset({"TransactWriteItems"})
LATE = FaultKind("an answer that comes late", Fault("late", seconds=2.0))
KINDS = (
    FaultKind("an answer that is lost after the write", Fault("lost")),
    FaultKind("an answer that breaks off", Fault("truncated")),
    LATE,
    FaultKind("a connection that is reset", Fault("reset")),
    FaultKind("a connection that is refused", Fault("refused")),
    FaultKind("a server error", _error("InternalServerError", 500)),
    FaultKind("ProvisionedThroughputExceededException", _error("ProvisionedThroughputExceededException")),
    FaultKind("ThrottlingException", _error("ThrottlingException")),
    FaultKind("TransactionConflictException", _error("TransactionConflictException"), WRITES),
    FaultKind(
        "a transaction cancelled by a conflict",
        _error("TransactionCanceledException", reasons=("None", "TransactionConflict")),
        _TRANSACTIONS,
    ),
    FaultKind(
        "a transaction cancelled by throttling",
        _error("TransactionCanceledException", reasons=("ProvisionedThroughputExceeded", "ThrottlingError")),
        _TRANSACTIONS,
    ),
    FaultKind("TransactionInProgressException", _error("TransactionInProgressException"), _TRANSACTIONS),
    FaultKind("UnprocessedKeys, half of them", Fault("partial"), frozenset({"BatchGetItem"})),
    FaultKind("UnprocessedKeys, all but one", Fault("partial", share=0.0), frozenset({"BatchGetItem"})),
)


class AtRandom:
    """Injects a random fault into each call with a `probability`. The seed makes it repeatable."""

    def __init__(self, seed: int, probability: float, late_seconds: float) -> None:
        self._chance = random.Random(seed)
        self._probability = probability
        self.late = late_seconds
        self.chosen: list[str] = []

    def __call__(self, operation: str) -> Fault | None:
        if self._chance.random() >= self._probability:
            return None
        kind = self._chance.choice([kind for kind in KINDS if operation in kind.operations])
        self.chosen.append(f"{operation}: {kind.name}")
        return replace(kind.fault, seconds=self.late)


@contextmanager
def clock_off_by(seconds: float) -> Iterator[None]:
    """Shift the clock of the functions by `seconds`."""
    real_time, real_ns = time.time, time.time_ns
    with (
        patch.multiple(time, time=lambda: real_time() + seconds, time_ns=lambda: real_ns() + int(seconds * 1e9)),
        patch.object(clock, "now", lambda: datetime.now(UTC) + timedelta(seconds=seconds)),
    ):
        yield
