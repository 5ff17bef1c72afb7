"""The functions' timeouts, memory and logs, and an environment with what the code reads and no secret."""

import ast
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from bodega import deadline
from orders import sweeper
from scripts.template import FUNCTION, ROOT, TEMPLATE

FUNCTIONS = TEMPLATE.of_type(FUNCTION)
LAYER = ROOT / "layers/common"

# Powertools reads these in every function. The authorizer does not use Powertools, and reads them for its metrics.
POWERTOOLS = {"POWERTOOLS_SERVICE_NAME", "POWERTOOLS_METRICS_NAMESPACE", "POWERTOOLS_LOG_LEVEL"}

# pydantic reads it in every function that has pydantic.
LIBRARIES = POWERTOOLS | {"PYDANTIC_DISABLE_PLUGINS"}

# Worker and sweeper of payments derive no links, read no events of the provider, and show no key to pages.
OF_WEBHOOKS_AND_LINKS = {"MAIL_TOKEN_KEY_SECRET", "PAYMENT_WEBHOOK_KEY_SECRET"}
# Read by imported code that the function does not use: points and the shop's health have no currency, mail has that of
# its order, and sweeper and payments derive no links.
UNUSED = {
    "PaymentsFunction": {"MAIL_TOKEN_KEY_SECRET"},
    "HealthFunction": {"SHOP_CURRENCY"},
    "MailerFunction": {"SHOP_CURRENCY"},
    "PaymentsSweeperFunction": OF_WEBHOOKS_AND_LINKS,
    "PaymentsWorkerFunction": OF_WEBHOOKS_AND_LINKS,
    "SweeperFunction": {"MAIL_TOKEN_KEY_SECRET"},
    "UsersFunction": {"SHOP_CURRENCY"},
}

# Modules that another one imports by a name that it makes up.
BY_NAME = {"provider_choice": {"payments.stripe_provider"}}

API_GATEWAY_GIVES_UP_AFTER = 29
CALLED_BY_API_GATEWAY = ["AuthorizerFunction", *TEMPLATE.routed_functions()]


def test_every_function_is_called_by_api_gateway_a_stream_or_a_schedule() -> None:
    streams = ["AggregatorFunction", "MailerFunction", "MenuBuilderFunction", "PaymentsWorkerFunction"]
    others = [*streams, "PaymentsSweeperFunction", "SweeperFunction"]
    assert sorted([*CALLED_BY_API_GATEWAY, *others]) == sorted(FUNCTIONS)


@pytest.mark.parametrize("function", CALLED_BY_API_GATEWAY)
def test_a_function_ends_before_api_gateway_gives_up(function: str) -> None:
    assert 3 <= TEMPLATE.function(function)["Timeout"] < API_GATEWAY_GIVES_UP_AFTER


def test_the_sweeper_works_for_50_seconds_and_begins_no_order_that_lambda_could_interrupt() -> None:
    for_an_order = sweeper._ORDER_MILLISECONDS / 1000
    assert for_an_order > deadline.BUDGET + deadline.ATTEMPT
    assert TEMPLATE.function("SweeperFunction")["Timeout"] - for_an_order == 50


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_function_has_the_projects_runtime_settings(function: str) -> None:
    properties = TEMPLATE.function(function)
    assert properties["Runtime"] == "python3.13"
    assert properties["Architectures"] == [{"Ref": "Architecture"}]
    assert properties["Layers"] == [{"Ref": "CommonLayer"}]
    assert properties["Tracing"] == "Active"
    assert properties["MemorySize"] >= 256


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_new_version_is_rolled_out_by_codedeploy_and_rolled_back_by_an_alarm(function: str) -> None:
    properties = TEMPLATE.function(function)
    assert properties["AutoPublishAlias"] == "live"
    assert properties["AutoPublishCodeSha256"] == {"Ref": "Release"}
    assert properties["SnapStart"] == {"ApplyOn": {"Ref": "SnapStart"}}
    assert properties["DeploymentPreference"]["Type"] == {"Ref": "Rollout"}
    watched = [alarm["Ref"] for alarm in properties["DeploymentPreference"]["Alarms"]]
    assert len(watched) == len(set(watched)) <= 10  # CodeDeploy's limit
    stem, service = function.removesuffix("Function"), properties["Environment"]["Variables"]["POWERTOOLS_SERVICE_NAME"]
    for alarm in watched:
        metric = TEMPLATE.properties(alarm)
        assert alarm.startswith(stem) or alarm == "ApiErrorsAlarm"
        # The API depends on the alias, the alias on its deployment group, the group on the alarms. So no alarm may
        # depend on the API.
        assert not re.search(r"'Api\b|\.Alias", str(metric))
        assert metric["Dimensions"][0]["Value"] in ({"Ref": function}, service, {"Ref": "AWS::StackName"})
    alarms = (f"{stem}ErrorsAlarm", f"{stem}InternalErrorsAlarm", f"{stem}CallsRefusedAlarm")
    failing = {alarm for alarm in alarms if alarm in TEMPLATE.resources}
    assert set(watched) == {"ApiErrorsAlarm"} | failing


