"""Preflights in the API's DefinitionBody, which SAM merges with the routes of the functions' events."""

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
          /things/{{id}}: {{{method}: {{x-amazon-apigateway-integration: {{type: aws_proxy, uri: {uri}}}}}}}
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


def routes(folder: Path, method: str = "options", uri: str = URI, template: str = TEMPLATE) -> set[Route]:
    (folder / "functions/things").mkdir(parents=True)
    path = folder / "template.yaml"
    path.write_text(template.format(method=method, uri=uri))
    return set(read_template(path, {}).api.routes)


def test_a_preflight_of_the_definition_leads_to_its_function_without_a_token(tmp_path: Path) -> None:
    assert routes(tmp_path) == {
        Route("GET", "/things/{id}", "Things", "Guard"),
        Route("OPTIONS", "/things/{id}", "Things", None),
    }


def test_a_preflight_may_lead_to_the_functions_alias(tmp_path: Path) -> None:
    globals_ = "Globals: {{Function: {{AutoPublishAlias: live, "
    text = TEMPLATE.replace("Globals: {{Function: {{", globals_).replace("Things.Arn}}}}", "Things.Alias}}}}")
    alias = text.replace("!GetAtt Things.Alias", "!Ref Things.Alias")
    assert "!Ref Things.Alias" in alias

    assert routes(tmp_path, uri=URI.replace(".Arn", ".Alias"), template=alias) == {
        Route("GET", "/things/{id}", "Things", "Guard"),
        Route("OPTIONS", "/things/{id}", "Things", None),
    }


def test_the_definition_has_no_other_routes(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match="only preflights"):
        routes(tmp_path, method="get")


def test_a_preflight_needs_a_function_of_the_template(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match="no function"):
        routes(tmp_path, uri="arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/elsewhere/invocations")
