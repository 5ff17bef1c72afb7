"""The inputs of a route: its parameters and its body, as the annotations of its function declare them."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from bodega.api.body import parse_json
from bodega.api.parameters import Parameter
from bodega.errors import FieldError, MalformedBody, ValidationFailed

# The members of an event with the parameters in a place: single values, lists, and what makes names comparable.
_SOURCES: Mapping[str, tuple[str, str, Callable[[str], str]]] = {
    "query": ("queryStringParameters", "multiValueQueryStringParameters", str),
    "header": ("headers", "multiValueHeaders", str.lower),
}


class Body(NamedTuple):
    """A JSON object as the body. `model`: the `module:name` of its model, None if the route reads it without one.

    The model is loaded with the first body: importing pydantic takes as long as the rest of a cold start.
    """

    model: str | None = None

    def parse(self, text: str | None) -> Any:
        """Return an instance of the model, or the parsed object.

        Raises: MalformedBody, ValidationFailed.
        """
        if not text:
            raise MalformedBody("The request needs a body: a JSON object.")
        document = parse_json(text)
        if self.model is None:
            return document
        from bodega.validation import load_model, validated

        return validated(load_model(self.model), document)


class Inputs(NamedTuple):
    """What a route takes, by argument name.

    `bodies`: the body, if there is one. `defaults`: the values of inputs that a request can omit. `places`: where
    parameters are, except the path.
    """

    parameters: Mapping[str, Parameter]
    bodies: Mapping[str, Body]
    defaults: Mapping[str, Any]
    places: frozenset[str]

    @classmethod
    def of(cls, function: Callable[..., Any]) -> "Inputs":
        """Return the inputs that the annotations declare: `limit: Limit = 25`, `fields: Annotated[Any, Body()]`."""
        declared = [
            (name, declaration)
            for name, annotation in function.__annotations__.items()
            for declaration in getattr(annotation, "__metadata__", ())
        ]
        parameters = {name: each for name, each in declared if isinstance(each, Parameter)}
        bodies = {name: each for name, each in declared if isinstance(each, Body)}
        names = function.__code__.co_varnames[: function.__code__.co_argcount]
        defaults = function.__defaults__ or ()
        by_name = dict(zip(names[len(names) - len(defaults) :], defaults, strict=True))
        return cls(parameters, bodies, by_name, frozenset(each.place for each in parameters.values()) - {"path"})

    def read(self, event: Mapping[str, Any], path: Mapping[str, str]) -> dict[str, Any]:
        """Return the arguments of the route's function. `path`: the parameters in the path.

        Raises: ValidationFailed, MalformedBody.
        """
        sent = {place: _values(event, *_SOURCES[place]) for place in self.places}
        arguments, errors = dict(self.defaults), list[FieldError]()
        for name, parameter in self.parameters.items():
            value = sent.get(parameter.place, path).get(parameter.key)
            try:
                if value is not None or name not in self.defaults:
                    arguments[name] = parameter.parse(value)
            except ValueError as broken:
                errors.append(parameter.error(str(broken)))
        for name, body in self.bodies.items():
            text = event.get("body")
            try:
                if text or name not in self.defaults:
                    arguments[name] = body.parse(text)
            except ValidationFailed as failed:
                errors += failed.errors
        if errors:
            raise ValidationFailed(errors)
        return arguments


def _values(event: Mapping[str, Any], single: str, multiple: str, key: Callable[[str], str]) -> dict[str, Any]:
    """Return texts by name, and lists of the texts of parameters that the request repeats."""
    texts, lists = event.get(single) or {}, event.get(multiple) or {}
    values = {key(name): text for name, text in texts.items()}
    return values | {key(name): found[0] if len(found) == 1 else found for name, found in lists.items()}
