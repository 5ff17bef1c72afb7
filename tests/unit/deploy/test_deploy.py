"""The deployment command: its checks, the arguments it passes to sam, and its output."""

import subprocess
from pathlib import Path

import pytest

from scripts.deployment import deploy, stack
from scripts.deployment.sam import ROOT, release, sam_environment
from scripts.deployment.settings import NotReady, Settings
from scripts.deployment.stack import Account
from scripts.template import TEMPLATE

OUTPUTS = {
    "ApiUrl": "https://api.example/v1",
    "AccountsTableName": "accounts-1",
    "CatalogTableName": "catalog-1",
    "PasswordPepperSecret": "arn:pepper",
}


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Return the arguments of each call of sam, on a machine with all tools."""
    made: list[list[str]] = []
    monkeypatch.setattr(deploy, "run_sam", lambda *arguments: made.append(list(arguments)))
    monkeypatch.setattr(deploy, "check_tools", lambda: None)
    monkeypatch.setattr(deploy, "account", lambda _: Account("123456789012", "ca-central-1", "ada"))
    monkeypatch.setattr(deploy, "outputs", lambda *_: OUTPUTS)
    monkeypatch.setattr(deploy, "check_data", lambda *_: None)
    monkeypatch.setattr(deploy, "choose", lambda *_: [{}])
    monkeypatch.setattr(deploy, "menu_answers", lambda url: url == "https://api.example/v1/menu")
    monkeypatch.setattr(deploy, "release", lambda _: "0123456789abcdef")
    return made


def options(call: list[str]) -> tuple[list[str], set[str]]:
    place = call.index("--parameter-overrides")
    return call[:place], set(call[place + 1 :])


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
    assert "note:" not in said


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
    notes = [line.split()[1] for line in capsys.readouterr().out.splitlines() if "note:" in line]
    assert notes == ["StorefrontUrl", "MailFrom", "AlarmTopicArn"]


def test_a_shop_that_does_not_answer_is_a_failure(
    calls: list[list[str]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(deploy, "menu_answers", lambda _: False)

    assert deploy.main(["dev"]) == 1

    assert "does not answer" in capsys.readouterr().err


def test_a_failure_of_sam_is_passed_on(calls: list[list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*arguments: str) -> None:
        raise subprocess.CalledProcessError(3, ["sam", *arguments])

    monkeypatch.setattr(deploy, "run_sam", fail)

    assert deploy.main(["dev"]) == 3


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


@pytest.mark.parametrize("words", [["staging"], ["destroy"], ["prod", "Foo"], ["prod", "=x"]])
def test_invalid_arguments_deploy_nothing(calls: list[list[str]], words: list[str]) -> None:
    assert deploy.main(words) == 1
    assert calls == []


def test_all_missing_tools_are_reported_at_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(deploy, "sam_command", lambda: "sam")

    with pytest.raises(NotReady) as missing:
        deploy.check_tools()

    assert "make:" in str(missing.value)
    assert "sam:" in str(missing.value)


def test_a_missing_region_or_missing_credentials_are_explained(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("AWS_DEFAULT_REGION", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_REGION", "AWS_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "none"))
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "none"))
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    settings = Settings.read("dev", [])

    with pytest.raises(NotReady, match="AWS_REGION"):
        stack.account(settings)
    monkeypatch.setenv("AWS_REGION", "ca-central-1")
    with pytest.raises(NotReady, match="aws configure"):
        stack.account(settings)


def test_sam_runs_without_the_search_path_of_the_projects_commands(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", "functions")

    assert "PYTHONPATH" not in sam_environment()


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


def test_the_script_looks_for_a_python(tmp_path: Path) -> None:
    done = subprocess.run(
        ["/bin/sh", str(ROOT / "deploy.sh"), "staging"],
        env={"PATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "Missing: Python 3.11 or later" in done.stderr


@pytest.mark.parametrize("script", ["deploy.sh", "deploy.bat"])
def test_both_scripts_are_thin_and_start_the_same_program(script: str) -> None:
    content = (ROOT / script).read_bytes()
    assert b"python -m scripts.deployment.deploy" in content
    # cmd.exe misreads a batch file without carriage returns.
    assert (b"\r\n" in content) is (script == "deploy.bat")
    assert content.count(b"\n") < 40


@pytest.mark.parametrize(
    ("system", "admin", "migrate"),
    [
        ("posix", "make admin ENV=prod EMAIL=…", "make migrate ENV=prod"),
        ("nt", "deploy.bat admin prod EMAIL", "deploy.bat migrate prod"),
    ],
)
def test_the_next_commands_are_those_of_the_operating_system(system: str, admin: str, migrate: str) -> None:
    assert deploy.admin_command("prod", system) == admin
    assert deploy.migrate_command("prod", system) == migrate


def test_the_template_has_the_outputs_and_parameters_that_it_uses() -> None:
    assert set(OUTPUTS) <= set(TEMPLATE.document["Outputs"])
    assert set(deploy.LEFT_TO_YOU) <= set(TEMPLATE.document["Parameters"])
