"""The inputs of a route: its parameters, conditions and body, as the annotations of its function declare them.

A request may have no others: an unknown query parameter is refused as an unknown field of a body is.
"""

from collections.abc import Callable, Mapping
from typing import Annotated, Any, NamedTuple

from bodega.api.body import parse_json
from bodega.api.conditions import expected_versions
from bodega.api.parameters import Parameter
from bodega.errors import FieldError, MalformedBody, ValidationFailed
from bodega.items import Versions

_MOST_ERRORS = 50
_LONGEST_NAME = 64
_NONE: Mapping[str, Any] = {}


class Condition(NamedTuple):
    """The versions that a change may build on, from `If-Match` and `If-None-Match`. None without these headers."""


ExpectedVersions = Annotated[Versions | None, Condition()]


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
            raise missing_body()
        document = parse_json(text)
        if self.model is None:
            return document
        from bodega.validation import load_model, validated

        return validated(load_model(self.model), document)


def missing_body() -> MalformedBody:
    return MalformedBody("The request needs a body: a JSON object.")


class Inputs(NamedTuple):
    """What a route takes, by argument name.

    `bodies`: the body, if there is one. `defaults`: the values of inputs that a request can omit. `queried`: the names
    of query parameters. `condition`: the name of the argument for the conditions, if the route has one.
    """

    parameters: Mapping[str, Parameter]
    bodies: Mapping[str, Body]
    defaults: Mapping[str, Any]
    queried: frozenset[str]
    condition: str | None

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
        queried = frozenset(each.name for each in parameters.values() if each.place == "query")
        condition = next((name for name, each in declared if isinstance(each, Condition)), None)
        return cls(parameters, bodies, by_name, queried, condition)

    def read(self, event: Mapping[str, Any], path: Mapping[str, str]) -> dict[str, Any]:
        """Return the arguments of the route's function.

        `event`: with headers as `joined_headers` returns them. `path`: the parameters in the path.

        Raises: ValidationFailed, MalformedBody.
        """
        sent = {"query": _query(event), "header": event["headers"], "path": path}
        arguments = dict(self.defaults)
        errors = self._unknown(sent["query"]) if sent["query"] else []
        for name, parameter in self.parameters.items():
            value = sent[parameter.place].get(parameter.key)
            try:
                if value is not None or name not in self.defaults:
                    arguments[name] = parameter.parse(value)
            except ValueError as broken:
                errors.append(parameter.error(str(broken)))
        for read in (self._read_condition, self._read_body):
            try:
                arguments |= read(event)
            except ValidationFailed as failed:
                errors += failed.errors
        if errors:
            raise ValidationFailed(errors[:_MOST_ERRORS])
        return arguments

    def _read_condition(self, event: Mapping[str, Any]) -> Mapping[str, Any]:
        return _NONE if self.condition is None else {self.condition: expected_versions(event["headers"])}

    def _read_body(self, event: Mapping[str, Any]) -> Mapping[str, Any]:
        text = event.get("body")
        if text and not self.bodies and parse_json(text):
            raise ValidationFailed([FieldError("", "must be empty, because this route takes no body")])
        return {name: body.parse(text) for name, body in self.bodies.items() if text or name not in self.defaults}

    def _unknown(self, query: Mapping[str, Any]) -> list[FieldError]:
        """Return an error for each parameter that the route does not have."""
        if query.keys() <= self.queried:
            return []
        known = f"takes {_listed(sorted(self.queried))}" if self.queried else "takes none"
        rule = f"is not a query parameter of this route, which {known}"
        return [FieldError(name[:_LONGEST_NAME], rule, "parameter") for name in query if name not in self.queried]


def joined_headers(event: Mapping[str, Any]) -> dict[str, str]:
    """Return the headers under lower-case names. Several lines of one are joined by commas (RFC 9110 §5.3)."""
    lines: Mapping[str, list[str]] | None = event.get("multiValueHeaders")
    if not lines:
        return {name.lower(): value for name, value in (event.get("headers") or _NONE).items()}
    headers = {name.lower(): values[0] if len(values) == 1 else ", ".join(values) for name, values in lines.items()}
    if len(headers) == len(lines):
        return headers
    spelled: dict[str, list[str]] = {}
    for name, values in lines.items():
        spelled.setdefault(name.lower(), []).extend(values)
    return {name: ", ".join(values) for name, values in spelled.items()}


def _query(event: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return texts by name, and lists of the texts of parameters that the request repeats."""
    lists: Mapping[str, list[str]] | None = event.get("multiValueQueryStringParameters")
    if not lists:
        return event.get("queryStringParameters") or _NONE
    return {name: found[0] if len(found) == 1 else found for name, found in lists.items()}


def _listed(names: list[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
