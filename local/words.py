"""Sets of names, written as one string: easier to read and to sort than one quoted name per line."""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    return frozenset(text.split())
