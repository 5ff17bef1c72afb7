"""Work in function calls: unlike seconds, other work on the machine and the garbage collector do not change them."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any


@dataclass
class Work:
    """How many functions of Python and of C a block called, in its thread."""

    calls: int = 0


@contextmanager
def counted_work() -> Iterator[Work]:
    """Count the calls of the block."""
    work = Work()

    def count(_: Any, event: str, __: Any) -> None:
        work.calls += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        yield work
    finally:
        sys.setprofile(before)
