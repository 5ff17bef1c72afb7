"""Lambda's event filtering: decides which records of a stream a function gets.

A pattern is a mapping with the structure of a record. Its leaves are lists of values or operators that match.
https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

_MISSING = object()
_COMPARISONS: dict[str, Callable[[float, float], bool]] = {
    "=": lambda value, bound: value == bound,
    "<": lambda value, bound: value < bound,
    "<=": lambda value, bound: value <= bound,
    ">": lambda value, bound: value > bound,
    ">=": lambda value, bound: value >= bound,
}


def passes(record: dict[str, Any], patterns: Iterable[dict[str, Any]]) -> bool:
    """Return whether any pattern matches. Without patterns, every record passes."""
    patterns = list(patterns)
    return not patterns or any(_matches(record, pattern) for pattern in patterns)


def check_pattern(pattern: Any) -> None:
    """Check a pattern of the template. Raises: ValueError for an invalid pattern, or an operator not supported here."""
    if not isinstance(pattern, dict):
        raise ValueError(f"a pattern is a mapping, not {pattern!r}")  # noqa: TRY004  # every invalid pattern is one
    for name, part in pattern.items():
        if name == "$or":
            if not isinstance(part, list) or len(part) <= 1:
                raise ValueError("$or takes a list of at least two patterns")
            for choice in part:
                check_pattern(choice)
        elif isinstance(part, list) and part:
            for rule in part:
                _check_rule(rule)
        else:
            check_pattern(part)


def _check_rule(rule: Any) -> None:
    if not isinstance(rule, dict):
        return
    if len(rule) != 1 or next(iter(rule)) not in _OPERATORS:
        raise ValueError(f"{rule!r} is not an operator. The operators are {', '.join(sorted(_OPERATORS))}")
    ((operator, argument),) = rule.items()
    if operator == "anything-but":
        for refused in argument if isinstance(argument, list) else [argument]:
            _check_rule(refused)
        return
    try:
        _OPERATORS[operator](_MISSING, argument)
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"{operator} does not take {argument!r}") from error


def _matches(value: Any, pattern: dict[str, Any]) -> bool:
    for name, part in pattern.items():
        if name == "$or":
            if not any(_matches(value, choice) for choice in part):
                return False
            continue
        inner = value.get(name, _MISSING) if isinstance(value, dict) else _MISSING
        matches = _matches(inner, part) if isinstance(part, dict) else any(_matches_rule(inner, rule) for rule in part)
        if not matches:
            return False
    return True


def _matches_rule(value: Any, rule: Any) -> bool:
    if isinstance(rule, dict):
        ((operator, argument),) = rule.items()
        return _OPERATORS[operator](value, argument)
    if isinstance(value, list):
        return any(_matches_rule(element, rule) for element in value)
    # In Python True equals 1. In JSON it does not.
    return value is rule or (type(value) is type(rule) and bool(value == rule))


def _exists(value: Any, wanted: Any) -> bool:
    # It matches leaves only. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html
    return (value is not _MISSING and not isinstance(value, dict)) is bool(wanted)


def _anything_but(value: Any, refused: Any) -> bool:
    if value is _MISSING:
        return False
    rules = refused if isinstance(refused, list) else [refused]
    return not any(_matches_rule(value, rule) for rule in rules)


def _numeric(value: Any, comparisons: Any) -> bool:
    pairs = list(zip(comparisons[::2], comparisons[1::2], strict=True))
    compared = [(_COMPARISONS[sign], float(bound)) for sign, bound in pairs]
    # DynamoDB's numbers are strings in a stream. As on AWS, this operator matches none of them.
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return all(holds(value, bound) for holds, bound in compared)


def _text(test: Callable[[str, str], bool]) -> Callable[[Any, Any], bool]:
    def matches(value: Any, argument: Any) -> bool:
        if not isinstance(argument, str):
            raise ValueError(f"a string is needed, not {argument!r}")  # noqa: TRY004  # as above
        return isinstance(value, str) and test(value, argument)

    return matches


_OPERATORS: dict[str, Callable[[Any, Any], bool]] = {
    "anything-but": _anything_but,
    "equals-ignore-case": _text(lambda value, wanted: value.casefold() == wanted.casefold()),
    "exists": _exists,
    "numeric": _numeric,
    "prefix": _text(str.startswith),
    "suffix": _text(str.endswith),
}
