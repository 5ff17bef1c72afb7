"""Which records of a stream a function gets: Lambda's event filtering.

A pattern is a mapping of the record's shape whose leaves are lists of what may stand there.
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
    """Whether any pattern fits; without patterns, every record passes."""
    patterns = list(patterns)
    return not patterns or any(_fits(record, pattern) for pattern in patterns)


def check_pattern(pattern: Any) -> None:
    """Raises: ValueError for what is no pattern, or has an operator that is not known here."""
    if not isinstance(pattern, dict):
        raise ValueError(f"a pattern is a mapping, not {pattern!r}")  # noqa: TRY004  as for every other fault in it
    for name, part in pattern.items():
        if name == "$or":
            if not isinstance(part, list) or len(part) < 2:  # noqa: PLR2004
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
        raise ValueError(f"{rule!r} is no operator; there are {', '.join(sorted(_OPERATORS))}")
    ((operator, argument),) = rule.items()
    if operator == "anything-but":
        for refused in argument if isinstance(argument, list) else [argument]:
            _check_rule(refused)
        return
    try:
        _OPERATORS[operator](_MISSING, argument)
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"{operator} does not take {argument!r}") from error


def _fits(value: Any, pattern: dict[str, Any]) -> bool:
    for name, part in pattern.items():
        if name == "$or":
            if not any(_fits(value, choice) for choice in part):
                return False
            continue
        inner = value.get(name, _MISSING) if isinstance(value, dict) else _MISSING
        fits = _fits(inner, part) if isinstance(part, dict) else any(_fits_rule(inner, rule) for rule in part)
        if not fits:
            return False
    return True


def _fits_rule(value: Any, rule: Any) -> bool:
    if isinstance(rule, dict):
        ((operator, argument),) = rule.items()
        return _OPERATORS[operator](value, argument)
    if isinstance(value, list):
        return any(_fits_rule(element, rule) for element in value)
    # True is 1 in Python, and not in JSON.
    return value is rule or (type(value) is type(rule) and bool(value == rule))


def _exists(value: Any, wanted: Any) -> bool:
    # A leaf is meant: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html
    return (value is not _MISSING and not isinstance(value, dict)) is bool(wanted)


def _anything_but(value: Any, refused: Any) -> bool:
    if value is _MISSING:
        return False
    rules = refused if isinstance(refused, list) else [refused]
    return not any(_fits_rule(value, rule) for rule in rules)


def _numeric(value: Any, comparisons: Any) -> bool:
    pairs = list(zip(comparisons[::2], comparisons[1::2], strict=True))
    compared = [(_COMPARISONS[sign], float(bound)) for sign, bound in pairs]
    # DynamoDB's numbers are texts in a stream: this operator passes none of them, on AWS as here.
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return all(holds(value, bound) for holds, bound in compared)


def _text(test: Callable[[str, str], bool]) -> Callable[[Any, Any], bool]:
    def fits(value: Any, argument: Any) -> bool:
        if not isinstance(argument, str):
            raise ValueError(f"a text is needed, not {argument!r}")  # noqa: TRY004
        return isinstance(value, str) and test(value, argument)

    return fits


_OPERATORS: dict[str, Callable[[Any, Any], bool]] = {
    "anything-but": _anything_but,
    "equals-ignore-case": _text(lambda value, wanted: value.casefold() == wanted.casefold()),
    "exists": _exists,
    "numeric": _numeric,
    "prefix": _text(str.startswith),
    "suffix": _text(str.endswith),
}
