"""Loads a function's `app.py` as Lambda would: from its own folder, which is first on the search path."""

import importlib.util
import sys
from functools import cache
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).parents[2]
FUNCTIONS = ROOT / "functions"
CATALOGUE = ("addons", "customization", "products", "categories")


@cache
def load_app(function: str, entry: str = "app") -> ModuleType:
    """`entry`: the module with the handler, where a folder serves two functions."""
    folder = FUNCTIONS / function
    sys.path.insert(0, str(folder))
    spec = importlib.util.spec_from_file_location(f"{function}_{entry}", folder / f"{entry}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module