def test_every_call_of_a_function_uses_its_alias() -> None:
    text = (ROOT / "template.yaml").read_text()
    assert re.findall(r"\w+Function\.Arn(?!\w)", text) == []


def test_the_defaults_are_all_at_once_and_no_snapshots() -> None:
    parameters = TEMPLATE.document["Parameters"]
    assert parameters["Rollout"]["Default"] == "AllAtOnce"
    assert parameters["SnapStart"] == {
        "Type": "String",
        "Default": "None",
        "AllowedValues": ["None", "PublishedVersions"],
        "Description": parameters["SnapStart"]["Description"],
    }


def test_the_functions_that_hash_passwords_and_build_menus_have_a_full_vcpu() -> None:
    """At 1,769 MB a function has one full vCPU. bcrypt uses one at most, and so does a build."""
    memory = {function: TEMPLATE.function(function)["MemorySize"] for function in FUNCTIONS}
    assert memory.pop("UsersFunction") == memory.pop("MenuBuilderFunction") == 1769
    assert max(memory.values()) <= 512


def test_the_cost_of_a_hash_is_a_parameter_that_cannot_be_made_trivial() -> None:
    cost = TEMPLATE.document["Parameters"]["BcryptCost"]
    assert (cost["Default"], cost["MinValue"]) == (12, 10)
    assert TEMPLATE.environment("UsersFunction")["BCRYPT_COST"] == {"Ref": "BcryptCost"}


def test_every_function_calls_aws_with_the_client_of_the_parameter_and_the_builtin_one_by_default() -> None:
    parameter = TEMPLATE.document["Parameters"]["AwsClient"]
    assert (parameter["Default"], parameter["AllowedValues"]) == ("builtin", ["builtin", "boto3"])
    assert {str(TEMPLATE.environment(function)["AWS_CLIENT"]) for function in FUNCTIONS} == {"{'Ref': 'AwsClient'}"}


def test_arm64_is_the_default() -> None:
    assert TEMPLATE.document["Parameters"]["Architecture"]["Default"] == "arm64"


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_function_logs_to_its_own_group_with_a_retention(function: str) -> None:
    log_group = function.removesuffix("Function") + "LogGroup"
    # Powertools writes JSON already. Lambda's JSON format would wrap it again.
    assert TEMPLATE.function(function)["LoggingConfig"] == {"LogGroup": {"Ref": log_group}}
    assert TEMPLATE.resources[log_group]["Type"] == "AWS::Logs::LogGroup"
    assert TEMPLATE.properties(log_group)["RetentionInDays"] == {"Ref": "LogRetentionDays"}


def test_names_of_log_groups_are_unique() -> None:
    names = [str(TEMPLATE.properties(group)["LogGroupName"]) for group in TEMPLATE.of_type("AWS::Logs::LogGroup")]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_service_has_the_name_of_its_function(function: str) -> None:
    name = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", function.removesuffix("Function")).lower()
    assert TEMPLATE.environment(function)["POWERTOOLS_SERVICE_NAME"] == name
    # The same holds for its folder, for its module in a folder that several functions share, or for both.
    folder, module = TEMPLATE.folder(function).name, TEMPLATE.handler_file(function).stem
    assert name in {folder, module, f"{folder}_{module}"}


