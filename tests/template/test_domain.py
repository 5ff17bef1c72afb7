"""The custom domain: its resources exist only with its parameters, and the functions know its base path."""

import re

import pytest

from scripts.template import TEMPLATE

PARAMETERS, CONDITIONS = TEMPLATE.document["Parameters"], TEMPLATE.document["Conditions"]
DOMAIN = TEMPLATE.properties("ApiDomain")
GIVEN = {"Fn::Not": [{"Fn::Equals": [{"Ref": "DomainName"}, ""]}]}


@pytest.mark.parametrize("parameter", ["DomainName", "CertificateArn", "BasePath", "HostedZoneId"])
def test_a_shop_has_no_domain_by_default(parameter: str) -> None:
    assert PARAMETERS[parameter]["Default"] == ""
    assert CONDITIONS["HasDomain"] == GIVEN
    for resource in ("ApiDomain", "ApiDomainMapping"):
        assert TEMPLATE.resources[resource]["Condition"] == "HasDomain"


def test_a_domain_without_a_certificate_is_refused_before_anything_is_created() -> None:
    rule = TEMPLATE.document["Rules"]["DomainHasCertificate"]
    assert rule["RuleCondition"] == GIVEN
    (assertion,) = rule["Assertions"]
    assert assertion["Assert"] == {"Fn::Not": [{"Fn::Equals": [{"Ref": "CertificateArn"}, ""]}]}


def test_the_domain_is_regional_and_takes_no_old_tls() -> None:
    assert DOMAIN["EndpointConfiguration"] == {"Types": ["REGIONAL"]}
    assert DOMAIN["RegionalCertificateArn"] == {"Ref": "CertificateArn"}
    assert DOMAIN["SecurityPolicy"] == "TLS_1_2"


def test_the_domain_leads_to_the_stage() -> None:
    assert TEMPLATE.properties("ApiDomainMapping") == {
        "DomainName": {"Ref": "ApiDomain"},
        "RestApiId": {"Ref": "Api"},
        "Stage": {"Ref": "Api.Stage"},
        "BasePath": {"Fn::If": ["HasBasePath", {"Ref": "BasePath"}, {"Ref": "AWS::NoValue"}]},
    }


def test_a_record_is_created_only_in_a_hosted_zone_that_is_given() -> None:
    assert TEMPLATE.resources["ApiDomainRecord"]["Condition"] == "HasHostedZone"
    zone = {"Fn::Not": [{"Fn::Equals": [{"Ref": "HostedZoneId"}, ""]}]}
    assert CONDITIONS["HasHostedZone"] == {"Fn::And": [{"Condition": "HasDomain"}, zone]}
    record = TEMPLATE.properties("ApiDomainRecord")
    assert (record["Type"], record["Name"], record["HostedZoneId"]) == (
        "A",
        {"Ref": "DomainName"},
        {"Ref": "HostedZoneId"},
    )
    assert record["AliasTarget"] == {
        "DNSName": {"Fn::GetAtt": ["ApiDomain", "RegionalDomainName"]},
        "HostedZoneId": {"Fn::GetAtt": ["ApiDomain", "RegionalHostedZoneId"]},
    }


def test_the_outputs_have_what_a_record_elsewhere_needs() -> None:
    outputs = TEMPLATE.document["Outputs"]
    assert outputs["DomainTarget"]["Value"] == {"Fn::GetAtt": ["ApiDomain", "RegionalDomainName"]}
    assert outputs["DomainTargetZoneId"]["Value"] == {"Fn::GetAtt": ["ApiDomain", "RegionalHostedZoneId"]}
    assert {outputs[name]["Condition"] for name in ("DomainUrl", "DomainTarget", "DomainTargetZoneId")} == {"HasDomain"}


def test_the_functions_behind_the_api_know_the_base_path() -> None:
    """API Gateway passes it to them as a part of the path."""
    for function in TEMPLATE.routed_functions():
        assert TEMPLATE.environment(function)["BASE_PATH"] == {"Ref": "BasePath"}


@pytest.mark.parametrize(
    ("parameter", "accepted", "rejected"),
    [
        (
            "DomainName",
            ["", "api.shop.example", "a-b.xn--bcher-kva.example"],
            ["https://a.example", "a.example/", "api"],
        ),
        (
            "CertificateArn",
            ["", "arn:aws:acm:ca-central-1:123456789012:certificate/1f", "arn:aws-cn:acm:cn-north-1:1:certificate/1f"],
            ["1f", "arn:aws:iam::123456789012:role/x"],
        ),
        ("BasePath", ["", "shop", "shop_v1-a"], ["/shop", "shop/", "a/b", "a b"]),
        ("HostedZoneId", ["", "Z0123456789ABC"], ["/hostedzone/Z01", "shop.example"]),
    ],
)
def test_values_are_checked(parameter: str, accepted: list[str], rejected: list[str]) -> None:
    pattern = PARAMETERS[parameter]["AllowedPattern"]
    assert all(re.fullmatch(pattern, value) for value in accepted)
    assert not any(re.fullmatch(pattern, value) for value in rejected)
