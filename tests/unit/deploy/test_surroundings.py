"""What deploying needs of the machine: tools, credentials, and scripts for each operating system."""

import subprocess
from pathlib import Path

import pytest

from scripts.deployment import commands, deploy, stack
from scripts.deployment.sam import ROOT, sam_environment
from scripts.deployment.settings import NotReady, Settings


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
    ("system", "admin", "migrate", "smoke"),
    [
        ("posix", "make admin ENV=prod EMAIL=…", "make migrate ENV=prod", "make smoke ENV=prod"),
        ("nt", "deploy.bat admin prod EMAIL", "deploy.bat migrate prod", "deploy.bat smoke prod"),
    ],
)
def test_the_next_commands_are_those_of_the_operating_system(system: str, admin: str, migrate: str, smoke: str) -> None:
    assert commands.admin_command("prod", system) == admin
    assert commands.migrate_command("prod", system) == migrate
    assert commands.smoke_command("prod", system) == smoke
