"""Joins the routes of the functions and their documentation to the API document.

Parameters and request bodies come from the declarations of the routes' inputs, access from their middlewares. The rest
is in the functions' `openapi` modules.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from pydantic import BaseModel

from bodega.api.inputs import Inputs
from bodega.api.parameters import Parameter
from bodega.api.resolver import (
    ShopApi,
    admins_only,
    buyers_only,
    orderers_only,
    sessions_only,
    signed_in_only,
    staff_only,
)
from bodega.api.responses import MEDIA_TYPE as JSON
from bodega.ids import id_pattern
from bodega.openapi.conditions import ENTITY_TAGS, Conditions, conditions_of
from bodega.openapi.operations import HEADERS, Answer, Operation, conditional
from bodega.openapi.problems import codes_of_form, problem_responses, problem_schemas, shared_responses
from bodega.openapi.schemas import Schema, component_schemas, example_id, merge_patch, reference
from bodega.validation import load_model

Paths = dict[str, dict[str, Schema]]

_ACCESS = {
    None: "**Access:** public. No token is needed.",
    sessions_only: "**Access:** the bearer token of any user or guest.",
    signed_in_only: "**Access:** the bearer token of any user.",
    orderers_only: "**Access:** the bearer token of any user or guest.",
    buyers_only: "**Access:** the bearer token of a guest or a customer.",
    staff_only: "**Access:** the bearer token of staff or an admin.",
    admins_only: "**Access:** an admin's bearer token.",
}
_OF_PARAMETER = {
    "cursor": "**Pages:** the response contains up to `limit` items. While `nextCursor` is not null, pass it as "
    "`cursor`, with the same filters, to get the next page.",
    "Idempotency-Key": "**Retries:** choose an `Idempotency-Key` and send it again with each retry. For 24 hours, a "
    "repeated request gets the first response, with `Idempotency-Replayed: true`, and has no other effect.",
}
# Rules of headers that their readers check.
_DOCUMENTED_RULES: Mapping[str, Schema] = {
    "Idempotency-Key": {
        "pattern": "^[!-~]{1,255}$",
        "minLength": 1,
        "maxLength": 255,
        "examples": ["2f0b6a0e-8f0c-4c58-9d52-6a3f5f0f8a11"],
    },
    "If-Match": ENTITY_TAGS,
    "If-None-Match": ENTITY_TAGS,
}


_METHODS = ("get", "put", "post", "delete", "patch")  # in the order of OpenAPI's path item object


class Undocumented(Exception):
    """Routes and documentation differ."""


@dataclass
class Document:
    """The parts of the API document that the functions add to."""

    paths: Paths = field(default_factory=dict)
    schemas: dict[str, Schema] = field(default_factory=problem_schemas)

    def add(self, app: ShopApi, operations: Mapping[str, Operation]) -> None:
        """Add the routes of one function.

        Raises: Undocumented if a route has no operation or an operation no route, ValueError if two schemas have one
        name.
        """
        routes = {route.operation_id: route for route in (*app._static_routes, *app._dynamic_routes)}  # noqa: SLF001  # Powertools has no public list
        _compare(set(routes), set(operations))
        inputs = {name: app.inputs[route.func] for name, route in routes.items()}
        readable = {route.openapi_path for route in routes.values() if route.method == "GET"}
        bodies = {name: operation.fields or _body_model(inputs[name]) for name, operation in operations.items()}
        answers = [
            model
            for operation in operations.values()
            for answer in operation.answers.values()
            for model in (answer.model, *(other for other, _ in answer.others.values()))
        ]
        self._add_schemas(component_schemas(filter(None, bodies.values()), "validation"))
        self._add_schemas(component_schemas(filter(None, answers), "serialization"))
        for name, route in sorted(routes.items(), key=lambda found: _METHODS.index(found[1].method.lower())):
            method, operation = route.method.lower(), operations[name]
            if method == "get":
                operation = replace(operation, answers=conditional(operation.answers))
            body = self._body(method, inputs[name], bodies[name], operation.body)
            conditions = conditions_of(
                method, versioned=inputs[name].condition is not None, readable=route.openapi_path in readable
            )
            described = self._operation(route, inputs[name], operation, body, conditions)
            self.paths.setdefault(route.openapi_path, {})[method] = described

    def components(self) -> dict[str, Any]:
        """Return the schemas and shared responses that the operations use."""
        used = json.dumps(self.paths)
        responses = {name: said for name, said in shared_responses().items() if f'responses/{name}"' in used}
        return {
            "schemas": dict(sorted(self._used({"paths": self.paths, "responses": responses}).items())),
            "responses": responses,
        }

    def _used(self, root: Any) -> dict[str, Schema]:
        used: dict[str, Schema] = {}
        texts = [json.dumps(root)]
        while texts:
            text = texts.pop()
            for name in self.schemas.keys() - used.keys():
                if f'schemas/{name}"' in text:
                    used[name] = self.schemas[name]
                    texts.append(json.dumps(used[name]))
        return used

    def _add_schemas(self, new: Mapping[str, Schema]) -> None:
        for name, schema in new.items():
            if self.schemas.setdefault(name, schema) != schema:
                raise ValueError(f"two models are called {name}")

    def _operation(  # the parts of a description
        self, route: Any, inputs: Inputs, operation: Operation, body: Schema | None, conditions: Conditions
    ) -> Schema:
        access = route.middlewares[0] if route.middlewares else None
        parameters = [
            _parameter(each, inputs.defaults.get(argument, ...), operation)
            for argument, each in inputs.parameters.items()
        ] + [_parameter(each, None, operation) for each in conditions.parameters]
        names = {parameter["name"] for parameter in parameters}
        codes = codes_of_form(
            secured=access is not None,
            own=access in (signed_in_only, sessions_only),
            has_body=body is not None,
            has_id=any(parameter["in"] == "path" for parameter in parameters),
            parameters=names,
        )
        derived = [_ACCESS[access], *(text for name, text in _OF_PARAMETER.items() if name in names)]
        if operation.needs_key:
            derived[-1] += " The key is required."
        if conditions.description:
            derived.append(conditions.description)
        answers = {str(status): self._answer(answer) for status, answer in operation.answers.items()}
        details = {**{code: text for code, text in conditions.details.items() if text}, **operation.details}
        problems = problem_responses(
            (*codes, *conditions.details, *operation.problems), details, self._broken_rule(body, parameters)
        )
        result: Schema = {
            "tags": [operation.tag],
            "summary": operation.summary,
            "description": "\n\n".join([operation.description, *derived]),
            "operationId": route.operation_id,
            "security": [] if access is None else [{"bearer": []}],
        }
        if parameters:
            result["parameters"] = parameters
        if body is not None:
            result["requestBody"] = body
        result["responses"] = answers | problems
        return result

    def _body(self, method: str, inputs: Inputs, model: type[BaseModel] | None, example: Any) -> Schema | None:
        if not inputs.bodies or model is None:
            return None
        name = merge_patch(model.__name__, self.schemas) if method == "patch" else model.__name__
        content = {"schema": reference(name), "examples": {"example": {"value": example}}}
        return {"required": not inputs.bodies.keys() & inputs.defaults, "content": {JSON: content}}

    @staticmethod
    def _answer(answer: Answer) -> Schema:
        said: Schema = {"description": answer.description}
        if answer.headers:
            said["headers"] = {name: HEADERS[name] for name in answer.headers}
        schema = reference(answer.model.__name__) if answer.model else answer.schema
        if schema is not None:
            examples = {"example": {"value": answer.example}}
            if answer.others:
                schema = {"oneOf": [schema, *(reference(model.__name__) for model, _ in answer.others.values())]}
                examples |= {name: {"value": example} for name, (_, example) in answer.others.items()}
            said["content"] = {answer.media_type: {"schema": schema, "examples": examples}}
        return said

    def _broken_rule(self, body: Schema | None, parameters: list[Schema]) -> list[dict[str, str]]:
        """Return an example of `validation_failed`'s errors that the operation can really give."""
        if body is None:
            queried = {parameter["name"] for parameter in parameters if parameter["in"] == "query"}
            return [found for name, found in _BROKEN_PARAMETERS.items() if name in queried][:1] or [_UNKNOWN_PARAMETER]
        schema = body["content"][JSON]["schema"]
        properties = self.schemas[schema["$ref"].rpartition("/")[2]]
        first = (properties.get("required") or list(properties["properties"]))[0]
        rule = "is required" if properties.get("required") else _RULES.get(first, "is required")
        return [{"pointer": f"/{first}", "detail": rule}]


