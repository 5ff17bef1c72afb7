"""Reading template.yaml: its meaning, and the lines of its errors."""

from pathlib import Path

import pytest

from local.errors import LocalError, TemplateError
from local.template import Template, read_template

BASE = """\
Parameters:
  Origins: {Type: CommaDelimitedList, Default: 'https://a.example, https://b.example'}
  Level: {Type: String, Default: INFO, AllowedValues: [INFO, DEBUG]}
Conditions:
  Loud: !Equals [!Ref Level, DEBUG]
  Quiet: !Not [Condition: Loud]
Globals:
  Function:
    Runtime: python3.13
    Handler: app.handler
    Timeout: 7
    Environment: {Variables: {LEVEL: !Ref Level}}
Resources:
  Api:
    Type: AWS::Serverless::Api
    Properties:
      StageName: v1
      Auth:
        DefaultAuthorizer: Guard
        Authorizers: {Guard: {FunctionArn: !GetAtt Judge.Arn, Identity: {ReauthorizeEvery: 60}}}
      GatewayResponses:
        UNAUTHORIZED:
          StatusCode: 401
          ResponseParameters: {Headers: {X-Origin: !If [Loud, "'*'", method.request.header.Origin]}}
          ResponseTemplates: {application/json: '{"code":"unauthorized"}'}
  Judge: {Type: AWS::Serverless::Function, Properties: {CodeUri: functions/judge}}
  Things:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: functions/things
      Timeout: 9
      Environment:
        Variables:
          TABLE: !Ref Table
          KEY: !Ref Key
          JOINED: !Join [',', !Ref Origins]
          FIRST: !Select [0, !Ref Origins]
          SUBBED: !Sub '${Table}/${AWS::Region}/${!literal}/${Api.Stage}'
          CHOSEN: !If [Quiet, soft, hard]
          LEFT_OUT: !If [Loud, there, !Ref AWS::NoValue]
      Events:
        Read:
          Type: Api
          Properties: {RestApiId: !Ref Api, Method: get, Path: '/things/{id}', Auth: {Authorizer: NONE}}
        Write: {Type: Api, Properties: {RestApiId: !Ref Api, Method: PUT, Path: '/things/{id}'}}
        Preflight: {Type: Api, Properties: {RestApiId: !Ref Api, Method: OPTIONS, Path: '/things/{id}'}}
  Table:
    Type: AWS::DynamoDB::Table
    Properties:
      AttributeDefinitions: [{AttributeName: pk, AttributeType: S}]
      KeySchema: [{AttributeName: pk, KeyType: HASH}]
      TimeToLiveSpecification: {AttributeName: expiresAt, Enabled: true}
  Key:
    Type: AWS::SecretsManager::Secret
    Properties: {GenerateSecretString: {PasswordLength: 40, ExcludePunctuation: true, ExcludeCharacters: abc}}
  Alarm: {Type: AWS::CloudWatch::Alarm, Properties: {Anything: !GetAZs '' }}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("judge", "things"):
        (tmp_path / "functions" / name).mkdir(parents=True)
    return tmp_path


def read(folder: Path, text: str = BASE, **parameters: str) -> Template:
    path = folder / "template.yaml"
    path.write_text(text)
    return read_template(path, parameters)


def error_of(folder: Path, old: str, new: str) -> TemplateError:
    assert BASE.count(old) == 1
    with pytest.raises(TemplateError) as caught:
        read(folder, BASE.replace(old, new))
    return caught.value


class TestValues:
    def test_intrinsic_functions_are_resolved(self, folder: Path) -> None:
        template = read(folder)
        environment = template.environment(template.functions["Things"])
        table = template.tables["Table"].name
        assert environment == {
            "LEVEL": "INFO",
            "TABLE": table,
            "KEY": template.resolver.references["Key"],
            "JOINED": "https://a.example,https://b.example",
            "FIRST": "https://a.example",
            "SUBBED": f"{table}/us-east-1/${{literal}}/v1",
            "CHOSEN": "soft",
        }

    def test_a_parameter_is_overridden(self, folder: Path) -> None:
        template = read(folder, Level="DEBUG")
        environment = template.environment(template.functions["Things"])
        assert (environment["LEVEL"], environment["CHOSEN"], environment["LEFT_OUT"]) == ("DEBUG", "hard", "there")
        assert template.api.responses["UNAUTHORIZED"].headers == {"X-Origin": "'*'"}

    def test_globals_are_merged_under_a_function_s_own_properties(self, folder: Path) -> None:
        template = read(folder)
        assert (template.functions["Judge"].timeout, template.functions["Things"].timeout) == (7, 9)

    @pytest.mark.parametrize(
        ("name", "handler", "label"),
        [
            ("ThingsFunction", "app.handler", "things"),
            ("ThingsFunction", "shop.app.handler", "shop"),
            ("MenuBuilderFunction", "shop.menu_builder.handler", "menu_builder"),
            ("PaymentsSweeperFunction", "payments.sweeper.handler", "payments_sweeper"),
            ("SweeperFunction", "orders.sweeper.handler", "sweeper"),
        ],
    )
    def test_a_function_is_called_by_its_package_or_its_module_or_both(
        self, folder: Path, name: str, handler: str, label: str
    ) -> None:
        text = BASE.replace("  Things:", f"  {name}:").replace("      Timeout: 9", f"      Handler: {handler}")
        assert read(folder, text).functions[name].label == label

    def test_rules_with_their_own_functions_are_ignored(self, folder: Path) -> None:
        rules = "Rules: {Loud: {Assertions: [{Assert: !Not [!Contains [[INFO], !Ref Level]]}]}}\n"
        assert read(folder, rules + BASE).functions.keys() == {"Judge", "Things"}

    def test_a_resource_with_a_false_condition_is_left_out(self, folder: Path) -> None:
        text = BASE.replace("  Table:\n    Type:", "  Spare:\n    Condition: Loud\n    Type:", 1)
        text = text.replace("TABLE: !Ref Table", "TABLE: x").replace("${Table}/", "")
        assert read(folder, text).tables == {}
        assert list(read(folder, text, Level="DEBUG").tables) == ["Spare"]


class TestRoutes:
    def test_routes_without_an_authorizer_have_the_default_one(self, folder: Path) -> None:
        guards = {route.method: route.authorizer for route in read(folder).api.routes}
        assert guards == {"GET": None, "PUT": "Guard", "OPTIONS": "Guard"}

    def test_the_authorizer_s_cache_time_is_read(self, folder: Path) -> None:
        authorizer = read(folder).api.authorizers["Guard"]
        assert (authorizer.function, authorizer.ttl, authorizer.header) == ("Judge", 60, "Authorization")

    def test_a_route_cannot_have_two_functions(self, folder: Path) -> None:
        error = error_of(folder, "Method: OPTIONS", "Method: PUT")
        assert "routed twice" in error.message

    def test_an_event_cannot_have_the_method_any_beside_a_definition_body(self, folder: Path) -> None:
        any_method = BASE.replace("Method: OPTIONS", "Method: any")
        assert ("ANY", "/things/{id}") in {(route.method, route.path) for route in read(folder, any_method).api.routes}

        with pytest.raises(TemplateError, match="DefinitionBody"):
            read(folder, any_method.replace("      StageName: v1\n", "      StageName: v1\n      DefinitionBody: {}\n"))


class TestTablesAndSecrets:
    def test_a_table_has_the_form_of_create_table(self, folder: Path) -> None:
        table = read(folder).tables["Table"]
        assert table.definition["KeySchema"] == [{"AttributeName": "pk", "KeyType": "HASH"}]
        assert table.ttl_attribute == "expiresAt"

    def test_a_secret_s_alphabet_follows_its_exclusions(self, folder: Path) -> None:
        secret = read(folder).secrets["Key"]
        assert secret.length == 40
        assert not set("abc!$") & set(secret.alphabet)
        assert {"d", "Z", "0"} <= set(secret.alphabet)


class TestErrors:
    """Every error has the file and the line."""

    @pytest.mark.parametrize(
        ("old", "new", "words"),
        [
            ("TABLE: !Ref Table", "TABLE: !Ref Tabel", "Tabel"),
            ("CodeUri: functions/things", "CodeUri: functions/thing", "no folder functions/thing"),
            ("      StageName: v1", "      StageNam: v1", "the property StageNam of an API"),
            ("FIRST: !Select [0,", "FIRST: !Select [7,", "item 7"),
            ("Type: AWS::DynamoDB::Table", "Type: AWS::DynamoDB::Tabel", "AWS::DynamoDB::Tabel"),
            ("CHOSEN: !If [Quiet,", "CHOSEN: !If [Calm,", "Calm"),
            ("FIRST: !Select", "FIRST: !Pick", "Pick"),
            ("DefaultAuthorizer: Guard", "DefaultAuthorizer: Gard", "no authorizer Gard"),
            ("          Type: Api", "          Type: SQS", "type Api"),
            ("      Timeout: 9", "      Timeout: nine", "whole number"),
            ("      Timeout: 9", "      Timeout: 9\n      Timeout: 8", "duplicate"),
        ],
    )
    def test_an_error_has_its_line(self, folder: Path, old: str, new: str, words: str) -> None:
        error = error_of(folder, old, new)
        assert words in str(error)
        # A replacement of two lines has the error in the second one.
        line = BASE[: BASE.index(old)].count("\n") + new.count("\n") + 1
        assert str(error).startswith(f"template.yaml:{line}: ")

    def test_invalid_yaml_is_an_error_with_its_line(self, folder: Path) -> None:
        with pytest.raises(TemplateError, match=r"^template\.yaml:4: not YAML"):
            read(folder, "A: 1\nB:\n  - [1, 2\n  C: }\n")

    def test_an_unsupported_intrinsic_function_is_an_error(self, folder: Path) -> None:
        assert "Base64" in error_of(folder, "FIRST: !Select [0, !Ref Origins]", "FIRST: !Base64 x").message

    def test_a_missing_file_is_an_error(self, folder: Path) -> None:
        with pytest.raises(TemplateError, match="there is no"):
            read_template(folder / "nowhere.yaml")

    def test_an_unknown_parameter_is_rejected(self, folder: Path) -> None:
        with pytest.raises(LocalError, match="no parameter Colour"):
            read(folder, Colour="red")

    def test_a_parameter_has_allowed_values(self, folder: Path) -> None:
        with pytest.raises(TemplateError, match="INFO, DEBUG, not 'LOUD'"):
            read(folder, Level="LOUD")
