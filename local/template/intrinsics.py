"""Resolves CloudFormation's intrinsic functions: Ref, Sub, GetAtt, Join, Select, If and others."""

from __future__ import annotations

import re
from collections.abc import Callable
from collections.abc import Mapping as Map
from dataclasses import dataclass, field
from typing import Any

from local.errors import TemplateError
from local.template.yaml_lines import Intrinsic, Mapping, Sequence

REGION = "us-east-1"
ACCOUNT = "123456789012"
STACK = "bodega"

NO_VALUE = object()  # the value of `!Ref AWS::NoValue`: the property is left out

_PSEUDO: dict[str, Any] = {
    "AWS::AccountId": ACCOUNT,
    "AWS::NoValue": NO_VALUE,
    "AWS::Partition": "aws",
    "AWS::Region": REGION,
    "AWS::StackId": f"arn:aws:cloudformation:{REGION}:{ACCOUNT}:stack/{STACK}/local",
    "AWS::StackName": STACK,
    "AWS::URLSuffix": "amazonaws.com",
}
_SUB = re.compile(r"\$\{(!?)([^}]*)\}")


@dataclass
class Resolver:
    """Resolves values of one template.

    `references` and `attributes` are the values of Ref and GetAtt. The stack adds some at run time, because the ARN of
    a secret is known only when the secret exists.
    """

    parameters: Map[str, Any]
    conditions: Map[str, Any]
    mappings: Map[str, Any]
    references: dict[str, str] = field(default_factory=dict)
    attributes: dict[tuple[str, str], str] = field(default_factory=dict)

    def resolve(self, value: Any) -> Any:
        """Return the value with every function in it resolved. Raises TemplateError with the function's line."""
        if isinstance(value, Intrinsic):
            return self._call(value)
        if isinstance(value, Mapping):
            resolved = Mapping(value.line)
            resolved.key_lines = value.key_lines
            resolved.update({k: r for k, v in value.items() if (r := self.resolve(v)) is not NO_VALUE})
            return resolved
        if isinstance(value, Sequence):
            items = Sequence(value.line)
            items.extend(r for v in value if (r := self.resolve(v)) is not NO_VALUE)
            return items
        return value

    def condition(self, name: str, line: int) -> bool:
        if name not in self.conditions:
            raise TemplateError(f"there is no condition {name}", line)
        return _truth(self.resolve(self.conditions[name]), line)

    def reference(self, name: str, line: int) -> Any:
        for known in (_PSEUDO, self.parameters, self.references):
            if name in known:
                return known[name]
        raise TemplateError(f"Ref to {name}, which is neither a parameter nor a resource that runs locally", line)

    def attribute(self, resource: str, attribute: str, line: int) -> str:
        if (resource, attribute) not in self.attributes:
            raise TemplateError(f"{resource}.{attribute} is not supported by the local stack", line)
        return self.attributes[resource, attribute]

    def _call(self, call: Intrinsic) -> Any:
        function = _CALLS.get(call.name)
        if function is None:
            raise TemplateError(f"the local stack does not support the function {call.name}", call.line)
        return function(self, call)


def _items(resolver: Resolver, call: Intrinsic, count: int | None = None) -> list[Any]:
    if not isinstance(call.argument, list) or (count is not None and len(call.argument) != count):
        wanted = f"a list of {count}" if count else "a list"
        raise TemplateError(f"{call.name} takes {wanted}", call.line)
    return [resolver.resolve(item) for item in call.argument]


def _conditions(resolver: Resolver, call: Intrinsic, count: int | None = None) -> list[bool]:
    """Return the arguments of And, Or and Not. A condition's name is `Condition: name` there."""
    values = []
    for item in _items(resolver, call, count):
        named = isinstance(item, Mapping) and set(item) == {"Condition"}
        values.append(resolver.condition(str(item["Condition"]), call.line) if named else _truth(item, call.line))
    return values


def _truth(value: Any, line: int) -> bool:
    if not isinstance(value, bool):
        raise TemplateError(f"a condition is true or false, not {value!r}", line)
    return value


def _text(value: Any, line: int) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str | int | float):
        return str(value)
    raise TemplateError(f"a string is needed here, not {type(value).__name__}", line)


def _ref(resolver: Resolver, call: Intrinsic) -> Any:
    return resolver.reference(str(call.argument), call.line)


def _get_att(resolver: Resolver, call: Intrinsic) -> str:
    resource, attribute = _items(resolver, call, 2)
    return resolver.attribute(resource, attribute, call.line)


def _sub(resolver: Resolver, call: Intrinsic) -> str:
    own: dict[str, Any] = {}
    template = call.argument
    if isinstance(template, list):
        template, own = _items(resolver, call, 2)

    def replace(match: re.Match[str]) -> str:
        literal, name = match.group(1), match.group(2).strip()
        if literal:
            return "${" + name + "}"
        if name in own:
            return _text(own[name], call.line)
        resource, dot, attribute = name.partition(".")
        if dot and name not in resolver.references:
            return resolver.attribute(resource, attribute, call.line)
        return _text(resolver.reference(name, call.line), call.line)

    return _SUB.sub(replace, _text(template, call.line))


def _join(resolver: Resolver, call: Intrinsic) -> str:
    delimiter, values = _items(resolver, call, 2)
    if not isinstance(values, list):
        raise TemplateError("Join takes a delimiter and a list", call.line)
    return str(delimiter).join(_text(value, call.line) for value in values)


def _select(resolver: Resolver, call: Intrinsic) -> Any:
    index, values = _items(resolver, call, 2)
    try:
        return values[int(index)]
    except (IndexError, TypeError, ValueError):
        raise TemplateError(f"Select cannot take item {index!r}", call.line) from None


def _split(resolver: Resolver, call: Intrinsic) -> list[str]:
    delimiter, text = _items(resolver, call, 2)
    return _text(text, call.line).split(str(delimiter))


def _if(resolver: Resolver, call: Intrinsic) -> Any:
    if not isinstance(call.argument, list) or len(call.argument) != len(("condition", "then", "otherwise")):
        raise TemplateError("If takes a condition and two values", call.line)
    name, then, otherwise = call.argument
    # Resolve only the chosen side: the other one can refer to a resource that the condition leaves out.
    return resolver.resolve(then if resolver.condition(str(name), call.line) else otherwise)


def _equals(resolver: Resolver, call: Intrinsic) -> bool:
    left, right = _items(resolver, call, 2)
    return _text(left, call.line) == _text(right, call.line)


def _find_in_map(resolver: Resolver, call: Intrinsic) -> Any:
    mapping, first, second = _items(resolver, call, 3)
    try:
        return resolver.mappings[mapping][first][second]
    except (KeyError, TypeError):
        raise TemplateError(f"there is no {mapping}.{first}.{second} under Mappings", call.line) from None


_CALLS: dict[str, Callable[[Resolver, Intrinsic], Any]] = {
    "And": lambda r, c: all(_conditions(r, c)),
    "Condition": lambda r, c: r.condition(str(c.argument), c.line),
    "Equals": _equals,
    "FindInMap": _find_in_map,
    "GetAtt": _get_att,
    "If": _if,
    "Join": _join,
    "Not": lambda r, c: not _conditions(r, c, 1)[0],
    "Or": lambda r, c: any(_conditions(r, c)),
    "Ref": _ref,
    "Select": _select,
    "Split": _split,
    "Sub": _sub,
}
