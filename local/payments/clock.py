"""The stand-in's clock: the machine's time, moved forward on demand."""

from __future__ import annotations

import time

from local.payments.ledger import Ledger

_OFFSET = "clock"


class Clock:
    """Restarts keep the offset, because the books contain times of this clock."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def now(self) -> float:
        return time.time() + float(self._ledger.setting(_OFFSET, 0.0))

    def advance(self, seconds: float) -> None:
        self._ledger.set(_OFFSET, float(self._ledger.setting(_OFFSET, 0.0)) + seconds)
