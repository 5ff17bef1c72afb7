"""The result of one part of the stress test, and its time budget."""

import json
import random
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from typing import Self, TypeVar

T = TypeVar("T")


@dataclass
class Result:
    """One row of the table. `losses`: what did not hold, each with all that is needed to see it again."""

    promise: str
    how: str
    cases: int = 0
    faults: int = 0
    seeds: list[str] = field(default_factory=list)
    losses: list[str] = field(default_factory=list)
    seconds: float = 0.0

    @contextmanager
    def case(self, *, faults: int = 0) -> Iterator[None]:
        """One case: what does not hold in it is a loss, and the next one follows all the same."""
        self.cases += 1
        self.faults += faults
        try:
            yield
        except Exception as error:  # a handler that raises is also a loss
            self.losses.append(f"{type(error).__name__}: {error}")

    def as_json(self) -> str:
        return json.dumps(asdict(self))

    @classmethod
    def of_json(cls, text: str) -> Self:
        return cls(**json.loads(text))


class Budget:
    """How long a part may go on, and the chance that it takes its cases from."""

    def __init__(self, seconds: float, seed: int) -> None:
        self.seconds = seconds
        self.begin()
        self.seed = seed
        self.chance = random.Random(seed)

    def begin(self) -> None:
        """What a part needs to get ready does not count."""
        self._end = time.monotonic() + self.seconds

    def spent_on(self, cases: Sequence[T]) -> Iterator[T]:
        """The cases for which there is time, in an order of the seed's: a short run sees something of all."""
        shuffled = list(cases)
        self.chance.shuffle(shuffled)
        self.begin()
        for case in shuffled:
            if self.left < 0:
                return
            yield case

    @property
    def left(self) -> float:
        return self._end - time.monotonic()
