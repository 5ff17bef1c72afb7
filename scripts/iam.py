"""IAM's evaluation of a policy document: does it allow an action on a resource?

It knows the condition operators that the project's policies use. scripts.template.roles is for the roles of functions,
whose statements have intrinsic functions and partition keys.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from fnmatch import fnmatchcase
from typing import Any

Context = Mapping[str, str | list[str]]
"""The values of a call's condition keys."""

Statement = Mapping[str, Any]


def allows(statements: Iterable[Statement], action: str, resource: str, context: Context | None = None) -> bool:
    """Return whether a statement allows the action, and none denies it."""
    effects = {
        statement["Effect"]
        for statement in statements
        if _names(statement["Action"], action.lower(), ignore_case=True)
        and _names(statement["Resource"], resource)
        and _holds(statement.get("Condition", {}), context or {})
    }
    return effects == {"Allow"}


def filled(value: Any, variables: Mapping[str, str]) -> Any:
    """Return a copy without intrinsic functions: the variables of each `Fn::Sub` have their values.

    Raises: KeyError for a variable without a value.
    """
    if isinstance(value, list):
        return [filled(item, variables) for item in value]
    if isinstance(value, Mapping):
        if value.keys() == {"Fn::Sub"}:
            return filled(value["Fn::Sub"], variables)
        return {key: filled(inner, variables) for key, inner in value.items()}
    if isinstance(value, str):
        return re.sub(r"\$\{([^}]+)\}", lambda match: variables[match[1]], value)
    return value


def _names(patterns: str | list[str], name: str, *, ignore_case: bool = False) -> bool:
    return any(_like(name, pattern.lower() if ignore_case else pattern) for pattern in _as_list(patterns))


def _like(value: str, pattern: str) -> bool:
    # Brackets have no meaning in IAM's patterns.
    return fnmatchcase(value, pattern.replace("[", "[[]"))


def _holds(condition: Mapping[str, Mapping[str, Any]], context: Context) -> bool:
    return all(
        _passes(operator, context.get(key), _as_list(wanted))
        for operator, test in condition.items()
        for key, wanted in test.items()
    )


_OPERATORS: Mapping[str, Callable[[str, str], bool]] = {
    "StringEquals": lambda value, wanted: value == wanted,
    "StringLike": _like,
    "ArnLike": _like,
}


def _passes(operator: str, found: str | list[str] | None, wanted: list[str]) -> bool:
    """Return whether a condition passes. `ForAllValues` passes if the call has no value, other operators do not."""
    quantifier, _, name = operator.rpartition(":")
    values = [] if found is None else _as_list(found)
    matched = [any(_OPERATORS[name](value, pattern) for pattern in wanted) for value in values]
    return all(matched) if quantifier == "ForAllValues" else len(matched) == 1 and matched[0]


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
