"""The settings of `sam build` and `sam deploy`."""

import tomllib
from typing import Any

import pytest

from scripts.supply_chain import pinned
from scripts.template import FUNCTION, ROOT, TEMPLATE

ENVIRONMENTS = ("default", "prod")


def settings(environment: str, command: str) -> dict[str, Any]:
    configuration = tomllib.loads((ROOT / "samconfig.toml").read_text())
    found: dict[str, Any] = configuration[environment][command]["parameters"]
    return found


@pytest.mark.parametrize("function", TEMPLATE.of_type(FUNCTION))
def test_a_function_is_built_with_any_python(function: str) -> None:
    metadata = TEMPLATE.resources[function]["Metadata"]
    assert metadata["BuildMethod"] == "makefile"
    assert (ROOT / metadata["ContextPath"] / "Makefile").is_file()


@pytest.mark.parametrize(("architecture", "platform"), [("arm64", "aarch64"), ("x86_64", "x86_64")])
def test_the_layer_is_built_for_the_functions_processor(architecture: str, platform: str) -> None:
    layer = TEMPLATE.resources["CommonLayer"]
    assert layer["Metadata"]["BuildArchitecture"] == {"Ref": "Architecture"}
    assert layer["Properties"]["CompatibleArchitectures"] == [{"Ref": "Architecture"}]
    assert architecture in TEMPLATE.document["Parameters"]["Architecture"]["AllowedValues"]
    folder = layer["Metadata"]["ContextPath"]["Fn::Sub"].replace("${Architecture}", architecture)
    assert f"PLATFORM := manylinux2014_{platform}\n" in (ROOT / folder / "Makefile").read_text()


@pytest.mark.parametrize("requirements", ["layers/common/requirements.txt", "functions/payments/requirements.txt"])
def test_the_requirements_of_the_functions_hold_for_every_python(requirements: str) -> None:
    """The Python that builds would evaluate a marker, not the one that runs the functions."""
    lines = (ROOT / requirements).read_text().splitlines()
    pins = [line for line in lines if "==" in line]
    assert pins
    assert [line for line in pins if ";" in line] == []


def test_a_package_has_one_version_in_the_layer_and_in_a_function() -> None:
    layer, function = (
        pinned((ROOT / path).read_text())
        for path in ("layers/common/requirements.txt", "functions/payments/requirements.txt")
    )
    assert {name: layer[name] for name in layer.keys() & function.keys()} == {
        name: function[name] for name in layer.keys() & function.keys()
    }


def test_each_environment_has_its_own_stack() -> None:
    assert [settings(environment, "global")["stack_name"] for environment in ENVIRONMENTS] == [
        "bodega-dev",
        "bodega-prod",
    ]


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_a_deployment_names_no_bucket_and_needs_only_the_capability_for_roles(environment: str) -> None:
    deployment = settings(environment, "deploy")
    assert deployment["resolve_s3"] is True
    assert "s3_bucket" not in deployment
    assert deployment["capabilities"] == "CAPABILITY_IAM"


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_overrides_are_parameters_of_the_template(environment: str) -> None:
    names = {override.partition("=")[0] for override in settings(environment, "deploy")["parameter_overrides"]}
    assert names
    assert names <= set(TEMPLATE.document["Parameters"])


def test_a_deployment_to_production_asks_for_confirmation() -> None:
    assert settings("prod", "deploy")["confirm_changeset"] is True
