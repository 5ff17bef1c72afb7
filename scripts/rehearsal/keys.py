"""Checks the functions' recorded calls with the policy simulator: the emulator ignores `dynamodb:LeadingKeys`."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from scripts.rehearsal.recorder import Call
from scripts.template import TEMPLATE
from scripts.template.roles import Need, Role, needs

FOREIGN_KEY = "REHEARSAL"
"""A partition key that no role may use."""


@dataclass(frozen=True)
class Evaluated:
    """What a function needed for a call, or a variant of it that its role must deny."""

    function: str
    need: Need
    expected: bool
    allowed: bool

    def __str__(self) -> str:
        action, resource, keys = self.need
        return f"{self.function} {action} {sorted(keys)} of {resource}"


def evaluate(calls: Iterable[Call], found: Mapping[str, str]) -> Iterator[Evaluated]:
    """Yield each need of the calls once, and its variants: with a foreign key added, and on tables of other functions.

    `found` has the physical IDs of the stack's resources.
    """
    for function, need in sorted(_needs(calls, found), key=str):
        role, (action, resource, keys) = Role(function), need
        yield Evaluated(function, need, expected=True, allowed=role.allows(*need))
        granted = {table for granted, table, _ in role.grants() if granted == f"dynamodb:{action}"}
        tables = [table for table in TEMPLATE.of_type("AWS::DynamoDB::Table") if table not in granted]
        variants = [(action, resource, keys | {FOREIGN_KEY}), *((action, table, keys) for table in tables)]
        for variant in variants:
            yield Evaluated(function, variant, expected=False, allowed=role.allows(*variant))


def _needs(calls: Iterable[Call], found: Mapping[str, str]) -> set[tuple[str, Need]]:
    """Return the needs of each function. Tables get the names that the simulator knows: `catalog-…` is CatalogTable."""
    names = {
        found[table]: f"{table.removesuffix('Table').lower()}-1" for table in TEMPLATE.of_type("AWS::DynamoDB::Table")
    }
    result = set()
    for function, operation, request in calls:
        text = json.dumps(request)
        for physical, name in names.items():
            text = text.replace(f'"{physical}"', f'"{name}"')
        result |= {(function, need) for need in needs(operation, json.loads(text))}
    return result
