"""Faults that tests inject into Stripe's API."""

from __future__ import annotations

import random
from dataclasses import asdict, dataclass, fields
from typing import Any

KINDS = {
    "unavailable": "503 before the request is executed; nothing is stored",
    "rate_limit": "429 before the request is executed; nothing is stored",
    "cut": "the connection is cut before the request is executed",
    "error": "500 instead of executing the request; stored under its idempotency key",
    "error_after": "500 after executing the request; stored under its idempotency key",
    "cut_after": "the connection is cut after the request was executed and stored",
    "slow": "the response is `seconds` late; its idempotency key is in use until then",
}
BEFORE = frozenset({"unavailable", "rate_limit", "cut"})
OPERATIONS = ("create", "retrieve", "list", "update", "confirm", "capture", "cancel", "refund", "refund_read")


@dataclass
class Fault:
    """A fault of the next `times` requests of an operation ("*" for all), each with a probability."""

    kind: str
    operation: str = "*"
    times: int = 1
    probability: float = 1.0
    seconds: float = 1.0

    @classmethod
    def parse(cls, document: dict[str, Any]) -> Fault:
        """Raises: ValueError."""
        known = {field.name for field in fields(cls)}
        if not document.keys() <= known or document.get("kind") not in KINDS:
            raise ValueError(f"A fault has these members: {', '.join(sorted(known))}. Its kind: {', '.join(KINDS)}.")
        fault = cls(**document)
        if fault.operation not in ("*", *OPERATIONS):
            raise ValueError(f"The operation is * or one of {', '.join(OPERATIONS)}.")
        return fault


class Faults:
    """The faults that are armed. They do not survive a restart."""

    def __init__(self) -> None:
        self._armed: list[Fault] = []
        self._chance = random.Random()
        self.down = False
        """Whether every connection is cut before anything is executed."""

    def arm(self, faults: list[Fault], seed: int | None = None) -> None:
        """Replace the armed faults."""
        self._armed = faults
        self._chance = random.Random(seed)

    def next(self, operation: str) -> Fault | None:
        """Return the fault of this request, which is used up by it."""
        if self.down:
            return Fault("cut", operation)
        for fault in self._armed:
            if fault.times and fault.operation in ("*", operation) and self._chance.random() < fault.probability:
                fault.times -= 1
                return fault
        return None

    @property
    def documents(self) -> list[dict[str, Any]]:
        return [asdict(fault) for fault in self._armed if fault.times]
