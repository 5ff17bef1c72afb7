"""Packages that pass names on when asked pass on the same ones, and load nothing before."""

import shutil
import subprocess
import sys
from pathlib import Path

import aws_lambda_powertools
import pytest

from harness import ROOT

TOOL = ROOT / "layers" / "common" / "build" / "lazy_packages.py"


def run(*command: str, path: Path | None = None) -> str:
    environment = {"PYTHONPATH": str(path)} if path else {}
    done = subprocess.run([sys.executable, *command], env=environment, capture_output=True, text=True, check=True)
    return done.stdout


def rewritten(folder: Path, source: str, name: str = "package") -> Path:
    package = folder / name
    package.mkdir()
    (package / "__init__.py").write_text(source)
    (package / "one.py").write_text("print('one is loaded')\nvalue, other = 1, 2\n")
    (package / "same.py").write_text("print('same is loaded')\ndef same(): return 3\n")
    run(str(TOOL), str(package))
    return folder


def test_a_module_is_loaded_when_a_name_of_it_is_asked_for(tmp_path: Path) -> None:
    path = rewritten(tmp_path, '"""A package."""\nfrom .one import value as renamed, other\n__all__ = ["renamed"]\n')

    code = "import package; print(package.__doc__, package.__all__); print(package.renamed, package.other)"
    assert run("-c", code, path=path) == "A package. ['renamed']\none is loaded\n1 2\n"


def test_names_are_imported_from_it_all_the_same(tmp_path: Path) -> None:
    path = rewritten(tmp_path, "from .one import value, other\n")

    assert run("-c", "from package import *; print(value, other)", path=path) == "one is loaded\n1 2\n"


def test_a_name_that_is_a_modules_too_stays_the_objects(tmp_path: Path) -> None:
    path = rewritten(tmp_path, "from .one import value\nfrom .same import same\n")

    code = "import package; import package.same; print(package.same(), package.value)"
    assert run("-c", code, path=path) == "same is loaded\none is loaded\n3 1\n"


def test_a_name_that_it_never_had_is_an_attribute_error(tmp_path: Path) -> None:
    path = rewritten(tmp_path, "from .one import value\n")

    code = "import package; print(hasattr(package, 'nothing'), 'value' in dir(package))"
    assert run("-c", code, path=path) == "False True\n"


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("from .one import value\nprint(value)\n", id="runs something"),
        pytest.param("from .one import *\n", id="passes all on"),
        pytest.param("import os\nfrom .one import value\n", id="imports a module"),
        pytest.param("from . import one\n", id="imports its own module"),
        pytest.param("try:\n    from .one import value\nexcept ImportError:\n    value = 0\n", id="has a way out"),
        pytest.param("", id="is empty"),
    ],
)
def test_a_package_that_does_more_is_left_alone(tmp_path: Path, source: str) -> None:
    rewritten(tmp_path, source)

    assert (tmp_path / "package" / "__init__.py").read_text() == source


def test_powertools_passes_on_all_that_it_did(tmp_path: Path) -> None:
    """But for what needs a library that is not shipped."""
    installed = Path(aws_lambda_powertools.__file__).parent
    package = tmp_path / "aws_lambda_powertools"
    shutil.copytree(installed, package, ignore=shutil.ignore_patterns("__pycache__"))
    run(str(TOOL), str(package))
    code = f"""
import sys
sys.path.insert(0, {str(tmp_path)!r})
from aws_lambda_powertools import event_handler, logging, metrics
from aws_lambda_powertools.utilities import data_classes
from aws_lambda_powertools.event_handler import APIGatewayRestResolver, Response
assert event_handler.__file__.startswith({str(tmp_path)!r})
assert "asyncio" not in sys.modules
for package in (event_handler, logging, metrics, data_classes):
    assert package.__all__
    for name in package.__all__:
        assert getattr(package, name).__name__, name
"""
    subprocess.run([sys.executable, "-c", code], check=True)
