"""Turns pydantic's errors into the shop's: the field and the rule, never the value."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from bodega.errors import FieldError, MalformedBody, ShopError, ValidationFailed
from bodega.models import Document

_MOST_ERRORS = 50
_LONGEST_NAME = 64


def read_document(model: type[Document], document: Mapping[str, Any]) -> dict[str, Any]:
    """Validate `document` with `model`, for bodies that the resolver does not validate, and return plain JSON values.

    Raises: ValidationFailed, MalformedBody.
    """
    try:
        return model.model_validate(document).as_json()
    except RecursionError:
        raise MalformedBody("The body is nested too deeply.") from None
    except ValidationError as error:
        errors = error.errors(include_input=False, include_url=False)
        raise invalid_request([{**found, "loc": ("body", *found["loc"])} for found in errors]) from None


def invalid_request(errors: Iterable[Mapping[str, Any]]) -> ShopError:
    """Return the domain error for pydantic's `errors`."""
    found = list(errors)[:_MOST_ERRORS]
    if any(tuple(error["loc"]) == ("body",) and error["type"] == "missing" for error in found):
        return MalformedBody("The request needs a body: a JSON object.")
    return ValidationFailed([_field_error(error) for error in found])


def _field_error(error: Mapping[str, Any]) -> FieldError:
    source, *path = error["loc"]
    if source == "query":
        return FieldError(str(path[0]), _detail(error), "parameter")
    if source == "header":
        return FieldError(str(path[0]), _detail(error), "header")
    return FieldError(pointer(path), _detail(error))


def pointer(path: Sequence[str | int]) -> str:
    """Return a JSON pointer (RFC 6901). Names are truncated, because the caller may have sent them."""
    return "".join("/" + str(segment)[:_LONGEST_NAME].replace("~", "~0").replace("/", "~1") for segment in path)


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
