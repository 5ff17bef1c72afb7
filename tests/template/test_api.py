"""The API's stage: throttling, the access log, tracing, and the optional firewall."""

import json
import re

import pytest

from scripts.template import TEMPLATE

API = TEMPLATE.properties("Api")
_LOGGED, ACCESS_LOG, _NOT_LOGGED = API["AccessLogSetting"]["Fn::If"]
SETTINGS = {(settings["ResourcePath"], settings["HttpMethod"]): settings for settings in API["MethodSettings"]}

# The only fields that are logged: nothing from a token, a body, a query string or the authorizer's context.
LOGGED = {
    "$context.authorizer.latency",
    "$context.authorizer.status",
    "$context.error.responseType",
    "$context.httpMethod",
    "$context.identity.sourceIp",
    "$context.integration.latency",
    "$context.integration.status",
    "$context.path",
    "$context.requestId",
    "$context.requestTime",
    "$context.resourcePath",
    "$context.responseLatency",
    "$context.responseLength",
    "$context.status",
    "$context.xrayTraceId",
}


def test_there_is_one_api_with_one_stage() -> None:
    assert TEMPLATE.of_type("AWS::Serverless::Api") == ["Api"]
    assert API["StageName"] == "v1"
    assert API["TracingEnabled"] is True
    # Without it SAM adds a stage named "Stage" with none of these settings.
    assert TEMPLATE.document["Globals"]["Api"]["OpenApiVersion"] == "3.0.1"


def test_the_whole_api_is_throttled() -> None:
    settings = SETTINGS["/*", "*"]
    assert 0 < settings["ThrottlingRateLimit"] <= settings["ThrottlingBurstLimit"] <= 1000


def test_routes_that_are_dear_have_a_tighter_limit() -> None:
    public = ("/users", "/orders/quote", "/webhooks")  # they hash, mail, read many items, or verify signatures
    dear = {
        (route.path.replace("/", "~1"), route.method)
        for route in TEMPLATE.routes()
        if route.is_operation
        and ((route.public and route.path.startswith(public)) or route.path.startswith("/orders/mine/{id}/payments"))
    }
    assert {(path.removeprefix("/"), method) for path, method in SETTINGS if path != "/*"} == dear
    for path, method in dear:
        settings, others = SETTINGS[f"/{path}", method], SETTINGS["/*", "*"]
        share = 2 if path.startswith("~1webhooks") else 5
        assert 0 < settings["ThrottlingRateLimit"] <= others["ThrottlingRateLimit"] / share
        assert 0 < settings["ThrottlingBurstLimit"] <= others["ThrottlingBurstLimit"] / share


@pytest.mark.parametrize("where", SETTINGS)
def test_no_log_holds_bodies(where: tuple[str, str]) -> None:
    assert SETTINGS[where]["LoggingLevel"] == "OFF"
    assert SETTINGS[where]["DataTraceEnabled"] is False
    # A method's own settings replace those of the stage. Metrics per method are billed as custom metrics.
    assert SETTINGS[where]["MetricsEnabled"] is False


def test_the_access_log_is_json_without_personal_fields() -> None:
    line = ACCESS_LOG["Format"]
    variables = re.findall(r"\$[\w.]+", line)
    assert set(variables) == LOGGED
    assert set(json.loads(line).values()) == LOGGED
    assert "\n" not in line


def test_the_access_log_has_its_own_group_with_a_retention() -> None:
    assert ACCESS_LOG["DestinationArn"] == {"Fn::GetAtt": ["ApiAccessLogGroup", "Arn"]}
    for group in TEMPLATE.of_type("AWS::Logs::LogGroup"):
        assert TEMPLATE.properties(group)["RetentionInDays"] == {"Ref": "LogRetentionDays"}, group


def test_answers_are_compressed() -> None:
    assert 0 < API["MinimumCompressionSize"] <= 4096


def test_the_stage_waits_for_the_role_that_lets_api_gateway_log() -> None:
    assert TEMPLATE.resources["Api"]["DependsOn"] == "ApiGatewayAccount"
    role = TEMPLATE.properties("ApiGatewayAccount")["CloudWatchRoleArn"]
    assert role == {"Fn::GetAtt": ["ApiGatewayLoggingRole", "Arn"]}


def test_the_account_wide_logging_role_is_set_only_if_a_parameter_says_so() -> None:
    parameter = TEMPLATE.document["Parameters"]["ApiLogging"]
    assert parameter["AllowedValues"] == ["account-has-role", "create-role", "off"]
    assert parameter["Default"] == "account-has-role"
    for resource in ("ApiGatewayAccount", "ApiGatewayLoggingRole"):
        assert TEMPLATE.resources[resource]["Condition"] == "CreateApiLoggingRole"
    condition = TEMPLATE.document["Conditions"]["CreateApiLoggingRole"]
    assert condition == {"Fn::Equals": [{"Ref": "ApiLogging"}, "create-role"]}


def test_the_access_log_can_be_turned_off_for_an_account_without_the_role() -> None:
    assert _LOGGED == "LogApiAccess"
    assert _NOT_LOGGED == {"Ref": "AWS::NoValue"}
    off = {"Fn::Equals": [{"Ref": "ApiLogging"}, "off"]}
    assert TEMPLATE.document["Conditions"]["LogApiAccess"] == {"Fn::Not": [off]}


def test_the_firewall_exists_only_if_a_parameter_enables_it() -> None:
    firewall = [name for name, resource in TEMPLATE.resources.items() if resource["Type"].startswith("AWS::WAFv2::")]
    assert {TEMPLATE.resources[name]["Type"].rpartition("::")[2] for name in firewall} == {
        "LoggingConfiguration",
        "WebACL",
        "WebACLAssociation",
    }
    assert {TEMPLATE.resources[name].get("Condition") for name in firewall} == {"UseWaf"}
    assert TEMPLATE.document["Conditions"]["UseWaf"] == {"Fn::Equals": [{"Ref": "WafEnabled"}, "true"]}
    assert TEMPLATE.document["Parameters"]["WafEnabled"]["Default"] == "false"


def test_the_firewall_protects_this_stage_and_logs_no_token() -> None:
    assert TEMPLATE.properties("WebAclAssociation")["ResourceArn"] == {
        "Fn::Sub": "arn:${AWS::Partition}:apigateway:${AWS::Region}::/restapis/${Api}/stages/${Api.Stage}"
    }
    redacted = TEMPLATE.properties("WebAclLogging")["RedactedFields"]
    assert {"SingleHeader": {"Name": "authorization"}} in redacted
    assert {"QueryString": {}} in redacted


def test_the_firewall_lets_through_bodies_that_the_contract_allows() -> None:
    (common,) = [rule for rule in TEMPLATE.properties("WebAcl")["Rules"] if rule["Name"] == "common"]
    overrides = common["Statement"]["ManagedRuleGroupStatement"]["RuleActionOverrides"]
    assert {"Name": "SizeRestrictions_BODY", "ActionToUse": {"Count": {}}} in overrides


@pytest.mark.parametrize("origin", ["https://shop.example", "http://127.0.0.1:3000", "*"])
def test_an_origin_is_accepted(origin: str) -> None:
    assert re.fullmatch(TEMPLATE.document["Parameters"]["AllowedOrigins"]["AllowedPattern"], origin)


@pytest.mark.parametrize("origin", ["shop.example", "https://shop.example/", "https://a.example'", "**", ""])
def test_a_value_that_is_no_origin_is_rejected(origin: str) -> None:
    assert not re.fullmatch(TEMPLATE.document["Parameters"]["AllowedOrigins"]["AllowedPattern"], origin)
