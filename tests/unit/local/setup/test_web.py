"""The packages of web/: which are fetched, how they are pinned, and how they are found."""

import json
from pathlib import Path

import pytest

from local.setup import web
from local.setup.web import WEB, build_packages, bundled_packages, check_packages, link_packages, locked

MACHINES = [("linux", "x86_64"), ("linux", "aarch64"), ("darwin", "arm64"), ("darwin", "x86_64")]
RUNS_WITH = {"preact", "@preact/signals", "@preact/signals-core"}


@pytest.fixture(params=MACHINES, ids=["-".join(machine) for machine in MACHINES])
def machine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    system, processor = request.param
    monkeypatch.setattr(web.sys, "platform", system)
    monkeypatch.setattr(web.platform, "machine", lambda: processor)
    monkeypatch.setattr(web.platform, "libc_ver", lambda: ("glibc", "2.40") if system == "linux" else ("", ""))
    return web.machine()


def test_a_start_needs_esbuild_and_what_the_pages_contain(machine: str) -> None:
    assert {package.name for package in build_packages()} == {*RUNS_WITH, f"@esbuild/{machine}"}


def test_the_check_needs_the_tools_for_this_machine_only(machine: str) -> None:
    names = {package.name for package in check_packages()}

    assert {package.name for package in build_packages()} <= names
    assert {name for name in names if machine.split("-")[1] in name} == {
        f"@esbuild/{machine}",
        f"@typescript/typescript-{machine}",
        f"@biomejs/cli-{machine}",
    }


def test_another_machine_lacks_esbuild_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web.platform, "machine", lambda: "pdp11")
    assert {package.name for package in build_packages()} == RUNS_WITH


def test_each_package_is_pinned_by_its_hash() -> None:
    assert all(entry["integrity"].startswith("sha512-") for _, entry in locked())
    assert all(package.integrity.startswith("sha512-") for package in bundled_packages())


def test_the_lock_file_names_no_registry_and_agrees_with_the_package() -> None:
    text = (WEB / "package-lock.json").read_text(encoding="utf-8")
    package = json.loads((WEB / "package.json").read_text(encoding="utf-8"))
    own = json.loads(text)["packages"][""]

    assert '"resolved"' not in text
    for kind in ("dependencies", "devDependencies"):
        assert own[kind] == package[kind]


class TestTheLink:
    @pytest.fixture(autouse=True)
    def project(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        monkeypatch.setattr(web, "ROOT", tmp_path)
        monkeypatch.setattr(web, "WEB", tmp_path / "web")
        monkeypatch.setattr(web, "NODE_MODULES", tmp_path / ".local" / "engines" / "web" / "node_modules")
        (tmp_path / "web").mkdir()
        web.NODE_MODULES.mkdir(parents=True)
        return tmp_path

    def test_lets_tools_find_the_packages(self, project: Path) -> None:
        link_packages()
        link_packages()
        assert (project / "web" / "node_modules").resolve() == web.NODE_MODULES

    def test_is_made_again_if_it_leads_nowhere(self, project: Path) -> None:
        (project / "web" / "node_modules").symlink_to("../elsewhere")
        link_packages()
        assert (project / "web" / "node_modules").resolve() == web.NODE_MODULES

    def test_does_not_replace_what_npm_has_installed(self, project: Path) -> None:
        installed = project / "web" / "node_modules" / "preact"
        installed.mkdir(parents=True)
        link_packages()
        assert installed.is_dir()
        assert not installed.parent.is_symlink()
