"""Sets of names, written as one text: easier to read and to keep sorted than a column of quotes."""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    return frozenset(text.split())
