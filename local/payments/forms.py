"""Form-encoded parameters with brackets: `metadata[order]=1&expand[0]=latest_charge`."""

from __future__ import annotations

import re
from typing import Any, cast
from urllib.parse import parse_qsl

from local.payments.errors import invalid

_NAME = re.compile(r"(?P<first>[^\[\]]+)(?P<rest>(\[[^\[\]]*\])*)")
_TRUTH = {"true": True, "false": False}


def parse_form(text: str) -> dict[str, Any]:
    """Return the parameters as nested dictionaries and lists of strings. Raises: Invalid."""
    root: dict[str, Any] = {}
    for name, value in parse_qsl(text, keep_blank_values=True):
        match = _NAME.fullmatch(name)
        if not match:
            raise invalid(f"Invalid parameter name: {name}", "parameter_unknown", param=name)
        keys = [match["first"], *re.findall(r"\[([^\[\]]*)\]", match["rest"])]
        _put(root, keys, value, name)
    # The first part of a name is never a number in brackets.
    return cast(dict[str, Any], _lists(root))


def _put(target: dict[str, Any], keys: list[str], value: str, name: str) -> None:
    for key in keys[:-1]:
        target = target.setdefault(key or str(len(target)), {})
        if not isinstance(target, dict):
            raise invalid(f"Invalid object: {name}", param=name)
    target[keys[-1] or str(len(target))] = value


def _lists(value: Any) -> Any:
    """Return nested dictionaries with the keys 0, 1, … as lists."""
    if not isinstance(value, dict):
        return value
    parsed = {key: _lists(one) for key, one in value.items()}
    if parsed and list(parsed) == [str(index) for index in range(len(parsed))]:
        return list(parsed.values())
    return parsed


class Parameters:
    """The parameters of one request, which must all be known. Raises Invalid, as all methods do."""

    def __init__(self, values: dict[str, Any], *known: str) -> None:
        self._values = values
        unknown = next((name for name in values if name not in known), None)
        if unknown:
            raise invalid(f"Received unknown parameter: {unknown}", "parameter_unknown", param=unknown)

    def text(self, name: str, *allowed: str) -> str | None:
        value = self._values.get(name)
        if value in (None, ""):
            return None
        if not isinstance(value, str):
            raise invalid(f"Invalid string: {value}", param=name)
        if allowed and value not in allowed:
            raise invalid(f"Invalid {name}: must be one of {', '.join(allowed)}", param=name)
        return value

    def required(self, name: str) -> str:
        value = self.text(name)
        if value is None:
            raise invalid(f"Missing required param: {name}.", "parameter_missing", param=name)
        return value

    def number(self, name: str) -> int | None:
        value = self.text(name)
        if value is None:
            return None
        if not re.fullmatch(r"-?\d{1,18}", value):
            raise invalid(f"Invalid integer: {value}", "parameter_invalid_integer", param=name)
        return int(value)

    def positive(self, name: str) -> int | None:
        value = self.number(name)
        if value is not None and value < 1:
            message = "This value must be greater than or equal to 1."
            raise invalid(message, "parameter_invalid_integer", param=name)
        return value

    def flag(self, name: str) -> bool:
        value = self.text(name, *_TRUTH)
        return _TRUTH[value] if value else False

    def mapping(self, name: str) -> dict[str, Any]:
        value = self._values.get(name)
        if value in (None, ""):
            return {}
        if not isinstance(value, dict):
            raise invalid(f"Invalid object: {value}", param=name)
        return value

    def texts(self, name: str) -> list[str]:
        value = self._values.get(name)
        if value in (None, ""):
            return []
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise invalid(f"Invalid array: {value}", param=name)
        return value
