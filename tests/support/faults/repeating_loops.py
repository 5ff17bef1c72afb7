"""The loops of the functions and the layer that repeat an attempt, found in their code."""

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

from scripts.template import ROOT

_FOLDERS = (ROOT / "functions", ROOT / "layers/common")
_PRODUCT = ("functions/*/**/*.py", "layers/common/bodega/**/*.py")


def ending_functions() -> set[str]:
    """Return the functions that call `deadline.require_time`."""
    return _functions("require_time", lambda function: any(_requires_time(node) for node in ast.walk(function)))


def endless_loops() -> set[str]:
    """Return the functions with a `while` that goes on after an exception, and does not begin with `require_time`."""
    return _functions("while ", lambda function: any(_repeats(node) and not _ends(node) for node in ast.walk(function)))


def _functions(text: str, has: Callable[[ast.AST], bool]) -> set[str]:
    """`text`: only modules that contain it are parsed."""
    paths = (path for pattern in _PRODUCT for path in ROOT.glob(pattern))
    return {f"{_module(path)}.{function.name}" for path in paths for function in _defined(path, text) if has(function)}


def _defined(path: Path, text: str) -> Iterator[ast.FunctionDef]:
    code = path.read_text(encoding="utf-8")
    tree = ast.parse(code if text in code else "")
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def _module(path: Path) -> str:
    folder = next(folder for folder in _FOLDERS if path.is_relative_to(folder))
    return ".".join(path.relative_to(folder).with_suffix("").parts)


def _repeats(node: ast.AST) -> bool:
    handlers = (each for each in ast.walk(node) if isinstance(each, ast.ExceptHandler))
    return isinstance(node, ast.While) and any(not isinstance(each.body[-1], ast.Raise) for each in handlers)


def _ends(loop: ast.AST) -> bool:
    return isinstance(loop, ast.While) and _requires_time(loop.body[0])


def _requires_time(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and ast.unparse(node) == "deadline.require_time()"
