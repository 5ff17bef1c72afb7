"""Routes for other methods in the API's DefinitionBody, which SAM merges with the routes of the functions' events."""

from pathlib import Path

import pytest

from local.errors import TemplateError
from local.template import read_template
from local.template.resources import Route

TEMPLATE = """\
Globals: {{Function: {{Runtime: python3.13, Handler: app.handler}}}}
Resources:
  Api:
    Type: AWS::Serverless::Api
    Properties:
      StageName: v1
      MergeDefinitions: true
      DefinitionBody:
        openapi: 3.0.1
        paths:
          /things/{{id}}:
            {method}:
              security: {security}
              x-amazon-apigateway-integration: {{type: aws_proxy, uri: {uri}}}
      Auth:
        DefaultAuthorizer: Guard
        Authorizers: {{Guard: {{FunctionArn: !GetAtt Things.Arn}}}}
  Things:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: functions/things
      Events:
        Read: {{Type: Api, Properties: {{RestApiId: !Ref Api, Method: GET, Path: '/things/{{id}}'}}}}
"""
URI = (
    "!Sub 'arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Things.Arn}/invocations'"
)


def routes(
    folder: Path,
    method: str = "x-amazon-apigateway-any-method",
    uri: str = URI,
    template: str = TEMPLATE,
    security: str = "[{NONE: []}]",
) -> set[Route]:
    (folder / "functions/things").mkdir(parents=True)
    path = folder / "template.yaml"
    path.write_text(template.format(method=method, uri=uri, security=security))
    return set(read_template(path, {}).api.routes)


def test_a_route_of_the_definition_leads_to_its_function_without_a_token(tmp_path: Path) -> None:
    assert routes(tmp_path) == {
        Route("GET", "/things/{id}", "Things", "Guard"),
        Route("ANY", "/things/{id}", "Things", None),
    }


def test_a_route_may_lead_to_the_functions_alias(tmp_path: Path) -> None:
    globals_ = "Globals: {{Function: {{AutoPublishAlias: live, "
    text = TEMPLATE.replace("Globals: {{Function: {{", globals_).replace("Things.Arn}}}}", "Things.Alias}}}}")
    alias = text.replace("!GetAtt Things.Alias", "!Ref Things.Alias")
    assert "!Ref Things.Alias" in alias

    assert routes(tmp_path, uri=URI.replace(".Arn", ".Alias"), template=alias) == {
        Route("GET", "/things/{id}", "Things", "Guard"),
        Route("ANY", "/things/{id}", "Things", None),
    }


@pytest.mark.parametrize("method", ["get", "options"])
def test_the_definition_has_no_routes_for_a_method(tmp_path: Path, method: str) -> None:
    with pytest.raises(TemplateError, match="other routes are events"):
        routes(tmp_path, method=method)


def test_a_route_of_the_definition_says_that_it_has_no_authorizer(tmp_path: Path) -> None:
    """SAM gives the default authorizer to a route without `security`."""
    with pytest.raises(TemplateError, match="NONE"):
        routes(tmp_path, security="[]")


def test_a_head_of_the_definition_has_the_default_authorizer(tmp_path: Path) -> None:
    assert Route("HEAD", "/things/{id}", "Things", "Guard") in routes(tmp_path, method="head", security="[]")


def test_a_head_of_the_definition_cannot_be_public(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match="NONE"):
        routes(tmp_path, method="head")


def test_a_route_needs_a_function_of_the_template(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match="no function"):
        routes(tmp_path, uri="arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/elsewhere/invocations")
