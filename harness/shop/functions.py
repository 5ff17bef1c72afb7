"""Load the functions' handlers as Lambda does, and find the function behind a route.

A function is named after its package: `functions/users` is `users`.
"""

import importlib
from functools import cache
from types import ModuleType

from scripts.template import TEMPLATE


def load_app(function: str, entry: str = "app") -> ModuleType:
    """Return the module with the handler. `entry`: its name, for a package that serves two functions."""
    return importlib.import_module(f"{function}.{entry}")


@cache
def functions_by_path() -> dict[str, str]:
    """Return the function of each first segment of a path, as the template routes it: `menu` to `categories`."""
    found: dict[str, str] = {}
    for route in TEMPLATE.routes():
        segment, function = route.path.split("/")[1], TEMPLATE.folder(route.function).name
        assert found.setdefault(segment, function) == function, f"/{segment} leads to two functions"
    return found


def function_of(url: str) -> str:
    """Return the function that the template routes `url` to."""
    segment = url.strip("/").split("/")[0].split("?")[0]
    functions = functions_by_path()
    assert segment in functions, f"template.yaml has no route below /{segment}"
    return functions[segment]
