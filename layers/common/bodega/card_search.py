"""The search for card numbers in request bodies: in every text of a model, whatever the route.

Each text of a document is searched as prose, unless its type says otherwise: a type with a pattern is searched as a
reference (a token or an ID), and `Search` marks other exceptions. So a new field is searched without any declaration.
"""

import re
from collections.abc import Iterator
from enum import Enum
from functools import cache
from types import UnionType
from typing import Annotated, Any, NamedTuple, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from bodega.card_numbers import (
    holds_card_number,
    holds_card_number_across,
    is_card_reference,
    may_hold_card_number,
)
from bodega.errors import FieldError, pointer
from bodega.ids import is_id_pattern
from bodega.models import Document

_RULE = "must not contain a card number"
_RULE_OF_SEVERAL = "must not contain a card number, also not in several fields"

_CODE = re.compile(r"\^\[A-Z\]\{\d\}\$")  # a pattern of a country or currency


class Search(Enum):
    """How a text is searched, as metadata of its type: `Annotated[str, Search.NEVER]`."""

    NEVER = 0
    """Not at all: a secret that is stored as a hash, if at all, or a text that is checked to be something else."""
    AS_REFERENCE = 1
    """For card numbers that are whole groups of digits: random numbers in tokens, IDs and addresses must pass."""
    AS_PROSE = 2


class _Plan(NamedTuple):
    """The attributes of a model to search. `texts`: those with a text; `lists`: those with texts; `nested`: models."""

    texts: dict[str, Search]
    lists: dict[str, Search]
    nested: tuple[str, ...]


def card_errors(document: Document, path: tuple[str | int, ...] = ()) -> list[FieldError]:
    """Return an error for each text of a document that contains a card number, and for each object whose texts do.

    Most documents have too few digits, so these are counted first, over all texts.
    """
    plan, values = _plan(type(document)), document.__dict__
    texts = "".join(filter(None, map(values.__getitem__, plan.texts)))
    for name in plan.lists:
        texts += "".join(values[name] or ())
    errors = list(_search_texts(document, plan, path)) if may_hold_card_number(texts) else []
    for name in plan.nested:
        value, place = values[name], (*path, _alias(document, name))
        if isinstance(value, Document):
            errors += card_errors(value, place)
        for position, element in enumerate(value if isinstance(value, list) else ()):
            errors += card_errors(element, (*place, position))
    return errors


def _search_texts(document: Document, plan: _Plan, path: tuple[str | int, ...]) -> Iterator[FieldError]:
    """Yield errors of the texts of one object: of each of them, or else of all its prose together."""
    values, found = document.__dict__, False
    for name, how in plan.texts.items():
        if values[name] and _FINDS[how](values[name]):
            found = True
            yield FieldError(pointer((*path, _alias(document, name))), _RULE)
    for name, how in plan.lists.items():
        for position, text in enumerate(values[name] or ()):
            if _FINDS[how](text):
                yield FieldError(pointer((*path, _alias(document, name), position)), _RULE)
    prose = (values[name] for name, how in plan.texts.items() if how is Search.AS_PROSE and values[name])
    if not found and holds_card_number_across(prose):
        yield FieldError(pointer(path), _RULE_OF_SEVERAL)


_FINDS = {Search.AS_PROSE: holds_card_number, Search.AS_REFERENCE: is_card_reference}


def _alias(document: Document, name: str) -> str:
    return str(type(document).model_fields[name].alias)


@cache
def _plan(model: type[Document]) -> _Plan:
    plan, nested = _Plan({}, {}, ()), list[str]()
    for name, field in model.model_fields.items():
        for part, in_list in _parts(field.annotation, tuple(field.metadata)):
            if isinstance(part, Search):
                (plan.lists if in_list else plan.texts)[name] = part
            elif any(_plan(part)):
                nested.append(name)
    return plan._replace(nested=tuple(nested))


def _parts(annotation: Any, metadata: tuple[Any, ...], *, in_list: bool = False) -> Iterator[tuple[Any, bool]]:
    """Yield how to search the texts of a type, and its models; both with whether they are in a list."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        for each in arguments[1:]:
            metadata = (*metadata, *(each.metadata if isinstance(each, FieldInfo) else (each,)))
        yield from _parts(arguments[0], metadata, in_list=in_list)
    elif origin in {Union, UnionType}:
        for argument in arguments:
            yield from _parts(argument, metadata, in_list=in_list)
    elif origin is list:
        yield from _parts(arguments[0], (), in_list=True)
    elif annotation is str:
        how = _how(metadata)
        if how is not Search.NEVER:
            yield how, in_list
    elif isinstance(annotation, type) and issubclass(annotation, Document):
        yield annotation, in_list


def _how(metadata: tuple[Any, ...]) -> Search:
    for each in metadata:
        if isinstance(each, Search):
            return each
    patterns = [each.pattern for each in metadata if getattr(each, "pattern", None)]
    if any(is_id_pattern(pattern) or _CODE.fullmatch(pattern) for pattern in patterns):
        return Search.NEVER
    return Search.AS_REFERENCE if patterns else Search.AS_PROSE
