"""The script that writes the API document names what is missing."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bodega.openapi.document import Undocumented
from scripts import openapi
from scripts.generated import CannotGenerate

Package = Callable[[str, str], str]


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Package:
    """Writes a package with a module; gives the package's name."""
    monkeypatch.syspath_prepend(tmp_path)
    name = f"function_{tmp_path.name.replace('-', '_')}"

    def write(module: str, text: str) -> str:
        folder = tmp_path / name
        folder.mkdir(exist_ok=True)
        (folder / "__init__.py").touch()
        (folder / f"{module}.py").write_text(text)
        for loaded in [each for each in sys.modules if each.partition(".")[0] == name]:
            monkeypatch.delitem(sys.modules, loaded)
        return name

    return write


def test_a_handler_without_a_module_is_named() -> None:
    with pytest.raises(Undocumented, match=r"routes to bakery\.app\.handler, but bakery\.app has no ShopApi"):
        openapi.resolver_of("bakery.app.handler")


def test_a_module_without_a_resolver_is_named(package: Package) -> None:
    name = package("app", "app = object()")

    with pytest.raises(Undocumented, match=f"{name}.app has no ShopApi called `app`"):
        openapi.resolver_of(f"{name}.app.handler")


def test_a_module_that_cannot_be_imported_is_not_called_missing(package: Package) -> None:
    name = package("app", "import a_package_that_is_not_installed")

    with pytest.raises(ModuleNotFoundError, match="a_package_that_is_not_installed"):
        openapi.resolver_of(f"{name}.app.handler")


def test_a_package_without_documentation_is_named(package: Package) -> None:
    name = package("app", "")

    with pytest.raises(Undocumented, match=f"No module named `openapi` in functions/{name}"):
        openapi.operations_of(name)


def test_a_tag_without_a_description_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(openapi.TAGS, "menu")

    with pytest.raises(CannotGenerate, match=r"TAGS in scripts/openapi\.py has no description of menu\. Add one"):
        openapi.build()
