"""Packages that the layer's build rewrites re-export the same names as before, and load a module when it is used."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from harness import FUNCTIONS, ROOT
from harness.shop.variables import ENVIRONMENT
from tests.support.installation.lazy_packages import LOADED_BY_EAGER_PACKAGES, TOOL, rewrite, rewritten_copies

# What the shop imports, or imported by that. An upgrade that turns one of them into more than re-exports is found here.
EXPECTED = {
    "aws_lambda_powertools.event_handler",
    "aws_lambda_powertools.event_handler.middlewares",
    "aws_lambda_powertools.event_handler.openapi",
    "aws_lambda_powertools.logging",
    "aws_lambda_powertools.logging.buffer",
    "aws_lambda_powertools.metrics",
    "aws_lambda_powertools.metrics.provider",
    "aws_lambda_powertools.middleware_factory",
    "aws_lambda_powertools.tracing",
    "aws_lambda_powertools.utilities.data_classes",
    "aws_lambda_powertools.utilities.typing",
    "jwt",
}
EVERYTHING_OF_A_FUNCTION = "import bodega.api.resolver, bodega.observability, bodega.token_verification\n"
# The attributes of each package that are modules, after its import.
SUBMODULES = """
import importlib, inspect, json, sys
found = {}
for name in json.loads(sys.argv[1]):
    try:
        package = importlib.import_module(name)
    except ImportError:  # needs a library that is not installed
        continue
    found[name] = {each: value.__name__ for each, value in vars(package).items() if inspect.ismodule(value)}
print(json.dumps(found))
"""


def run(*command: str, path: Path | None = None) -> str:
    environment = {"PYTHONPATH": str(path)} if path else {}
    done = subprocess.run([sys.executable, *command], env=environment, capture_output=True, text=True, check=True)
    return done.stdout


def modules_after(code: str, *path: Path) -> set[str]:
    """Return the modules of a process that ran `code` with `path` ahead of the installed packages."""
    folders = [*path, FUNCTIONS, ROOT / "layers" / "common", ROOT]
    environment = {**ENVIRONMENT, "PYTHONPATH": os.pathsep.join(map(str, folders))}
    # Not in the layer. PyJWT imports it if it is there, as in the tests' environment.
    script = f"import sys\nsys.modules['cryptography'] = None\n{code}\nprint(*sys.modules)"
    command = [sys.executable, "-c", script]
    return set(subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout.split())


def rewritten(folder: Path, source: str, name: str = "package") -> Path:
    package = folder / name
    package.mkdir()
    (package / "__init__.py").write_text(source)
    (package / "one.py").write_text("print('one is loaded')\nvalue, other = 1, 2\n")
    (package / "same.py").write_text("print('same is loaded')\ndef same(): return 3\n")
    (package / "needy.py").write_text("import a_library_that_is_not_installed\n")
    rewrite(package)
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


def test_a_submodule_is_an_attribute_after_the_import_of_the_package(tmp_path: Path) -> None:
    path = rewritten(tmp_path, "from .one import value\n")

    code = "import package as p; print(p.one.other, p.same.__name__, 'one' in dir(p))"
    assert run("-c", code, path=path) == "one is loaded\nsame is loaded\n2 package.same True\n"


def test_a_name_that_it_never_had_is_an_attribute_error(tmp_path: Path) -> None:
    path = rewritten(tmp_path, "from .one import value\n")

    code = "import package; print(hasattr(package, 'nothing'), 'value' in dir(package))"
    assert run("-c", code, path=path) == "False True\n"


def test_a_submodule_that_needs_a_missing_library_is_an_attribute_error_that_names_the_library(tmp_path: Path) -> None:
    path = rewritten(tmp_path, "from .one import value\n")

    code = (
        "import package\ntry: package.needy\nexcept AttributeError as error: print(error, '|', error.__cause__)\n"
        "try: from package import needy\nexcept ImportError as error: print(error)"
    )
    assert run("-c", code, path=path) == (
        "module 'package' has no attribute 'needy' | No module named 'a_library_that_is_not_installed'\n"
        "No module named 'a_library_that_is_not_installed'\n"
    )


def test_a_package_keeps_what_it_says_of_itself(tmp_path: Path) -> None:
    path = rewritten(tmp_path, '__version__ = "1.0"\n__doc__ = f"v{__version__}"\nfrom .one import value\n')

    assert run("-c", "import package as p; print(p.__version__, p.__doc__)", path=path) == "1.0 v1.0\n"


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("from .one import value\nprint(value)\n", id="runs something"),
        pytest.param("from .one import value\n__version__ = str(value)\n", id="computes something"),
        pytest.param("from .one import value\n__version__ = value\n", id="needs a module for its description"),
        pytest.param("from .one import value\nanother = 'text'\n", id="has a name of its own"),
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


def test_the_build_prints_a_line_for_each_package_that_it_rewrites(tmp_path: Path) -> None:
    for name, source in {"first": "from .one import value\n", "second": "import os\n"}.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").write_text(source)

    assert run(str(TOOL), str(tmp_path / "first"), str(tmp_path / "second")) == "lazy: first\n"


def test_the_packages_that_the_shop_uses_are_rewritten(tmp_path: Path) -> None:
    missing = EXPECTED - set(rewritten_copies(tmp_path))

    assert not missing, f"an upgrade made the rewrite of {missing} a no-op: see layers/common/build/lazy_packages.py"


def test_a_function_loads_none_of_what_only_eager_packages_load(lazy_packages: Path) -> None:
    """The packages as pip installs them load all of it: otherwise, the list would be out of date."""
    assert modules_after(EVERYTHING_OF_A_FUNCTION) >= LOADED_BY_EAGER_PACKAGES
    assert not LOADED_BY_EAGER_PACKAGES & modules_after(EVERYTHING_OF_A_FUNCTION, lazy_packages)


def test_each_submodule_is_an_attribute_as_with_the_original(tmp_path: Path) -> None:
    packages = rewritten_copies(tmp_path)
    original = json.loads(run("-c", SUBMODULES, json.dumps(packages)))
    code = (
        f"import importlib\nfor package, modules in {original!r}.items():\n"
        "    found = importlib.import_module(package)\n"
        f"    assert found.__file__.startswith({str(tmp_path)!r})\n"
        "    for name, module in modules.items():\n"
        "        assert getattr(found, name).__name__ == module, (package, name)\n"
    )

    assert original["aws_lambda_powertools.event_handler"]["api_gateway"]
    run("-c", code, path=tmp_path)


def test_each_package_exports_all_that_it_did(lazy_packages: Path) -> None:
    """Except for what needs a library that is not shipped."""
    code = f"""
import sys
sys.path.insert(0, {str(lazy_packages)!r})
import jwt
from aws_lambda_powertools import event_handler, logging, metrics
from aws_lambda_powertools.utilities import data_classes
from aws_lambda_powertools.event_handler import APIGatewayRestResolver, Response
assert event_handler.__file__.startswith({str(lazy_packages)!r})
assert jwt.__file__.startswith({str(lazy_packages)!r})
for package in (event_handler, logging, metrics, data_classes, jwt):
    assert package.__all__
    for name in package.__all__:
        assert getattr(package, name).__name__, name
"""
    subprocess.run([sys.executable, "-c", code], check=True)
