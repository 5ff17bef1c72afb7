"""Validates bodies with pydantic, and turns its errors into the shop's: the field and the rule, never the value."""

import pkgutil
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, TypeVar

from pydantic import ValidationError

from bodega.card_numbers import holds_card_number, is_card_reference
from bodega.card_search import card_errors
from bodega.errors import FieldError, MalformedBody, ValidationFailed, pointer
from bodega.models import Document

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

    Raises: ValidationFailed, also if a text contains a card number; MalformedBody.
    """
    try:
        valid = model.model_validate(document)
    except RecursionError:
        raise MalformedBody("The body is nested too deeply.") from None
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
    match error["type"]:
        case "missing":
            return "is required"
        case "extra_forbidden":
            return "is not a field of this document"
        case "model_type" | "model_attributes_type" | "dict_type":
            return "should be an object"  # pydantic's message names Python classes
        case _:
            text = str(error["msg"])
            return text.removeprefix("Value error, ").removeprefix("Input ")