@pytest.mark.parametrize("function", FUNCTIONS)
def test_the_environment_has_what_the_code_reads_and_nothing_else(function: str) -> None:
    # Lambda, or the environment that stands in for it, sets all other variables of AWS and X-Ray.
    found = variables_read_from(TEMPLATE.handler_file(function))
    read = {name for name in found if name == "AWS_CLIENT" or not name.startswith(("AWS_", "_X_AMZN_"))}
    assert set(TEMPLATE.environment(function)) - LIBRARIES == read - LIBRARIES - UNUSED.get(function, set())


@pytest.mark.parametrize("function", FUNCTIONS)
def test_pydantic_searches_for_no_plugins(function: str) -> None:
    assert TEMPLATE.environment(function)["PYDANTIC_DISABLE_PLUGINS"] == "__all__"


@pytest.mark.parametrize("function", FUNCTIONS)
def test_the_environment_has_names_of_secrets_and_no_secrets(function: str) -> None:
    secrets = TEMPLATE.of_type("AWS::SecretsManager::Secret")
    for name, value in TEMPLATE.environment(function).items():
        if re.search("SECRET|(?<!PUBLISHABLE_)KEY|PASSWORD|PEPPER|TOKEN", name) and isinstance(value, dict):
            assert value in [{"Ref": secret} for secret in secrets], name
        assert "resolve:" not in str(value), name
        assert not re.search(r"\w{20,}", value if isinstance(value, str) else ""), name


def test_no_parameter_takes_a_secret() -> None:
    for name, parameter in TEMPLATE.document["Parameters"].items():
        assert "NoEcho" not in parameter, name
        # A publishable key is public: every page that takes a payment contains it.
        assert not re.search("Secret|Password|(?<!Publishable)Key|Token", name), name


def variables_read_from(app: Path) -> set[str]:
    """Return the environment variables that a handler's module reads, and all modules that it imports."""
    seen: set[Path] = set()
    waiting = [app]
    found: set[str] = set()
    while waiting:
        module = waiting.pop()
        if module not in seen:
            seen.add(module)
            variables, imported = _read(module)
            imported |= BY_NAME.get(module.stem, set())
            found |= variables
            waiting += [path for name in imported for path in _files_of(name, ROOT / "functions")]
            if module.name == "provider_choice.py":  # imports the providers by their names
                waiting += module.parent.glob("*_provider.py")
    return found


@cache
def _read(module: Path) -> tuple[frozenset[str], frozenset[str]]:
    variables, imported = set(), set()
    for node in ast.walk(ast.parse(module.read_text())):
        match node:
            case ast.Import(names=names):
                imported |= {alias.name for alias in names}
            case ast.ImportFrom(module=str(name), names=names, level=0):
                imported |= {name, *(f"{name}.{alias.name}" for alias in names)}
            case ast.Subscript(value=value, slice=ast.Constant(value=str(name))) if _is_environment(value):
                variables.add(name)
            # A table reads the variable with its name: Table("CATALOG_TABLE").
            case ast.Call(func=ast.Name(id="Table"), args=[ast.Constant(value=str(name)), *_]):
                variables.add(name)
            case ast.Call(func=ast.Attribute(value=value), args=[ast.Constant(value=str(name)), *_]) if _is_environment(
                value
            ):
                variables.add(name)
            case _:
                pass
    return frozenset(variables), frozenset(imported)


def _is_environment(node: Any) -> bool:
    return isinstance(node, ast.expr) and ast.unparse(node) == "os.environ"


def _files_of(module: str, folder: Path) -> list[Path]:
    """Return the files of functions and layer that importing `module` runs, including its packages'."""
    parts = module.split(".")
    found = []
    for root in (folder, LAYER):
        for depth in range(1, len(parts) + 1):
            path = root.joinpath(*parts[:depth])
            found += [file for file in (path.with_suffix(".py"), path / "__init__.py") if file.is_file()]
    return found
