"""Amounts in twelve currencies as they are typed, stored and shown."""

import tomllib
from decimal import Decimal
from typing import NamedTuple

from harness import ROOT


class Sample(NamedTuple):
    """An amount. `typed`: as people write it; `stored`: in minor units; `shown`: by an English browser."""

    code: str
    digits: int
    typed: str
    stored: int
    shown: str

    @property
    def money(self) -> dict[str, object]:
        """The typed amount as the API takes it."""
        return {"amount": int(Decimal(self.typed).scaleb(self.digits)), "currency": self.code}


SAMPLES = [
    Sample(**row) for row in tomllib.loads((ROOT / "tests/data/currencies.toml").read_text("utf-8"))["currencies"]
]
