"""Reads the resources of one template. Globals are merged into them, and values are resolved on request."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from local.errors import TemplateError
from local.template.intrinsics import Resolver
from local.template.parameters import parameter_values
from local.template.properties import NOT_RUN_LOCALLY, Section, check
from local.template.yaml_lines import Mapping, Sequence

API_TYPE = "AWS::Serverless::Api"
FUNCTION_TYPE = "AWS::Serverless::Function"
LAYER_TYPE = "AWS::Serverless::LayerVersion"
QUEUE_TYPE = "AWS::SQS::Queue"
SECRET_TYPE = "AWS::SecretsManager::Secret"  # noqa: S105  # the name of a type
TABLE_TYPE = "AWS::DynamoDB::Table"
_RUN_LOCALLY = frozenset({API_TYPE, FUNCTION_TYPE, LAYER_TYPE, QUEUE_TYPE, SECRET_TYPE, TABLE_TYPE})


class Reader:
    """One template while it is being read."""

    def __init__(self, path: Path, document: Mapping, overrides: dict[str, str], defaults: dict[str, str]) -> None:
        self.path = path
        self.root = path.parent.resolve()
        self.line = document.line
        self.globals = section(document, "Globals")
        self.resolver = Resolver(
            parameter_values(section(document, "Parameters"), overrides, defaults),
            section(document, "Conditions"),
            section(document, "Mappings"),
        )
        self.declared = self._declared(section(document, "Resources"))

    def _declared(self, resources: Mapping) -> dict[str, Mapping]:
        if not resources:
            raise TemplateError("there are no Resources", self.line)
        declared: dict[str, Mapping] = {}
        for resource_id, resource in resources.items():
            if not isinstance(resource, Mapping) or not isinstance(resource.get("Type"), str):
                raise TemplateError(f"the resource {resource_id} has no Type", resources.line_of(resource_id))
            kind = resource["Type"]
            if kind not in _RUN_LOCALLY and not kind.startswith(NOT_RUN_LOCALLY):
                raise TemplateError(f"the local stack does not support {kind}", resource.line_of("Type"))
            condition = resource.get("Condition")
            if condition is None or self.resolver.condition(str(condition), resource.line_of("Condition")):
                declared[resource_id] = resource
        return declared

    def of_type(self, kind: str) -> list[str]:
        return [resource_id for resource_id, resource in self.declared.items() if resource["Type"] == kind]

    def properties(self, resource_id: str, known: Section) -> Mapping:
        """Return a resource's unresolved properties, merged with Globals. Raises TemplateError for an unknown one."""
        own = section(self.declared[resource_id], "Properties")
        if known.globals:
            own = _merge(section(self.globals, known.globals), own)
        check(own, known)
        return own

    def text(self, properties: Mapping, name: str, default: str | None = None) -> str:
        value = self.resolver.resolve(properties.get(name, default))
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            raise TemplateError(f"{name} is missing or not a string", properties.line_of(name))
        return str(value)

    def number(self, properties: Mapping, name: str, default: int) -> int:
        text = self.text(properties, name, str(default))
        if not text.isdecimal():
            raise TemplateError(f"{name} is a whole number, not {text!r}", properties.line_of(name))
        return int(text)

    def flag(self, properties: Mapping, name: str, *, default: bool = False) -> bool:
        value = self.resolver.resolve(properties.get(name, default))
        # The value of a parameter is a string.
        if value in (True, False, "true", "false"):
            return value in (True, "true")
        raise TemplateError(f"{name} is true or false, not {value!r}", properties.line_of(name))

    def folder(self, properties: Mapping, name: str) -> Path:
        path = self.text(properties, name)
        folder = (self.root / path).resolve()
        if not folder.is_dir():
            raise TemplateError(f"there is no folder {path}", properties.line_of(name))
        return folder


def section(parent: Mapping, name: str) -> Mapping:
    """Return a mapping in a mapping, or an empty one when it is missing. Raises TemplateError for anything else."""
    value = parent.get(name)
    if value is None:
        return Mapping(parent.line_of(name))
    if not isinstance(value, Mapping):
        raise TemplateError(f"{name} is a mapping", parent.line_of(name))
    return value


def _merge(base: Mapping, own: Mapping) -> Mapping:
    """Merge by SAM's rule for Globals: mappings are merged, lists are joined, other values are overridden."""
    merged = Mapping(own.line)
    merged.update(base)
    merged.key_lines.update(base.key_lines)
    for name, value in own.items():
        merged.key_lines[name] = own.line_of(name)
        merged[name] = _merged_value(base.get(name), value)
    return merged


def _merged_value(base: Any, own: Any) -> Any:
    if isinstance(base, Mapping) and isinstance(own, Mapping):
        return _merge(base, own)
    if isinstance(base, Sequence) and isinstance(own, Sequence):
        joined = Sequence(own.line)
        joined.extend([*base, *own])
        return joined
    return own
