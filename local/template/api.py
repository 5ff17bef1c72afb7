"""The API of a template: routes from the functions' events, authorizers, gateway responses."""

from __future__ import annotations

from collections.abc import Iterator

from local.errors import TemplateError
from local.template.functions import functions_by_arn
from local.template.properties import (
    API,
    AUTH,
    AUTHORIZER,
    EVENT,
    EVENT_AUTH,
    FUNCTION,
    GATEWAY_RESPONSE,
    IDENTITY,
    check,
)
from local.template.reader import API_TYPE, FUNCTION_TYPE, Reader, section
from local.template.resources import Api, Authorizer, GatewayResponse, Route
from local.template.schedules import EVENT_TYPE as SCHEDULE_EVENT_TYPE
from local.template.streams import EVENT_TYPE as STREAM_EVENT_TYPE
from local.template.yaml_lines import Mapping

ANY_METHOD = "x-amazon-apigateway-any-method"
API_ID = "local"  # The first label of an API's host name on AWS.


def announce_api(reader: Reader, resource_id: str) -> None:
    reader.resolver.references[resource_id] = API_ID
    reader.resolver.references[f"{resource_id}.Stage"] = reader.text(reader.properties(resource_id, API), "StageName")


def read_api(reader: Reader) -> Api:
    ids = reader.of_type(API_TYPE)
    if len(ids) != 1:
        raise TemplateError(f"the local stack runs exactly one {API_TYPE}, the template has {len(ids)}", reader.line)
    properties = reader.properties(ids[0], API)
    auth = section(properties, "Auth")
    check(auth, AUTH)
    authorizers = _authorizers(reader, section(auth, "Authorizers"))
    compress = "MinimumCompressionSize" in properties
    return Api(
        id=API_ID,
        stage=reader.text(properties, "StageName"),
        routes=(
            *_routes(reader, auth, authorizers, merged="DefinitionBody" in properties),
            *_defined_routes(reader, auth, section(properties, "DefinitionBody")),
        ),
        authorizers=authorizers,
        responses=_gateway_responses(reader, section(properties, "GatewayResponses")),
        minimum_compression_size=reader.number(properties, "MinimumCompressionSize", 0) if compress else None,
        # SAM writes the slash of a media type as ~1.
        binary_media_types=tuple(
            str(media).replace("~1", "/") for media in reader.resolver.resolve(properties.get("BinaryMediaTypes", []))
        ),
    )


def _authorizers(reader: Reader, declared: Mapping) -> dict[str, Authorizer]:
    by_arn = functions_by_arn(reader)
    authorizers: dict[str, Authorizer] = {}
    for name in declared:
        declaration = section(declared, name)
        check(declaration, AUTHORIZER)
        if reader.text(declaration, "FunctionPayloadType", "TOKEN") != "TOKEN":
            raise TemplateError(
                "only authorizers of type TOKEN run locally", declaration.line_of("FunctionPayloadType")
            )
        arn = reader.text(declaration, "FunctionArn")
        if arn not in by_arn:
            raise TemplateError(f"{arn} is not a function of this template", declaration.line_of("FunctionArn"))
        identity = section(declaration, "Identity")
        check(identity, IDENTITY)
        validate = "ValidationExpression" in identity
        authorizers[name] = Authorizer(
            name=name,
            function=by_arn[arn],
            header=reader.text(identity, "Header", "Authorization"),
            ttl=reader.number(identity, "ReauthorizeEvery", 300),
            validation=reader.text(identity, "ValidationExpression") if validate else None,
        )
    return authorizers


def _events(reader: Reader) -> Iterator[tuple[str, Mapping]]:
    for function in reader.of_type(FUNCTION_TYPE):
        events = section(reader.properties(function, FUNCTION), "Events")
        for name in events:
            event = section(events, name)
            if event.get("Type") not in ("Api", SCHEDULE_EVENT_TYPE, STREAM_EVENT_TYPE):
                kinds = f"neither of type Api nor {SCHEDULE_EVENT_TYPE} nor {STREAM_EVENT_TYPE}"
                raise TemplateError(f"the event {name} is {kinds}, the only ones that run locally", event.line)
            if event["Type"] == "Api":
                yield function, section(event, "Properties")


def _routes(reader: Reader, auth: Mapping, authorizers: dict[str, Authorizer], *, merged: bool) -> list[Route]:
    """Return the routes of the functions' events. `merged`: SAM merges them with a DefinitionBody."""
    default = reader.text(auth, "DefaultAuthorizer", "NONE")
    if default != "NONE" and default not in authorizers:
        raise TemplateError(f"there is no authorizer {default}", auth.line_of("DefaultAuthorizer"))
    routes: dict[tuple[str, str], Route] = {}
    for function, event in _events(reader):
        check(event, EVENT)
        if reader.text(event, "RestApiId", "") != API_ID:
            raise TemplateError("an Api event names the API by RestApiId: !Ref", event.line)
        method, path = reader.text(event, "Method").upper(), reader.text(event, "Path")
        if merged and method == "ANY":
            reason = "SAM does not translate the method ANY of an event when it merges it with the DefinitionBody"
            raise TemplateError(f"{reason}; put the route into the DefinitionBody", event.line_of("Method"))
        own = section(event, "Auth")
        check(own, EVENT_AUTH)
        name = reader.text(own, "Authorizer", default)
        if name != "NONE" and name not in authorizers:
            raise TemplateError(f"there is no authorizer {name}", event.line_of("Auth"))
        if (method, path) in routes:
            raise TemplateError(f"{method} {path} is routed twice", event.line)
        routes[method, path] = Route(method, path, function, None if name == "NONE" else name)
    return list(routes.values())


def _defined_routes(reader: Reader, auth: Mapping, definition: Mapping) -> Iterator[Route]:
    """Yield the routes of the API's DefinitionBody, which SAM merges with the functions' events.

    Those with the method ANY have no authorizer. SAM's name for that is NONE. HEAD has the default authorizer.
    """
    by_arn = functions_by_arn(reader)
    default = reader.text(auth, "DefaultAuthorizer", "NONE")
    paths = section(definition, "paths")
    for path in paths:
        methods = section(paths, path)
        if not set(methods) <= {ANY_METHOD, "head"}:
            allowed = f"the DefinitionBody can only have {ANY_METHOD} and head, other routes are events"
            raise TemplateError(allowed, methods.line)
        for method in methods:
            operation = section(methods, method)
            public = method == ANY_METHOD
            if operation.get("security", []) != ([{"NONE": []}] if public else []):
                raise TemplateError("SAM adds the default authorizer unless security is [{NONE: []}]", operation.line)
            integration = section(operation, "x-amazon-apigateway-integration")
            arn = reader.text(integration, "uri").partition("/functions/")[2].removesuffix("/invocations")
            if arn not in by_arn:
                raise TemplateError(f"{path} is integrated with no function of this template", integration.line)
            name = "ANY" if public else method.upper()
            yield Route(name, path, by_arn[arn], None if public or default == "NONE" else default)


def _gateway_responses(reader: Reader, declared: Mapping) -> dict[str, GatewayResponse]:
    responses: dict[str, GatewayResponse] = {}
    for kind in declared:
        declaration = section(declared, kind)
        check(declaration, GATEWAY_RESPONSE)
        headers = section(section(declaration, "ResponseParameters"), "Headers")
        templates = section(declaration, "ResponseTemplates")
        responses[kind] = GatewayResponse(
            status=reader.number(declaration, "StatusCode", 0) or None,
            headers={name: reader.text(headers, name) for name in headers},
            templates={media: reader.text(templates, media) for media in templates},
        )
    return responses
