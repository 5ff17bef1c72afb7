"""Installation of Python packages: with uv, with pip, without a network, and what it shows."""

import os
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from harness import ROOT
from local.setup.network import unreachable
from local.setup.packages import progress
from local.setup.packages.pip_settings import NotTranslated, parse_pip_settings, uv_variables
from tests.support.installation.package_index import WHEEL, Index


class TestSettingsOfPip:
    def test_later_scopes_override_earlier_ones(self) -> None:
        lines = [
            ":env:.index-url='http://c/simple'",
            "global.index-url='http://a/simple'",
            "global.timeout='5'",
            "install.index-url='http://b/simple'",
            "install.timeout='7'",
            "freeze.timeout='9'",
        ]
        assert parse_pip_settings(lines) == {"index-url": "http://c/simple", "timeout": "7"}

    def test_are_given_to_uv(self, tmp_path: Path) -> None:
        settings = {
            "index-url": "http://a/simple",
            "extra-index-url": "http://b/simple\nfile:///c",
            "find-links": f"{tmp_path} {tmp_path / 'missing'}",
            "trusted-host": "a b",
            "cert": "/ca.pem",
            "default-timeout": "180",
            "constraint": "constraints.txt",
        }
        assert uv_variables(settings) == {
            "UV_INDEX_STRATEGY": "unsafe-best-match",
            "UV_DEFAULT_INDEX": "http://a/simple",
            "UV_INDEX": "http://b/simple file:///c",
            "UV_FIND_LINKS": str(tmp_path),
            "UV_INSECURE_HOST": "a b",
            "SSL_CERT_FILE": "/ca.pem",
            "UV_HTTP_TIMEOUT": "180",
        }

    def test_that_uv_does_not_have_are_named(self) -> None:
        with pytest.raises(NotTranslated, match="client-cert"):
            uv_variables({"client-cert": "/key.pem"})


class TestTheNetwork:
    @pytest.mark.parametrize(
        ("output", "reason"),
        [
            ("  cause: tcp connect error\n  cause: Connection refused (os error 111)", "Connection refused"),
            (
                "after connection broken by 'NewConnectionError(... [Errno -3] Temporary failure in name resolution",
                "name",
            ),
            ('{"error": {"code": "ENOTFOUND", "summary": "request failed"}}', "ENOTFOUND"),
            ("WARNING: Retrying after connection broken by 'ProtocolError(...)'", "connection broken"),
        ],
    )
    def test_is_recognized_as_the_reason_of_a_failure(self, output: str, reason: str) -> None:
        sentence = unreachable(output)
        assert sentence is not None
        assert reason in sentence
        assert "run the same command again" in sentence

    @pytest.mark.parametrize("output", ["hash mismatch for pytest-timeout==2.4.0", "No matching distribution found"])
    def test_is_not_the_reason_of_other_failures(self, output: str) -> None:
        assert unreachable(output) is None


