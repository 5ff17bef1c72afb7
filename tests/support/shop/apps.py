"""Loads a function's entry point as Lambda does, by the name of its handler's module."""

import importlib
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).parents[3]
FUNCTIONS = ROOT / "functions"
CATALOGUE = ("addons", "customization", "products", "categories")


def load_app(function: str, entry: str = "app") -> ModuleType:
    """Return the module with the handler. `entry`: its name, for a package that serves two functions."""
    return importlib.import_module(f"{function}.{entry}")
