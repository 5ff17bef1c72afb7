"""`make build-<Name>Function`: the folder that `sam build` zips for a function."""

import subprocess
import sys
from pathlib import Path

import pytest

from harness import FUNCTIONS
from scripts.template import FUNCTION, TEMPLATE

VERSION = f"{sys.version_info.major}.{sys.version_info.minor}"


def files(folder: Path) -> list[Path]:
    """Return the sources and data files below the folder, without bytecode."""
    return [path for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc"]


@pytest.mark.parametrize("function", TEMPLATE.of_type(FUNCTION))
def test_a_build_holds_the_functions_own_package_without_documentation(function: str, tmp_path: Path) -> None:
    variables = [f"ARTIFACTS_DIR={tmp_path}", f"PYTHON={sys.executable}", f"PYTHON_VERSION={VERSION}"]
    subprocess.run(["make", "--silent", f"build-{function}", *variables], cwd=FUNCTIONS, check=True)

    package = TEMPLATE.folder(function)
    built = {path.relative_to(tmp_path) for path in files(tmp_path)}
    assert built == {path.relative_to(FUNCTIONS) for path in files(package) if path.name != "openapi.py"}
    assert TEMPLATE.handler_file(function).relative_to(FUNCTIONS) in built
    for module in (path for path in built if path.suffix == ".py"):
        compiled = tmp_path / module.parent / "__pycache__" / f"{module.stem}.{sys.implementation.cache_tag}.pyc"
        assert compiled.is_file(), f"{module} has no bytecode"
