"""The template's routes: who may take them, who answers them, and that code and document agree."""

import json
from collections import Counter
from fnmatch import fnmatchcase

import pytest

from harness.shop.functions import load_app
from local.template import read_template
from scripts.template import FUNCTION, ROOT, TEMPLATE
from tests.support.access.expectations import GUARDED, routes_for

# The one list of who may do what; a new route is added there, and a public one on purpose.
PUBLIC = routes_for("anyone")

ROUTES = TEMPLATE.routes()
ROUTED = TEMPLATE.routed_functions()


def routes_of(function: str) -> set[tuple[str, str]]:
    return {(route.method, route.path) for route in ROUTES if route.function == function and route.is_operation}


def with_head(routes: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """Return the routes and the HEAD routes that belong to them."""
    return routes | {("HEAD", path) for method, path in routes if method == "GET"}


def test_only_the_listed_routes_need_no_token() -> None:
    public = {(route.method, route.path) for route in ROUTES if route.public and route.method != "ANY"}
    assert public == with_head(PUBLIC)


def test_every_get_has_a_head_with_the_same_function_and_the_same_access() -> None:
    def reads(method: str) -> set[tuple[str, str, bool]]:
        return {(route.path, route.function, route.public) for route in ROUTES if route.method == method}

    assert reads("HEAD") == reads("GET")


def test_every_other_route_of_the_contract_is_there_and_guarded() -> None:
    guarded = {(route.method, route.path) for route in ROUTES if not route.public}
    assert guarded == with_head(GUARDED)


def test_the_default_authorizer_is_the_authorizer_function() -> None:
    auth = TEMPLATE.properties("Api")["Auth"]
    authorizer = auth["Authorizers"][auth["DefaultAuthorizer"]]
    assert authorizer["FunctionArn"] == {"Ref": "AuthorizerFunction.Alias"}
    assert authorizer["FunctionPayloadType"] == "TOKEN"
    assert authorizer["Identity"] == {
        "Header": "Authorization",
        "ReauthorizeEvery": {"Ref": "AuthorizerCacheSeconds"},
        # tests/unit/local/gateway/test_token_expression.py tests it.
        "ValidationExpression": authorizer["Identity"]["ValidationExpression"],
    }
    assert TEMPLATE.document["Parameters"]["AuthorizerCacheSeconds"]["Default"] == 0


def test_events_say_nothing_about_authorization_but_that_there_is_none() -> None:
    for function in ROUTED:
        for name, event in TEMPLATE.events(function, "Api").items():
            assert event.get("Auth", {"Authorizer": "NONE"}) == {"Authorizer": "NONE"}, name


def test_every_route_belongs_to_the_explicit_api() -> None:
    for function in TEMPLATE.of_type(FUNCTION):
        for name, event in TEMPLATE.events(function, "Api").items():
            assert event["RestApiId"] == {"Ref": "Api"}, name


def test_functions_are_invoked_only_by_the_api_streams_and_schedules() -> None:
    for function in TEMPLATE.of_type(FUNCTION):
        kinds = {event["Type"] for event in TEMPLATE.properties(function).get("Events", {}).values()}
        assert kinds <= {"Api", "DynamoDB", "Schedule"}, function


def test_only_the_sweepers_run_on_a_schedule() -> None:
    scheduled = {
        function: [event["Schedule"] for event in TEMPLATE.events(function, "Schedule").values()]
        for function in TEMPLATE.of_type(FUNCTION)
        if TEMPLATE.events(function, "Schedule")
    }
    assert scheduled == {each: ["rate(1 minute)"] for each in ("PaymentsSweeperFunction", "SweeperFunction")}


@pytest.mark.parametrize("function", ROUTED)
def test_the_policy_of_a_function_stays_below_lambdas_limit(function: str) -> None:
    """SAM makes a statement of each event; Lambda takes 20 KB, and a stack with more cannot be created."""
    stack, region, account = "s" * 32, "ap-southeast-2", "1" * 12
    api = f"arn:aws:execute-api:{region}:{account}:aBcDeFgHiJ"
    arn = f"arn:aws:lambda:{region}:{account}:function:{stack}-{function}-aBcDeFgHiJkL:live"
    statements = [
        {
            "Sid": f"{stack}-{function}{name}Permissionv1-aBcDeFgHiJkL",
            "Effect": "Allow",
            "Principal": {"Service": "apigateway.amazonaws.com"},
            "Action": "lambda:InvokeFunction",
            "Resource": arn,
            "Condition": {"ArnLike": {"AWS:SourceArn": f"{api}/*/{event['Method']}{event['Path']}"}},
        }
        for name, event in TEMPLATE.events(function, "Api").items()
    ]
    policy = json.dumps({"Version": "2012-10-17", "Id": "default", "Statement": statements}, separators=(",", ":"))
    assert len(policy) < 20_480 - 1_024  # what stands beside the events' statements


def test_the_definition_has_the_routes_with_the_method_any_and_the_users_head_routes() -> None:
    """SAM leaves the method ANY of an event as it is when it merges it with the definition, which is no valid name."""
    assert TEMPLATE.properties("Api")["MergeDefinitions"] is True
    defined = TEMPLATE.defined_routes()
    assert {(route.method, route.public) for route in defined} == {("ANY", True), ("HEAD", False)}
    assert {route.function for route in defined if route.method == "HEAD"} == {"UsersFunction"}
    events = [event for function in ROUTED for event in TEMPLATE.events(function, "Api").values()]
    assert "ANY" not in {event["Method"] for event in events}


@pytest.mark.parametrize("function", ROUTED)
def test_one_statement_allows_the_other_methods_of_a_function(function: str) -> None:
    permission = TEMPLATE.properties(f"{function.removesuffix('Function')}OtherMethodsPermission")
    assert permission["FunctionName"] == {"Ref": f"{function}.Alias"}
    assert permission["Principal"] == "apigateway.amazonaws.com"
    pattern = permission["SourceArn"]["Fn::Sub"].rpartition("${Api}/*/")[2]
    paths = [route.path for route in TEMPLATE.defined_routes() if route.function == function]
    assert [path for path in paths if not fnmatchcase(f"OPTIONS{path}", pattern)] == []


def test_the_stack_on_a_laptop_has_the_same_routes() -> None:
    api = read_template(ROOT / "template.yaml", {}).api
    local = {(route.method, route.path, route.function, route.authorizer is None) for route in api.routes}
    assert local == {(route.method, route.path, route.function, route.public) for route in ROUTES}


def test_no_route_stands_twice() -> None:
    twice = [route for route, count in Counter((route.method, route.path) for route in ROUTES).items() if count > 1]
    assert twice == []


@pytest.mark.parametrize("path", sorted({route.path for route in ROUTES}))
def test_the_function_that_owns_a_path_answers_its_other_methods_without_a_token(path: str) -> None:
    owners = {route.function for route in ROUTES if route.path == path}
    others = [route for route in ROUTES if route.path == path and route.method == "ANY"]
    assert len(owners) == 1
    assert [(route.public, route.function) for route in others] == [(True, owners.pop())]


def test_a_function_answers_unknown_paths() -> None:
    """Without these routes, API Gateway refuses the preflight, and a page cannot read the 404."""
    assert {("ANY", "/", True), ("ANY", "/{path+}", True)} <= {(each.method, each.path, each.public) for each in ROUTES}


@pytest.mark.parametrize("function", TEMPLATE.of_type(FUNCTION))
def test_the_folder_of_a_function_holds_its_handler(function: str) -> None:
    source = TEMPLATE.handler_file(function)
    handler = TEMPLATE.function(function)["Handler"].rpartition(".")[2]
    assert source.is_file()
    assert callable(getattr(load_app(source.parent.name, source.stem), handler))


@pytest.mark.parametrize("function", ROUTED)
def test_a_resolver_has_the_routes_that_the_template_gives_its_function(function: str) -> None:
    app = load_app(TEMPLATE.folder(function).name).app
    registered = {
        (method, route.path.replace("<", "{").replace(">", "}"))
        for route in (*app._static_routes, *app._dynamic_routes)
        for method in ([route.method] if isinstance(route.method, str) else route.method)
    }
    assert registered == routes_of(function)


def test_the_api_document_has_the_routes_of_the_template() -> None:
    document = json.loads((ROOT / "docs/openapi.json").read_text())
    methods = {"get", "put", "post", "delete", "options", "head", "patch", "trace"}
    documented = {
        (method.upper(), path)
        for path, operations in document["paths"].items()
        for method in operations
        if method in methods
    }
    assert documented == {(route.method, route.path) for route in ROUTES if route.is_operation}


def test_empty_responses_of_the_api_document_have_no_content() -> None:
    document = json.loads((ROOT / "docs/openapi.json").read_text())
    answers = {
        (method, path, status): answer.get("content")
        for path, operations in document["paths"].items()
        for method, operation in operations.items()
        for status, answer in operation["responses"].items()
    }
    empty = {where: content for where, content in answers.items() if where[2] in {"204", "304"}}
    assert empty
    assert not [where for where, content in empty.items() if content]
    assert not [where for where, content in answers.items() if "Return" in str(content)]


def test_the_api_document_asks_for_a_token_where_the_template_does() -> None:
    document = json.loads((ROOT / "docs/openapi.json").read_text())
    for route in ROUTES:
        if route.is_operation:
            operation = document["paths"][route.path][route.method.lower()]
            assert bool(operation.get("security")) is not route.public, (route.method, route.path)
