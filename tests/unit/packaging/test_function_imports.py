"""A function imports its own package, the layer, and what the layer brings: nothing else is in its zip."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from harness import FUNCTIONS, ROOT
from harness.shop.kinds import CATALOG_FUNCTIONS

MODULES = sorted(FUNCTIONS.rglob("*.py"))
BESIDE_THE_LAYER = {"aws_lambda_powertools", "json_merge_patch", "orjson", "pydantic", "pydantic_core"}
# Packages of functions/payments/requirements.txt.
ONLY_OF = {"payments": {"requests", "stripe"}}


def package_of(module: Path) -> str:
    return module.relative_to(FUNCTIONS).parts[0]


def imported(module: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(module.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: imports are absolute"
            yield str(node.module).split(".")[0]


@pytest.mark.parametrize("module", MODULES, ids=lambda module: str(module.relative_to(FUNCTIONS)))
def test_a_function_imports_its_own_modules_and_the_layer_only(module: Path) -> None:
    own = {package_of(module), "bodega"} | ONLY_OF.get(package_of(module), set())
    allowed = own | BESIDE_THE_LAYER | set(sys.stdlib_module_names)
    assert set(imported(module)) <= allowed


def test_import_linter_checks_every_function() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    siblings, catalogue = (set(re.findall(r"\w+", contract["layers"][0])) for contract in settings["contracts"][:2])
    for function in sorted({package_of(module) for module in MODULES}):
        assert function in settings["root_packages"], f"add {function} to root_packages in pyproject.toml"
        assert function in siblings, f"add {function} to the layers of the first contract in pyproject.toml"
        if function in CATALOG_FUNCTIONS:
            assert function in catalogue, f"add {function} to the layers of the second contract in pyproject.toml"


@pytest.mark.parametrize("function", ["addons", "products"])
def test_a_catalogue_function_talks_to_secrets_manager_only_when_it_needs_a_secret(function: str) -> None:
    """Its client costs time at a cold start, and most requests meet no cursor."""
    script = (
        "import sys; from harness.shop.variables import set_environment; set_environment()\n"
        "from harness.shop.functions import load_app; load_app(sys.argv[1])\n"
        "from bodega.secret_values import _client; print(_client._idle)"
    )
    command = [sys.executable, "-c", script, function]
    environment = {"PYTHONPATH": f"{ROOT}:{FUNCTIONS}:{ROOT / 'layers' / 'common'}"}
    result = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"
