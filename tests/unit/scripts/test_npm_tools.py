"""Programs from npm: a Node.js that is new enough is found, and packages are installed once per lock file."""

from pathlib import Path

import pytest

from scripts import npm_tools
from scripts.npm_tools import NpmTools


def node(folder: Path, version: str) -> Path:
    folder.mkdir(exist_ok=True)
    program = folder / "node"
    program.write_text(f"#!/bin/sh\necho {version}\n")
    program.chmod(0o755)
    return folder


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Requirements that the script has installed, in an empty virtual environment."""
    installs: list[Path] = []
    monkeypatch.setattr(npm_tools.sys, "prefix", str(tmp_path / "venv"))
    monkeypatch.setattr(npm_tools, "install", lambda _, files, **__: installs.extend(files))
    return installs


@pytest.mark.parametrize("version", ["v20.19.0", "v22.1.0", "v24.19.0"])
def test_a_new_node_on_path_is_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, installed: list[Path], version: str
) -> None:
    monkeypatch.setenv("PATH", str(node(tmp_path / "bin", version)))

    assert npm_tools.node_folder() == tmp_path / "bin"
    assert installed == []


@pytest.mark.parametrize("version", ["v18.20.0", "v20.18.3", "unknown"])
def test_an_old_node_is_replaced_by_one_in_the_virtual_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, installed: list[Path], version: str
) -> None:
    monkeypatch.setenv("PATH", str(node(tmp_path / "bin", version)))

    assert npm_tools.node_folder() == tmp_path / "venv" / "bin"
    assert installed == [npm_tools.NODE_REQUIREMENTS]


def test_an_installed_node_is_used_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, installed: list[Path]
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    (tmp_path / "venv").mkdir()
    node(tmp_path / "venv" / "bin", "v24.19.0")

    assert npm_tools.node_folder() == tmp_path / "venv" / "bin"
    assert installed == []


def test_packages_are_installed_once_per_lock_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sources, folder = tmp_path / "sources", tmp_path / "work"
    sources.mkdir()
    (sources / "package-lock.json").write_text("{}")
    (sources / "calls.ts").touch()
    tools = NpmTools("the tools", sources, folder)
    commands: list[object] = []

    def run(_: object, command: list[object], *__: object) -> str:
        commands.append(command)
        (folder / "node_modules").mkdir(exist_ok=True)
        return ""

    monkeypatch.setattr(npm_tools.Step, "run", run)

    tools.prepare({})
    tools.prepare({})
    assert len(commands) == 1

    (sources / "package-lock.json").write_text('{"name": "another"}')
    (sources / "calls.ts").rename(sources / "renamed.ts")
    tools.prepare({})
    assert len(commands) == 2
    assert [path.name for path in folder.glob("*.ts")] == ["renamed.ts"]
