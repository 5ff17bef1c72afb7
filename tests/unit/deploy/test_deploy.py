"""The deployment command: its checks, the arguments it passes to sam, and its output."""

import socket
import subprocess
import threading
from pathlib import Path

import pytest

from scripts.deployment import deploy, stack
from scripts.deployment.sam import release
from scripts.deployment.stack import Account, Stack
from scripts.template import TEMPLATE
from tests.unit.deploy.conftest import read_parameters

OUTPUTS = {
    "ApiUrl": "https://api.example/v1",
    "AccountsTableName": "accounts-1",
    "CatalogTableName": "catalog-1",
    "PasswordPepperSecret": "arn:pepper",
}


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Return the arguments of each call of sam, on a machine with all tools. Files of parameters are read."""
    made: list[list[str]] = []
    monkeypatch.setattr(deploy, "run_sam", lambda *arguments: made.append([*map(read_parameters, arguments)]))
    monkeypatch.setattr(deploy, "make_deployable", lambda *_: None)
    monkeypatch.setattr(deploy, "explain_failure", lambda *_: "CloudFormation changed nothing.")
    monkeypatch.delenv("PARAMETERS", raising=False)
    monkeypatch.setattr(deploy, "check_tools", lambda: None)
    monkeypatch.setattr(deploy, "account", lambda _: Account("123456789012", "ca-central-1", "ada"))
    monkeypatch.setattr(deploy, "find", lambda *_: None)
    monkeypatch.setattr(deploy, "outputs", lambda *_: OUTPUTS)
    monkeypatch.setattr(deploy, "describe", lambda *_: Stack(OUTPUTS, {"MailFrom": "shop@shop.test"}))
    monkeypatch.setattr(deploy, "mail_notes", lambda sender, _: [f"SES has not verified {sender}"])
    monkeypatch.setattr(deploy, "check_data", lambda *_: None)
    monkeypatch.setattr(deploy, "choose", lambda *_: [{}])
    monkeypatch.setattr(deploy, "menu_answers", lambda url: url == "https://api.example/v1/menu")
    monkeypatch.setattr(deploy, "smoke_test", lambda *_: True)
    monkeypatch.setattr(deploy, "release", lambda _: "0123456789abcdef")
    return made


def options(call: list[str]) -> tuple[list[str], set[str]]:
    *arguments, name, parameters = call
    assert name == "--parameter-overrides"
    return arguments, set(parameters.splitlines())


def test_dev_is_built_and_deployed_with_the_settings_of_samconfig(
    calls: list[list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert deploy.main(["dev", "--yes"]) == 0

    build, deployment_ = map(options, calls)
    assert build == (["build", "--config-env", "default"], {"LogRetentionDays=7"})
    assert deployment_[0] == ["deploy", "--config-env", "default", "--region", "ca-central-1", "--no-confirm-changeset"]
    assert deployment_[1] == {"LogRetentionDays=7", "Release=0123456789abcdef"}
    said = capsys.readouterr().out
    assert "https://api.example/v1/menu" in said
    assert "make admin ENV=dev EMAIL=…" in said
    assert [line for line in said.splitlines() if "note:" in line] == ["  note: SES has not verified shop@shop.test."]


def test_prod_asks_for_confirmation_rolls_out_in_steps_and_lists_what_is_not_set(
    calls: list[list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert deploy.main(["prod", "AllowedOrigins=https://shop.example", "LogRetentionDays=365"]) == 0

    call, parameters = options(calls[1])
    assert "--no-confirm-changeset" not in call
    assert {
        "Rollout=Canary10Percent5Minutes",
        "LogRetentionDays=365",
        "AllowedOrigins=https://shop.example",
    } < parameters
    assert "LogRetentionDays=90" not in parameters
    notes = [line.split()[1] for line in capsys.readouterr().out.splitlines() if "is not set" in line]
    assert notes == ["StorefrontUrl", "MailFrom", "AlarmTopicArn"]


def test_any_environment_has_a_stack_of_its_own_with_the_settings_of_dev(
    calls: list[list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert deploy.main(["staging", "--yes", "ShopName=My Shop"]) == 0

    build, deployment_ = map(options, calls)
    assert build[0] == ["build", "--config-env", "default"]
    assert deployment_[0] == [
        *("deploy", "--config-env", "default", "--region", "ca-central-1"),
        *("--stack-name", "bodega-staging", "--s3-prefix", "bodega-staging"),
        *("--tags", "app=bodega", "environment=staging"),
        "--no-confirm-changeset",
    ]
    assert deployment_[1] == {"LogRetentionDays=7", "ShopName=My Shop", "Release=0123456789abcdef"}
    said = capsys.readouterr().out
    assert "make admin ENV=staging EMAIL=…" in said
    assert "note: StorefrontUrl is not set" in said


@pytest.mark.parametrize(("typed", "deployed"), [("staging", True), ("stagin", False), ("", False)])
def test_a_new_environment_is_confirmed_because_its_name_may_be_a_mistake(
    calls: list[list[str]], monkeypatch: pytest.MonkeyPatch, typed: str, deployed: bool
) -> None:
    monkeypatch.setattr(deploy, "find", lambda *_: None)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda _: typed)

    assert deploy.main(["staging"]) == (0 if deployed else 1)
    assert [call[0] for call in calls] == ["build", "deploy"] * deployed


def test_a_change_that_was_not_confirmed_deploys_nothing(
    calls: list[list[str]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(deploy, "outputs", lambda *_: {})
    monkeypatch.setattr(deploy, "choose", lambda *_: [{"TableProtection": "false"}, {"TableProtection": "true"}])

    assert deploy.main(["prod"]) == 1

    assert "Nothing was deployed." in capsys.readouterr().err
    assert [call[0] for call in calls] == ["build", "deploy"]


def test_the_domain_of_the_api_is_printed_with_the_target_of_its_record() -> None:
    domain = {"DomainUrl": "https://api.shop.example", "DomainTarget": "d-1.execute-api.example"}
    assert domain.keys() <= TEMPLATE.document["Outputs"].keys()
    assert "https://api.shop.example/menu  (needs a record that leads to d-1." in deploy.own_domain(domain)
    assert deploy.own_domain(OUTPUTS) == ""


def test_a_connection_that_ends_without_an_answer_is_tried_again() -> None:
    accepted: list[socket.socket] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def end() -> None:
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:  # the test has ended
                    return
                accepted.append(connection)
                connection.recv(1000)
                connection.close()

        threading.Thread(target=end, daemon=True).start()

        assert not stack.answers(f"http://127.0.0.1:{server.getsockname()[1]}/menu", pause=0)

    assert len(accepted) == stack._TRIES


def test_a_shop_that_does_not_answer_is_a_failure(
    calls: list[list[str]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(deploy, "menu_answers", lambda _: False)

    assert deploy.main(["dev"]) == 1

    assert "does not answer" in capsys.readouterr().err


def test_a_shop_that_fails_the_smoke_test_is_a_failure(
    calls: list[list[str]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(deploy, "smoke_test", lambda *_: False)

    assert deploy.main(["dev"]) == 1

    said = capsys.readouterr()
    assert "make smoke ENV=dev" in said.err
    assert "docs/operations.md#undo" in said.err
    assert "SES has not verified shop@shop.test" in said.out, "which can be the cause"


@pytest.mark.parametrize("words", [["dev"], ["destroy", "dev"]])
def test_a_failure_of_sam_is_explained_and_passed_on(
    calls: list[list[str]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    def fail(*arguments: str) -> None:
        if arguments[0] != "build":
            raise subprocess.CalledProcessError(3, ["sam", *arguments])

    monkeypatch.setattr(deploy, "run_sam", fail)

    assert deploy.main([*words, "--yes"]) == 3

    assert "CloudFormation changed nothing." in capsys.readouterr().err


def test_a_shop_whose_creation_failed_can_be_destroyed(calls: list[list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deploy, "outputs", lambda *_: {})

    assert deploy.main(["destroy", "staging", "--yes"]) == 0

    assert [call[:3] for call in calls] == [["delete", "--stack-name", "bodega-staging"]]


@pytest.mark.parametrize(("typed", "deleted"), [("bodega-dev", True), ("yes", False), ("bodega-prod", False)])
def test_deleting_asks_for_the_stacks_name_and_lists_what_stays(
    calls: list[list[str]],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    typed: str,
    deleted: bool,
) -> None:
    monkeypatch.setattr("builtins.input", lambda _: typed)

    assert deploy.main(["destroy", "dev"]) == (0 if deleted else 1)

    assert [call[:3] for call in calls] == [["delete", "--stack-name", "bodega-dev"]] * deleted
    said = capsys.readouterr().out
    assert all(kept in said for kept in ("accounts-1", "catalog-1", "arn:pepper"))


@pytest.mark.parametrize(
    "words",
    [
        ["Staging"],
        ["pre_prod"],
        ["1st"],
        ["a-name-that-is-too-long"],
        ["default"],
        ["destroy"],
        ["destroy", "destroy"],
        ["prod", "Foo"],
        ["prod", "=x"],
        ["prod", "ShopName=My", "Shop"],
    ],
    ids=" ".join,
)
def test_invalid_arguments_deploy_nothing(calls: list[list[str]], words: list[str]) -> None:
    assert deploy.main([*words, "--yes"]) == 1
    assert calls == []


def test_a_release_is_named_after_code_and_parameters(tmp_path: Path) -> None:
    (tmp_path / "Function").mkdir()
    file = tmp_path / "Function" / "app.py"
    file.write_text("one")
    first = release({"BcryptCost": "12"}, tmp_path)

    assert release({"BcryptCost": "12", "Release": first}, tmp_path) == first
    assert release({"BcryptCost": "13"}, tmp_path) != first
    file.write_text("two")
    assert release({"BcryptCost": "12"}, tmp_path) != first
    assert len(first) == 16  # the template accepts 10 to 64 hexadecimal digits
    assert set(first) <= set("0123456789abcdef")


def test_the_template_has_the_outputs_and_parameters_that_it_uses() -> None:
    assert set(OUTPUTS) <= set(TEMPLATE.document["Outputs"])
    assert set(deploy.LEFT_TO_YOU) <= set(TEMPLATE.document["Parameters"])
