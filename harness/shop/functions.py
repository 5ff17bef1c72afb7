"""Load the functions' handlers as Lambda does, and find the function behind a route.

A function is named after its package: `functions/users` is `users`.
"""

import importlib
import re
from functools import cache, lru_cache
from types import ModuleType

from scripts.template import TEMPLATE


def load_app(function: str, entry: str = "app") -> ModuleType:
    """Return the module with the handler. `entry`: its name, for a package that serves two functions."""
    return importlib.import_module(f"{function}.{entry}")


@cache
def functions_by_path() -> dict[str, str]:
    """Return the function of each path of the template, the paths with fewer parameters first."""
    found = {route.path: TEMPLATE.folder(route.function).name for route in TEMPLATE.routes()}
    return dict(sorted(found.items(), key=lambda item: item[0].count("{")))


@lru_cache(maxsize=4096)
def function_of(url: str) -> str:
    """Return the function that the template routes `url` to, or one that serves paths that begin like it."""
    path = f"/{url.partition('?')[0].strip('/')}"
    segment = path.split("/")[1]
    functions = functions_by_path()
    like = [function for known, function in functions.items() if known.split("/")[1] == segment]
    assert like, f"template.yaml has no route below /{segment}"
    return next((function for known, function in functions.items() if _pattern(known).fullmatch(path)), like[0])


@cache
def _pattern(path: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\{\w+\}", "[^/]+", path))
