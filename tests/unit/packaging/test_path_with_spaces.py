"""Function and layer are built as `sam build` does it in a checkout whose path has spaces, and with such a Python."""

import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from harness import ROOT

VERSION = f"{sys.version_info.major}.{sys.version_info.minor}"
# Stands in for pip, which would fetch wheels: it copies the packages that the build changes.
PYTHON = """#!/bin/sh
if [ "$1 $2" = "-m pip" ]; then
    for target in "$@"; do :; done
    mkdir -p "$target"
    exec cp -R "{packages}/certifi" "{packages}/aws_lambda_powertools" "{packages}/jwt" "$target"
fi
exec "{python}" "$@"
"""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Return the folder of a checkout, with what the builds need of it, and a Python in `a venv/bin/python`."""
    folder = tmp_path / "a checkout  with spaces"
    shutil.copytree(ROOT / "layers/common", folder / "layers/common", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "functions/authorizer", folder / "functions/authorizer")
    shutil.copy(ROOT / "functions/Makefile", folder / "functions/Makefile")
    python = folder / "a venv/bin/python"
    python.parent.mkdir(parents=True)
    python.write_text(PYTHON.format(packages=sysconfig.get_path("purelib"), python=sys.executable), encoding="utf-8")
    python.chmod(0o755)
    return folder


def build(checkout: Path, source: str, makefile: str, target: str) -> Path:
    """Build as sam does: on a copy of the source, with the Makefile's absolute path. Return the artifacts' folder."""
    scratch, artifacts = checkout / "scratch", checkout / ".aws-sam/build" / target
    shutil.copytree(checkout / source, scratch)
    artifacts.mkdir(parents=True)
    own = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    variables = {"ARTIFACTS_DIR": artifacts, "PYTHON": checkout / "a venv/bin/python", "PYTHON_VERSION": VERSION}
    done = subprocess.run(
        ["make", "--makefile", checkout / makefile, f"build-{target}"],
        cwd=scratch,
        env=own | {name: str(value) for name, value in variables.items()},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return artifacts


def test_a_function_is_built_and_compiled(checkout: Path) -> None:
    built = build(checkout, "functions", "functions/Makefile", "AuthorizerFunction")

    assert (built / "authorizer/app.py").is_file()
    assert list((built / "authorizer/__pycache__").glob("app.*.pyc"))


@pytest.mark.parametrize("architecture", ["arm64", "x86_64"])
def test_the_layer_is_built_and_compiled(checkout: Path, architecture: str) -> None:
    built = build(checkout, "layers/common", f"layers/common/build/{architecture}/Makefile", "CommonLayer")

    assert "BEGIN CERTIFICATE" in (built / "python/bodega/aws/roots.pem").read_text(encoding="utf-8")
    assert "__getattr__" in (built / "python/aws_lambda_powertools/event_handler/__init__.py").read_text(
        encoding="utf-8"
    )
    assert not (built / "python/certifi").exists()
    assert list((built / "python/bodega/__pycache__").glob("ids.*.pyc"))


def test_the_commands_of_the_makefile_have_their_paths_as_one_word(checkout: Path) -> None:
    shutil.copy(ROOT / "Makefile", checkout / "Makefile")
    shutil.copytree(ROOT / "requirements", checkout / "requirements")
    python = "/a folder/python3.13"

    done = subprocess.run(
        ["make", "--dry-run", f"PYTHON={python}", "build", ".venv/bin/python"],
        cwd=checkout,
        capture_output=True,
        text=True,
        check=False,
        env={name: value for name, value in os.environ.items() if not name.startswith("MAKE")},
    )

    assert f'PYTHON="{checkout}/.venv-sam/bin/python"' in done.stdout
    assert f'"{python}" -m venv .venv-sam' in done.stdout
    assert all(line.count(python) == line.count(f'"{python}"') for line in done.stdout.splitlines())
