"""Endpoints equal those of the SDK's rules, in every region of every partition."""

from functools import cache
from typing import Any

import pytest
from botocore.endpoint_provider import EndpointProvider
from botocore.loaders import Loader
from botocore.session import Session

from bodega.aws import DYNAMODB, SECRETS_MANAGER, SES, Service
from bodega.aws.endpoints import endpoint

SDK_NAMES = {DYNAMODB: "dynamodb", SECRETS_MANAGER: "secretsmanager", SES: "sesv2"}
VARIABLES = ["AWS_ENDPOINT_URL", "AWS_USE_FIPS_ENDPOINT", *(service.endpoint_variable for service in SDK_NAMES)]


@cache
def data(name: str) -> Any:
    return Loader().load_data(name)


def all_regions() -> dict[str, str]:
    """Return the partition of each region. Pseudo regions such as `aws-global` are left out: no function runs there."""
    newer = {name: part["id"] for part in data("partitions")["partitions"] for name in part["regions"]}
    older = {name: part["partition"] for part in data("endpoints")["partitions"] for name in part["regions"]}
    return {name: partition for name, partition in (older | newer).items() if "global" not in name}


@cache
def rules(service: Service) -> EndpointProvider:
    rule_set = Loader().load_service_model(SDK_NAMES[service], "endpoint-rule-set-1")
    return EndpointProvider(dict(rule_set), data("partitions"))


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in VARIABLES:
        monkeypatch.delenv(variable, raising=False)


def test_all_partitions_are_compared() -> None:
    compared = set(all_regions().values())

    assert compared >= {"aws", "aws-cn", "aws-us-gov", "aws-iso", "aws-iso-b", "aws-iso-e", "aws-iso-f", "aws-eusc"}
    assert compared == set(Session().get_available_partitions())


@pytest.mark.parametrize("fips", [False, True], ids=["standard", "fips"])
@pytest.mark.parametrize("service", SDK_NAMES, ids=SDK_NAMES.values())
@pytest.mark.parametrize("region", sorted(all_regions()))
def test_an_endpoint_is_the_sdks(service: Service, region: str, fips: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_REGION", region)
    monkeypatch.setenv("AWS_USE_FIPS_ENDPOINT", str(fips).lower())

    expected = rules(service).resolve_endpoint(Region=region, UseFIPS=fips, UseDualStack=False)

    assert endpoint(service) == expected.url


@pytest.mark.parametrize("service", SDK_NAMES, ids=SDK_NAMES.values())
def test_a_real_client_of_the_sdk_uses_the_same_endpoint(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_REGION", "eusc-de-east-1")

    client = Session().create_client(SDK_NAMES[service], region_name="eusc-de-east-1")

    assert endpoint(service) == client.meta.endpoint_url


@pytest.mark.parametrize(
    ("environment", "url"),
    [
        ({}, "https://dynamodb.eu-west-1.amazonaws.com"),
        ({"AWS_REGION": "cn-north-1"}, "https://dynamodb.cn-north-1.amazonaws.com.cn"),
        ({"AWS_REGION": "", "AWS_DEFAULT_REGION": "us-east-2"}, "https://dynamodb.us-east-2.amazonaws.com"),
        ({"AWS_USE_FIPS_ENDPOINT": "True"}, "https://dynamodb-fips.eu-west-1.amazonaws.com"),
        ({"AWS_USE_FIPS_ENDPOINT": "no"}, "https://dynamodb.eu-west-1.amazonaws.com"),
        (
            {"AWS_USE_FIPS_ENDPOINT": "true", "AWS_REGION": "us-gov-west-1"},
            "https://dynamodb.us-gov-west-1.amazonaws.com",
        ),
        ({"AWS_ENDPOINT_URL": "http://all"}, "http://all"),
        ({"AWS_ENDPOINT_URL": "http://all", "AWS_ENDPOINT_URL_DYNAMODB": "http://one"}, "http://one"),
        ({"AWS_ENDPOINT_URL": "http://all", "AWS_USE_FIPS_ENDPOINT": "true"}, "http://all"),
    ],
    ids=str,
)
def test_the_environment_chooses_the_endpoint(
    environment: dict[str, str], url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {"AWS_REGION": "eu-west-1", **environment}.items():
        monkeypatch.setenv(name, value)

    assert endpoint(DYNAMODB) == url
