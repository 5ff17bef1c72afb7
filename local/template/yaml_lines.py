"""Reads CloudFormation YAML into mappings and lists that know their line numbers."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from local.errors import TemplateError
from local.words import words

# The names of CloudFormation's functions, without `Fn::` or `!`.
FUNCTIONS = words(
    """
    And Base64 Cidr Contains EachMemberEquals EachMemberIn Equals FindInMap GetAtt GetAZs If ImportValue Join Length Not
    Or RefAll Select Split Sub ToJsonString Transform ValueOf ValueOfAll
    """
)


class Mapping(dict[str, Any]):
    """A mapping with the line of each key."""

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.key_lines: dict[str, int] = {}

    def line_of(self, key: str) -> int:
        return self.key_lines.get(key, self.line)


class Sequence(list[Any]):
    """A list with the line it starts on."""

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line


@dataclass(frozen=True)
class Intrinsic:
    """One use of a CloudFormation function, in its short (`!Ref`) or long (`Fn::Sub:`) form."""

    name: str
    argument: Any
    line: int


# PyYAML has no C parser where libyaml is missing.
_SafeLoader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_SafeLoader):  # type: ignore[misc]  # chosen at run time
    """Loads safe YAML with CloudFormation's tags. It rejects duplicate keys, which PyYAML accepts."""


# CloudFormation has no dates: `Version: 2012-10-17` is a string.
_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1


def _refuse_duplicate_keys(node: yaml.MappingNode) -> None:
    # Check before merge keys (`<<`) are flattened, because a key can override a merged one.
    seen: set[str] = set()
    for key_node, _ in node.value:
        if not isinstance(key_node, yaml.ScalarNode):
            raise TemplateError("a key is a string", _line(key_node))
        if key_node.value in seen:
            raise TemplateError(f"the key {key_node.value!r} is a duplicate", _line(key_node))
        seen.add(key_node.value)


def _construct_mapping(loader: _Loader, node: yaml.MappingNode) -> Mapping | Intrinsic:
    _refuse_duplicate_keys(node)
    loader.flatten_mapping(node)
    mapping = Mapping(_line(node))
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        mapping.key_lines[str(key)] = _line(key_node)
        mapping[str(key)] = loader.construct_object(value_node, deep=True)
    if len(mapping) == 1:
        (key,) = mapping
        if key == "Ref":
            return Intrinsic("Ref", mapping[key], mapping.line_of(key))
        if key.startswith("Fn::"):
            return _intrinsic(key.removeprefix("Fn::"), mapping[key], mapping.line_of(key))
    return mapping


def _construct_sequence(loader: _Loader, node: yaml.SequenceNode) -> Sequence:
    sequence = Sequence(_line(node))
    sequence.extend(loader.construct_object(item, deep=True) for item in node.value)
    return sequence


def _construct_tag(loader: _Loader, suffix: str, node: yaml.Node) -> Intrinsic:
    argument: Any = None
    if isinstance(node, yaml.ScalarNode):
        argument = loader.construct_scalar(node)
    elif isinstance(node, yaml.SequenceNode):
        argument = _construct_sequence(loader, node)
    elif isinstance(node, yaml.MappingNode):
        argument = _construct_mapping(loader, node)
    return _intrinsic(suffix, argument, _line(node))


def _intrinsic(name: str, argument: Any, line: int) -> Intrinsic:
    if name not in FUNCTIONS and name not in {"Ref", "Condition"}:
        raise TemplateError(f"there is no CloudFormation function {name!r}", line)
    if name == "GetAtt" and isinstance(argument, str):
        argument = argument.split(".", 1)
    return Intrinsic(name, argument, line)


_Loader.add_constructor("tag:yaml.org,2002:map", _construct_mapping)
_Loader.add_constructor("tag:yaml.org,2002:seq", _construct_sequence)
_Loader.add_multi_constructor("!", _construct_tag)


def load(path: Path) -> Mapping:
    """Read a template file. Raises TemplateError with the line of the first error."""
    try:
        document = _Loader(path.read_text(encoding="utf-8")).get_single_data()
    except FileNotFoundError:
        raise TemplateError(f"there is no {path}", 1, path) from None
    except TemplateError as error:
        raise TemplateError(error.message, error.line, path) from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise TemplateError(f"not YAML: {error.problem or error.context}", mark.line + 1 if mark else 1, path) from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise TemplateError(f"not YAML: {error}", 1, path) from None
    if not isinstance(document, Mapping):
        raise TemplateError("a template is a mapping with Resources", 1, path)
    return document
