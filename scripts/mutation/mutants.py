"""The mutants of a module: each has one small change."""

import difflib
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple, cast

from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.operators.operator import Operator
from cosmic_ray.operators.provider import OperatorProvider

from scripts.mutation import conditions, statements
from scripts.mutation.areas import ROOT

_CORE = (
    *(f"ReplaceComparisonOperator_{pair}" for pair in (
        "Eq_NotEq", "NotEq_Eq", "Lt_LtE", "LtE_Lt", "Gt_GtE", "GtE_Gt", "Lt_GtE", "GtE_Lt", "Gt_LtE", "LtE_Gt",
        "Is_IsNot", "IsNot_Is",
    )),
    *(f"ReplaceBinaryOperator_{pair}" for pair in (
        "Add_Sub", "Sub_Add", "Mul_FloorDiv", "FloorDiv_Mul", "Mod_FloorDiv",
    )),
    "ReplaceUnaryOperator_Delete_USub", "ReplaceUnaryOperator_Delete_Not",
    "AddNot", "ReplaceTrueWithFalse", "ReplaceFalseWithTrue", "ReplaceAndWithOr", "ReplaceOrWithAnd",
    "ReplaceBreakWithContinue", "ReplaceContinueWithBreak", "ZeroIterationForLoop", "ExceptionReplacer",
)  # fmt: skip
"""Operators of cosmic-ray. Others change annotations, or make changes that any test notices."""

OF_CONDITIONS = (
    conditions.DropCondition,
    conditions.DropConjunct,
    conditions.DropDisjunct,
    conditions.DropNamedCondition,
    conditions.MoveBoundary,
)
_OF_STATEMENTS = (
    statements.DropStatement,
    statements.ChangeNumber,
    statements.DropOperand,
    statements.DropWrite,
    statements.NegateMembership,
)


@cache
def operators() -> dict[str, Operator]:
    """Return all operators that are used, by the name under which results are kept."""
    core = OperatorProvider()
    return {
        **{f"core/{name}": core[name]() for name in _CORE},
        **{f"bodega/{operator.__name__}": operator() for operator in (*OF_CONDITIONS, *_OF_STATEMENTS)},
    }


@cache
def _mutated(source: str, operator: str, occurrence: int) -> str:
    """Mutate a source. Parsing it takes up to 50 ms, and sample, runs and report need the same text."""
    return cast(str, mutate_code(source, operators()[operator], occurrence))


class Mutant(NamedTuple):
    """A change of a module. `module`: its path from the project's folder. `start`, `end`: line, from 1, and column."""

    area: str
    module: Path
    operator: str
    occurrence: int
    start: tuple[int, int]
    end: tuple[int, int]
    source: str

    @property
    def line(self) -> int:
        return self.start[0]

    @property
    def of_condition(self) -> bool:
        """Whether the change is made to the condition of a write."""
        return any(self.operator == f"bodega/{operator.__name__}" for operator in OF_CONDITIONS)

    @property
    def id(self) -> str:
        """The same ID for the same change of the same source."""
        parts = (str(self.module), self.operator, str(self.occurrence), self.source)
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]

    def mutated(self) -> str:
        """Return the source of the mutated module."""
        return _mutated(self.source, self.operator, self.occurrence)

    def rank(self, seed: int) -> str:
        """Return where the mutant stands in the random order of `seed`. Changes of other modules do not move it."""
        return hashlib.sha256(f"{seed}\0{self.module}\0{self.operator}\0{self.occurrence}".encode()).hexdigest()


def mutants(modules: Iterable[tuple[str, Path]]) -> Iterator[Mutant]:
    """Yield all mutants of the modules, which come with their areas."""
    for area, module in modules:
        yield from mutants_of(area, module, (ROOT / module).read_text(encoding="utf-8"))


def mutants_of(area: str, module: Path, source: str) -> Iterator[Mutant]:
    """Yield all mutants of one module."""
    nodes = list(ast_nodes(get_ast(source)))
    for name, operator in operators().items():
        positions = (position for node in nodes for position in operator.mutation_positions(node))
        for occurrence, (start, end) in enumerate(positions):
            yield Mutant(area, module, name, occurrence, start, end, source)


def sample(found: Sequence[Mutant], most: int, seed: int) -> list[Mutant]:
    """Return all mutants of conditions, and `most` others, in the random order of `seed`.

    Two changes that lead to the same source count once.
    """
    ordered = sorted(found, key=lambda mutant: (not mutant.of_condition, mutant.rank(seed)))
    chosen: dict[tuple[Path, str], Mutant] = {}
    for mutant in ordered:
        if not mutant.of_condition and most <= 0:
            break
        result = mutant.module, mutant.mutated()
        if result not in chosen:
            chosen[result] = mutant
            most -= not mutant.of_condition
    return sorted(chosen.values(), key=lambda mutant: mutant.rank(seed))


def change(mutant: Mutant) -> list[str]:
    """Return the lines that differ, with `-` and `+`."""
    before, after = mutant.source.splitlines(), mutant.mutated().splitlines()
    return [line for line in difflib.unified_diff(before, after, n=0, lineterm="") if line[:1] in "-+"][2:]
