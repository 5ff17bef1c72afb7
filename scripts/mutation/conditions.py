"""Mutations of the conditions of DynamoDB writes.

A mutated condition still uses all its names and values: DynamoDB rejects a request with unused ones, and a rejected
request would be noticed by any test. So a condition is not deleted, but joined with one that always holds.
"""

import re
from collections.abc import Iterator
from typing import Any

from cosmic_ray.operators.operator import Example, Operator
from parso.python.tree import Name, String

Node = Any  # of parso, whose types lack most attributes
ALWAYS = "attribute_exists(#pk) OR attribute_not_exists(#pk)"
NEVER = "attribute_exists(#pk) AND attribute_not_exists(#pk)"

_COMPARISON = re.compile(
    r"attribute_(?:not_)?(?:exists|type)\(|contains\(#|size\(#|#[\w{}.\[\]()]+ (?:=|<>|[<>]=?) |#\w+ IN \("
)
_KEY_CONDITION = re.compile(r"#(?:pk|\w+Pk) = :|begins_with\(")
_LITERAL = re.compile(r"""([fF]?)("{3}|"|')(.*)\2""", re.DOTALL)
_BOUNDARIES = {"<": "<=", "<=": "<", ">": ">=", ">=": ">"}
_BOUNDARY = re.compile(r" (<=|>=|<|>) ")
_WRITES = {"Put", "Update", "Delete", "Check", "change_credentials", "update_session"}
"""Functions that take a condition as their second argument."""


def parts(condition: str, word: str) -> list[str]:
    """Split a condition at a word (AND, OR) that is outside of parentheses and braces."""
    depth, found, start = 0, [], 0
    for at, character in enumerate(condition):
        depth += (character in "({") - (character in ")}")
        if depth == 0 and condition.startswith(f" {word} ", at):
            found.append(condition[start:at])
            start = at + len(word) + 2
    return [*found, condition[start:]]


def without_conjunct(condition: str) -> Iterator[str]:
    """Yield the condition with each of its conjuncts, in turn, replaced by one that always holds."""
    if len(parts(condition, "OR")) > 1:
        return
    conjuncts = parts(condition, "AND")
    for index, conjunct in enumerate(conjuncts):
        if len(conjuncts) > 1:
            inner = conjunct[1:-1] if conjunct[0] == "(" and conjunct[-1] == ")" else conjunct
            yield " AND ".join([*conjuncts[:index], f"({inner} OR {ALWAYS})", *conjuncts[index + 1 :]])


def without_disjunct(condition: str) -> Iterator[str]:
    """Yield the condition with each of its disjuncts, in turn, replaced by one that never holds."""
    disjuncts = parts(condition, "OR")
    if len(disjuncts) > 1:
        for index, disjunct in enumerate(disjuncts):
            yield " OR ".join([*disjuncts[:index], f"{disjunct} AND {NEVER}", *disjuncts[index + 1 :]])
        return
    conjuncts = parts(condition, "AND")
    for index, conjunct in enumerate(conjuncts):
        if conjunct[:1] == "(" and conjunct[-1:] == ")":
            for inner in without_disjunct(conjunct[1:-1]):
                yield " AND ".join([*conjuncts[:index], f"({inner})", *conjuncts[index + 1 :]])


def with_moved_boundary(condition: str) -> Iterator[str]:
    """Yield the condition with each `<`, `<=`, `>` and `>=`, in turn, including or excluding the boundary."""
    for match in _BOUNDARY.finditer(condition):
        yield f"{condition[: match.start(1)]}{_BOUNDARIES[match[1]]}{condition[match.end(1) :]}"


def always(condition: str) -> Iterator[str]:
    """Yield the condition, joined with one that always holds."""
    yield f"{condition} OR {ALWAYS}"


class _OfCondition(Operator):
    """Mutates a string that is the condition of a write."""

    changed = staticmethod(always)

    def mutation_positions(self, node: Node) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
        for _ in self._texts(node):
            yield node.start_pos, node.end_pos

    def mutate(self, node: Node, index: int) -> Node:
        return String(list(self._texts(node))[index], node.start_pos, prefix=node.get_first_leaf().prefix)

    def _texts(self, node: Node) -> list[str]:
        if not (literal := _condition(node)):
            return []
        kind, quote, text = literal.groups()
        return [f"{kind}{quote}{changed}{quote}" for changed in self.changed(text)]


class DropCondition(_OfCondition):
    """Lets a write happen always."""

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        return (Example('Check(key, "#a = :a")', f'Check(key, "#a = :a OR {ALWAYS}")'),)


class DropConjunct(_OfCondition):
    """Lets one of the parts of a condition that are joined by AND hold always."""

    changed = staticmethod(without_conjunct)

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        return (
            Example('Check(key, "#a = :a AND #b < :b")', f'Check(key, "(#a = :a OR {ALWAYS}) AND #b < :b")'),
            Example(
                'Check(key, f"{A} AND (#b < :b)")', f'Check(key, f"{{A}} AND (#b < :b OR {ALWAYS})")', occurrence=1
            ),
        )


class DropDisjunct(_OfCondition):
    """Lets one of the parts of a condition that are joined by OR never hold."""

    changed = staticmethod(without_disjunct)

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        return (Example('Check(key, "#a = :a OR #b < :b")', f'Check(key, "#a = :a AND {NEVER} OR #b < :b")'),)


class MoveBoundary(_OfCondition):
    """Lets a comparison of a condition include its boundary, or exclude it."""

    changed = staticmethod(with_moved_boundary)

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        return (Example('Check(key, "#a < :a")', 'Check(key, "#a <= :a")'),)


class DropNamedCondition(Operator):
    """Lets a write happen always whose condition is a constant or a variable."""

    def mutation_positions(self, node: Node) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
        if isinstance(node, Name) and node.value != "ANY" and _is_second_argument(node):
            yield node.start_pos, node.end_pos

    def mutate(self, node: Node, index: int) -> Node:
        return Name(f'f"{{{node.value}}} OR {ALWAYS}"', node.start_pos, prefix=node.prefix)

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        return (Example("Delete(key, EXISTS)", f'Delete(key, f"{{EXISTS}} OR {ALWAYS}")'),)


def _condition(node: Node) -> re.Match[str] | None:
    """Return prefix, quotes and text of a string that is the condition of a write, None for other nodes."""
    if node.type not in {"string", "fstring"} or node.parent.type == "simple_stmt":
        return None
    literal = _LITERAL.fullmatch(node.get_code(include_prefix=False))
    if not literal or _KEY_CONDITION.search(literal[3]):
        return None
    if not _COMPARISON.search(literal[3]) and not _is_second_argument(node):
        return None
    return literal if all(map(str.strip, parts(literal[3], "AND"))) and not _inside_query(node) else None


def _inside_query(node: Node) -> bool:
    parent = node.parent
    while parent is not None:
        if parent.type in {"atom_expr", "power"} and parent.children[0].get_code(include_prefix=False) == "Query":
            return True
        parent = parent.parent
    return False


def _is_second_argument(node: Node) -> bool:
    arguments = node.parent
    if arguments.type != "arglist" or arguments.children.index(node) != 2:  # noqa: PLR2004  # a comma is between them
        return False
    call = arguments.parent.parent
    return bool(call.type in {"atom_expr", "power"} and call.children[0].get_code(include_prefix=False) in _WRITES)
