"""Mutations of statements and expressions that cosmic-ray does not have."""

import ast
from collections.abc import Iterator
from typing import Any

from cosmic_ray.operators.operator import Example, Operator
from parso.python.tree import Keyword, Number

Node = Any  # of parso, whose types lack most attributes
_COUNTED = 10
Positions = Iterator[tuple[tuple[int, int], tuple[int, int]]]


class DropStatement(Operator):
    """Replaces a statement by `pass`: calls, `raise`, `del`, and assignments to attributes, items and sums.

    A dropped assignment to a name would be a NameError, which any test notices. The messages of internal exceptions are
    for developers, so `super().__init__()` stays.
    """

    def mutation_positions(self, node: Node) -> Positions:
        if _is_effect(node):
            yield node.start_pos, node.end_pos

    def mutate(self, node: Node, index: int) -> Node:
        return Keyword("pass", node.start_pos, prefix=node.get_first_leaf().prefix)

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        return (
            Example("def a():\n    b()\n", "def a():\n    pass\n"),
            Example("def a():\n    raise B\n", "def a():\n    pass\n"),
            Example("def a():\n    b.c = 1\n    d += 1\n", "def a():\n    b.c = 1\n    pass\n", occurrence=1),
        )


def _is_effect(node: Node) -> bool:
    if node.parent is None or node.parent.type != "simple_stmt" or node.search_ancestor("funcdef") is None:
        return False
    if node.type == "expr_stmt":
        target, operator = node.children[:2]
        return target.type in {"atom_expr", "power"} or (operator.type == "operator" and operator.value != "=")
    if _code(node).startswith("super().__init__("):
        return False
    return node.type in {"atom_expr", "power", "raise_stmt", "del_stmt"}


class DropOperand(Operator):
    """Removes one operand of `and` or `or`."""

    def mutation_positions(self, node: Node) -> Positions:
        if node.type in {"and_test", "or_test"}:
            for operand in node.children[::2]:
                yield operand.start_pos, operand.end_pos

    def mutate(self, node: Node, index: int) -> Node:
        prefix = node.get_first_leaf().prefix
        at = 2 * index
        rest = node.children[:at] + node.children[at + 2 :] if at < len(node.children) - 1 else node.children[: at - 1]
        if index == 0:
            rest[0].get_first_leaf().prefix = prefix
        return rest[0] if len(rest) == 1 else type(node)(node.type, rest)

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        return (
            Example("x = a and b and c", "x = b and c"),
            Example("x = a and b and c", "x = a and c", occurrence=1),
            Example("x = a or b", "x = a", occurrence=1),
        )


class ChangeNumber(Operator):
    """Changes a number of a function: by one up to 10, and to the double and the half above.

    Constants of modules are settings, such as lifetimes. A test that repeats them says nothing.
    """

    def mutation_positions(self, node: Node) -> Positions:
        if isinstance(node, Number) and node.search_ancestor("suite") and node.search_ancestor("funcdef"):
            for _ in _others(node):
                yield node.start_pos, node.end_pos

    def mutate(self, node: Node, index: int) -> Node:
        return Number(str(_others(node)[index]), node.start_pos, prefix=node.prefix)

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        return (
            Example("def a():\n    b = 1\n", "def a():\n    b = 2\n"),
            Example("def a():\n    b = 1\n", "def a():\n    b = 0\n", occurrence=1),
            Example("def a():\n    b = 2.5\n", "def a():\n    b = 3.5\n"),
            Example("def a():\n    b = 1_500\n", "def a():\n    b = 3000\n"),
            Example("def a():\n    b = 1_500\n", "def a():\n    b = 750\n", occurrence=1),
        )


def _others(node: Number) -> tuple[float, float]:
    value = ast.literal_eval(node.value)
    if value <= _COUNTED:
        return value + 1, value - 1
    return value * 2, value // 2


class NegateMembership(Operator):
    """Swaps `in` and `not in`."""

    def mutation_positions(self, node: Node) -> Positions:
        if node.type == "comparison":
            for operator in node.children[1::2]:
                if _code(operator) in {"in", "not in"}:
                    yield operator.start_pos, operator.end_pos

    def mutate(self, node: Node, index: int) -> Node:
        at = [at for at, child in enumerate(node.children) if at % 2 and _code(child) in {"in", "not in"}][index]
        swapped = "not in" if _code(node.children[at]) == "in" else "in"
        node.children[at] = Keyword(swapped, node.children[at].start_pos, prefix=" ")
        return node

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        return (Example("a in b", "a not in b"), Example("a not in b", "a in b"))


class DropWrite(Operator):
    """Leaves a named write out of a transaction."""

    def mutation_positions(self, node: Node) -> Positions:
        for value in _writes(node):
            yield value.start_pos, value.end_pos

    def mutate(self, node: Node, index: int) -> Node:
        value = _writes(node)[index]
        node.children[node.children.index(value)] = Keyword("None", value.start_pos, prefix=" ")
        return node

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        return (Example('table.transact({"a": a(), "b": b()})', 'table.transact({"a": a(), "b": None})', occurrence=1),)


def _writes(node: Node) -> list[Node]:
    """Return the values of a dict that is the argument of `transact`."""
    if node.type != "dictorsetmaker" or node.parent.parent.type != "trailer":
        return []
    trailers = node.parent.parent.parent
    at = trailers.children.index(node.parent.parent)
    if _code(trailers.children[at - 1]) not in {"transact", ".transact"}:
        return []
    return [node.children[at + 1] for at, child in enumerate(node.children) if _code(child) == ":"]


def _code(node: Node) -> str:
    return str(node.get_code(include_prefix=False))
