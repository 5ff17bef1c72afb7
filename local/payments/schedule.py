"""When each webhook is delivered, and how often: at once and once, or lost, repeated, late and reversed on demand."""

from __future__ import annotations

import random
from dataclasses import asdict, dataclass, fields
from typing import Any

EVENT_TYPES = (
    "payment_intent.amount_capturable_updated",
    "payment_intent.succeeded",
    "payment_intent.payment_failed",
    "payment_intent.canceled",
    "refund.updated",
    "refund.failed",
    "charge.dispute.created",
)
"""The types that an operator selects for the endpoint of a shop (docs/payments.md)."""

_COPIES = 3


@dataclass(frozen=True)
class Schedule:
    """`lost`, `repeated` and `late` are probabilities. A repeated event is delivered three times.

    `delay`: seconds of the stand-in's clock by which a late event is late. `reversed`: newest first. `types`: the event
    types to deliver; "*" for all. `seed`: makes the choices repeatable.
    """

    on: bool = True
    lost: float = 0.0
    repeated: float = 0.0
    late: float = 0.0
    delay: float = 3600.0
    reversed: bool = False
    types: tuple[str, ...] = EVENT_TYPES
    seed: int | None = None

    @classmethod
    def parse(cls, document: dict[str, Any]) -> Schedule:
        """Return the schedule with these members. Raises: ValueError for unknown ones and other types."""
        known = {field.name: field for field in fields(cls)}
        unknown = document.keys() - known.keys()
        if unknown:
            raise ValueError(f"Unknown members: {', '.join(sorted(unknown))}. Known: {', '.join(known)}.")
        values = dict(document)
        if "types" in values:
            values["types"] = tuple(values["types"])
        for name in ("lost", "repeated", "late"):
            if not 0 <= float(values.get(name, 0)) <= 1:
                raise ValueError(f"{name} is a probability from 0 to 1.")
        return cls(**values)

    @property
    def document(self) -> dict[str, Any]:
        return asdict(self)

    def due(self, type: str, now: float, chance: random.Random) -> list[float]:
        """Return the times at which an event is delivered."""
        if not self.on or ("*" not in self.types and type not in self.types) or chance.random() < self.lost:
            return []
        copies = _COPIES if chance.random() < self.repeated else 1
        return [now + (self.delay if chance.random() < self.late else 0) for _ in range(copies)]
