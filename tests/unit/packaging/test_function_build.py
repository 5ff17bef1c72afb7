"""`make build-<Name>Function`: the folder that `sam build` zips for a function."""

import subprocess
import sys
from pathlib import Path

import pytest

from harness import FUNCTIONS
from scripts.template import FUNCTION, TEMPLATE

VERSION = f"{sys.version_info.major}.{sys.version_info.minor}"


@pytest.mark.parametrize("function", TEMPLATE.of_type(FUNCTION))
def test_a_build_holds_the_functions_own_package_without_documentation(function: str, tmp_path: Path) -> None:
    variables = [f"ARTIFACTS_DIR={tmp_path}", f"PYTHON={sys.executable}", f"PYTHON_VERSION={VERSION}"]
    subprocess.run(["make", "--silent", f"build-{function}", *variables], cwd=FUNCTIONS, check=True)

    package = TEMPLATE.folder(function)
    built = {path.relative_to(tmp_path) for path in tmp_path.rglob("*.py")}
    assert built == {path.relative_to(FUNCTIONS) for path in package.rglob("*.py") if path.name != "openapi.py"}
    assert TEMPLATE.handler_file(function).relative_to(FUNCTIONS) in built
    for module in built:
        compiled = tmp_path / module.parent / "__pycache__" / f"{module.stem}.{sys.implementation.cache_tag}.pyc"
        assert compiled.is_file(), f"{module} has no bytecode"
