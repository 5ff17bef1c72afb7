"""Validates bodies with pydantic, and turns its errors into the shop's: the field and the rule, never the value."""

import pkgutil
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any, TypeVar

from pydantic import ValidationError

from bodega.card_numbers import holds_card_number, is_card_reference
from bodega.card_search import card_errors
from bodega.errors import FieldError, ValidationFailed, counted, pointer
from bodega.models import Document, rule_of

_MOST_ERRORS = 50

Model = TypeVar("Model", bound=Document)


@cache
def load_model(path: str) -> type[Document]:
    """Import the model at `module:name`."""
    model: type[Document] = pkgutil.resolve_name(path)
    return model


def load_models(paths: Iterable[str | None]) -> None:
    """Import the models, and build their validators."""
    for path in filter(None, paths):
        load_model(path).model_rebuild()


def validated(model: type[Model], document: Mapping[str, Any]) -> Model:
    """Return `document`, a body or the result of a merge patch, as an instance of `model`.

    Raises: ValidationFailed, also if a text contains a card number.
    """
    try:
        valid = model.model_validate(document)
    except ValidationError as error:
        errors = error.errors(include_input=False, include_url=False)[:_MOST_ERRORS]
        raise ValidationFailed([_field_error(found) for found in errors]) from None
    if found := card_errors(valid):
        raise ValidationFailed(found)
    return valid


def _field_error(error: Mapping[str, Any]) -> FieldError:
    """Return the place and the rule. An unknown name that can be a card number is not repeated."""
    *above, name = error["loc"] or ("",)
    shown = pointer([name])
    if error["type"] == "extra_forbidden" and (holds_card_number(shown) or is_card_reference(shown)):
        return FieldError(pointer(above), "has a member whose name looks like a card number")
    return FieldError(pointer(error["loc"]), _detail(error))


def _detail(error: Mapping[str, Any]) -> str:
    """Return the broken rule in plain words. pydantic's messages have terms of Python and regular expressions."""
    rule = _RULES.get(error["type"], "is not valid")
    return rule if isinstance(rule, str) else rule(error["ctx"])


def _written(limit: int) -> str:
    """Return the number for people. A year has no comma."""
    return f"{limit:,}" if limit >= _LONG else str(limit)


_LONG = 10_000
# By pydantic's type of the error.
_RULES: Mapping[str, str | Callable[[Mapping[str, Any]], str]] = {
    "missing": "is required",
    "extra_forbidden": "is not a field of this document",
    "model_type": "must be an object",
    "model_attributes_type": "must be an object",
    "dict_type": "must be an object",
    "list_type": "must be a list",
    "string_type": "must be text",
    "bool_type": "must be true or false",
    "int_type": "must be a whole number",
    "int_parsing_size": "must be a whole number with fewer digits",
    "value_error": lambda limits: str(limits["error"]),
    "literal_error": lambda limits: "must be " + limits["expected"].replace("'", ""),
    "string_pattern_mismatch": lambda limits: rule_of(limits["pattern"]),
    "string_too_short": lambda limits: f"must have at least {counted(limits['min_length'], 'character')}",
    "string_too_long": lambda limits: f"must have at most {counted(limits['max_length'], 'character')}",
    "too_short": lambda limits: f"must have at least {counted(limits['min_length'], 'item')}",
    "too_long": lambda limits: f"must have at most {counted(limits['max_length'], 'item')}",
    "greater_than_equal": lambda limits: f"must be at least {_written(limits['ge'])}",
    "less_than_equal": lambda limits: f"must be at most {_written(limits['le'])}",
}