_UNKNOWN_PARAMETER = {"parameter": "q", "detail": "is not a query parameter of this route, which takes none"}
_BROKEN_PARAMETERS = {
    "limit": {"parameter": "limit", "detail": "must be a whole number from 1 to 100"},
    "shape": {"parameter": "shape", "detail": "must be nested or flat"},
    "from": {"parameter": "from", "detail": "must be a date from 2000 to 2100, for example 2026-01-31"},
    "date": {"parameter": "date", "detail": "must be a date from 2000 to 2100, for example 2026-01-31"},
}
# Bodies without required fields. Of a merge patch, the first field is one that a null cannot remove.
_RULES = {
    "everywhere": "must be true or false",
    "name": "must have at most 120 characters",
    "until": "must be a time with its offset from UTC, for example 2026-01-31T09:30:00-05:00",
}


def _compare(routes: set[str], operations: set[str]) -> None:
    missing, unused = sorted(routes - operations), sorted(operations - routes)
    if missing:
        raise Undocumented(f"These routes have no entry in OPERATIONS: {', '.join(missing)}")
    if unused:
        raise Undocumented(f"These entries in OPERATIONS have no route: {', '.join(unused)}")


def _body_model(inputs: Inputs) -> type[BaseModel] | None:
    """Return the model that the route reads its body with."""
    models = [body.model for body in inputs.bodies.values() if body.model]
    return load_model(models[0]) if models else None


def _parameter(parameter: Parameter, default: Any, operation: Operation) -> Schema:
    """Return the description of a parameter. `default`: `...` if the parameter is required."""
    schema = {**parameter.schema, **_DOCUMENTED_RULES.get(parameter.name, {})}
    if schema["type"] == "boolean":
        del schema["enum"]  # its two texts, which the type says
    if default not in {..., None}:
        schema["default"] = default
    if parameter.place == "path" and operation.id_prefix:
        schema |= {"pattern": id_pattern(operation.id_prefix), "examples": [example_id(operation.id_prefix)]}
    return {
        "name": parameter.name,
        "in": parameter.place,
        "description": parameter.description,
        "required": default is ... or (parameter.name == "Idempotency-Key" and operation.needs_key),
        "schema": schema,
    }