class TestProgress:
    def test_follows_the_downloads_of_uv(self) -> None:
        activity = progress.Activity()
        for line in ("Resolved 55 packages in 877ms", "Downloading moto (6.9MiB)", "Downloading botocore (15.8MiB)"):
            activity.read(line)
        assert str(activity) == "Downloading moto (6.9MiB), botocore (15.8MiB)"
        for line in (" Downloaded moto", " Downloaded botocore", "Prepared 55 packages in 2.43s", " + moto==5.2.5"):
            activity.read(line)
        assert str(activity) == "Prepared 55 packages in 2.43s"

    def test_follows_the_lines_of_pip_without_its_warnings(self) -> None:
        activity = progress.Activity()
        for line in ("Collecting moto==5.2.5 (from -r local.txt (line 7))", "WARNING: Location 'file:///x' is ignored"):
            activity.read(line)
        assert str(activity) == "Collecting moto==5.2.5"

    def test_is_shown_while_a_tool_is_silent(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        shown: list[str] = []
        seen = tmp_path / "seen"

        def say(text: str) -> None:
            shown.append(text)
            if "Downloading" in text:
                seen.touch()

        monkeypatch.setattr(progress, "say", say)
        monkeypatch.setattr(progress, "_INTERVAL", 0.05)
        tool = f"echo 'Downloading moto (6.9MiB)'; until [ -e {seen} ]; do sleep 0.01; done; exit 3"

        status, output = progress.run_with_progress(["sh", "-c", tool])

        assert (status, output) == (3, "Downloading moto (6.9MiB)\n")
        assert shown[-1].endswith(" s: Downloading moto (6.9MiB)")


@pytest.fixture
def index(tmp_path: Path) -> Iterator[Index]:
    served = Index(tmp_path / "index")
    thread = threading.Thread(target=served.server.serve_forever)
    thread.start()
    yield served
    served.server.shutdown()
    thread.join()
    served.server.server_close()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made") / "venv"
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    return folder


@pytest.fixture
def environment(made: Path) -> Iterator[Path]:
    """Return a virtual environment with pip, without uv and without the package of the index."""
    yield made
    uninstall(made)
    (made / "bin" / "uv").unlink(missing_ok=True)


def uninstall(environment: Path) -> None:
    for path in environment.glob("lib/python*/site-packages/thing*"):
        shutil.rmtree(path) if path.is_dir() else path.unlink()


def with_uv(environment: Path) -> None:
    uv = Path(sys.prefix) / "bin" / "uv"
    if not uv.exists():
        pytest.skip("uv has no build for this platform")
    (environment / "bin" / "uv").symlink_to(uv)


def install(environment: Path, requirements: Path, url: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run the installer as the Makefile does, where only pip is configured."""
    configuration = requirements.parent / "pip.conf"
    configuration.write_text(f"[global]\nindex-url = {url}\nretries = 1\n")
    own = {name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "UV_"))}
    own |= {
        "PIP_CONFIG_FILE": str(configuration),
        "UV_CACHE_DIR": str(requirements.parent / "cache"),
        "UV_HTTP_RETRIES": "0",
        "PYTHONPATH": str(ROOT),
        "PATH": "/usr/bin:/bin",
    }
    python = environment / "bin" / "python"
    return subprocess.run(
        [str(python), "-m", "local.setup.packages", str(python), "a thing", str(requirements)],
        env=own | variables,
        capture_output=True,
        text=True,
        check=False,
    )


def has_thing(environment: Path) -> bool:
    command = [str(environment / "bin" / "python"), "-c", "import thing; assert thing.ANSWER == 42"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


class TestInstalling:
    def test_uv_uses_the_index_of_pips_configuration(self, environment: Path, index: Index) -> None:
        with_uv(environment)

        run = install(environment, index.requirements, index.url)

        assert run.returncode == 0, run.stderr
        assert has_thing(environment)
        assert {"/simple/thing/", f"/simple/thing/{WHEEL}"} <= set(index.paths)
        assert run.stdout == ""
        assert "Installing a thing ..." in run.stderr
        assert "Pip installs" not in run.stderr

    def test_pip_installs_where_uv_has_no_build(self, environment: Path, index: Index) -> None:
        run = install(environment, index.requirements, index.url)  # which does not have uv

        assert run.returncode == 0, run.stderr
        assert has_thing(environment)
        assert "Uv cannot be fetched for this platform. Pip installs the packages" in run.stderr

    def test_pip_installs_with_a_setting_that_uv_does_not_have(self, environment: Path, index: Index) -> None:
        with_uv(environment)

        run = install(environment, index.requirements, index.url, PIP_KEYRING_PROVIDER="disabled")

        assert run.returncode == 0, run.stderr
        assert has_thing(environment)
        assert "no counterpart for pip's setting keyring-provider" in run.stderr

    @pytest.mark.parametrize("has_uv", [True, False])
    def test_without_a_network_one_sentence_says_what_to_do(
        self, environment: Path, index: Index, *, has_uv: bool
    ) -> None:
        if has_uv:
            with_uv(environment)
        with socket.create_server(("127.0.0.1", 0)) as closed:
            port = closed.getsockname()[1]

        run = install(environment, index.requirements, f"http://127.0.0.1:{port}/simple/")

        assert run.returncode == 1
        assert run.stderr.splitlines()[-1].startswith(
            "Set-up failed. The network or the package registry cannot be reached (Connection refused). Connect to"
        )
        assert "Traceback" not in run.stderr
        assert len(run.stderr.splitlines()) <= 4

    def test_without_a_network_uv_uses_its_cache(self, environment: Path, index: Index) -> None:
        with_uv(environment)
        install(environment, index.requirements, index.url)
        uninstall(environment)
        index.server.shutdown()
        index.server.server_close()

        run = install(environment, index.requirements, index.url)

        assert run.returncode == 0, run.stderr
        assert has_thing(environment)

    def test_packages_with_another_hash_are_rejected(self, environment: Path, index: Index) -> None:
        with_uv(environment)
        index.requirements.write_text(f"thing==1.0 --hash=sha256:{'0' * 64}\n")

        run = install(environment, index.requirements, index.url)

        assert run.returncode == 1
        assert not has_thing(environment)
        assert "hash" in run.stderr.lower()

    def test_an_interrupted_creation_of_the_environment_is_completed(self, tmp_path: Path, index: Index) -> None:
        environment = tmp_path / "venv"
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(environment)], check=True)
        with_uv(environment)

        run = install(environment, index.requirements, index.url)

        assert run.returncode == 0, run.stderr
        assert has_thing(environment)
