"""The template's parameters: defaults, overrides, and CloudFormation's checks of both."""

from __future__ import annotations

import re
from typing import Any

from local.errors import LocalError, TemplateError
from local.template.yaml_lines import Mapping


def parameter_values(
    declared: Mapping, overrides: dict[str, str], defaults: dict[str, str] | None = None
) -> dict[str, Any]:
    """Return the value of every declared parameter: a string, or a list of strings for a CommaDelimitedList.

    `defaults`: values of parameters, declared or not, that come before the declared default.

    Raises LocalError for an override of an undeclared parameter, TemplateError for a value that is not allowed.
    """
    unknown = sorted(overrides.keys() - declared.keys())
    if unknown:
        raise LocalError(f"The template has no parameter {', '.join(unknown)}. It has: {', '.join(declared)}.")
    values: dict[str, Any] = {}
    for name, declaration in declared.items():
        line = declared.line_of(name)
        if not isinstance(declaration, Mapping):
            raise TemplateError(f"the declaration of parameter {name} is not a mapping", line)
        text = overrides.get(name, (defaults or {}).get(name, declaration.get("Default")))
        if text is None:
            raise TemplateError(f"the parameter {name} has no default: set it with --parameter {name}=...", line)
        text = str(text)
        items = [item.strip() for item in text.split(",")] if declaration.get("Type") == "CommaDelimitedList" else None
        for item in items if items is not None else [text]:
            _check(name, item, declaration, line)
        values[name] = text if items is None else items
    return values


def _check(name: str, value: str, declaration: Mapping, line: int) -> None:
    allowed = declaration.get("AllowedValues")
    if allowed and value not in [str(item) for item in allowed]:
        rule = declaration.get("ConstraintDescription", f"may be {', '.join(map(str, allowed))}")
        raise TemplateError(f"the parameter {name} {rule}, not {value!r}", line)
    pattern = declaration.get("AllowedPattern")
    if pattern and not re.fullmatch(str(pattern), value):
        rule = declaration.get("ConstraintDescription", f"must look like {pattern}")
        raise TemplateError(f"the parameter {name} {rule}, not {value!r}", line)
    if not int(declaration.get("MinLength", 0)) <= len(value) <= int(declaration.get("MaxLength", len(value))):
        raise TemplateError(f"the parameter {name} is too short or too long", line)
    if declaration.get("Type") == "Number":
        try:
            number = float(value)
        except ValueError:
            raise TemplateError(f"the parameter {name} is a number, not {value!r}", line) from None
        if not float(declaration.get("MinValue", number)) <= number <= float(declaration.get("MaxValue", number)):
            raise TemplateError(f"the parameter {name} is out of range: {value}", line)
