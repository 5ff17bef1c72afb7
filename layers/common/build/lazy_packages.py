"""Rewrites packages so that they import their modules lazily, when a name is first used (PEP 562).

Powertools' `event_handler` imports everything for AppSync, Bedrock and VPC Lattice, asyncio included. `data_classes`
imports the events of thirty services, of which the shop uses one. PyJWT imports an HTTP client to fetch keys. A package
is rewritten if its `__init__.py` only re-exports names and describes itself. Other packages are left as they are.

    python lazy_packages.py path/to/site-packages/aws_lambda_powertools ...

Prints a line for each package that it rewrites.
"""

import ast
import pkgutil
import sys
from pathlib import Path

_LAZY: str = '''"""{docstring}"""

from importlib import import_module
{eager}
{constants}
_NAMES = {{
{names}
}}
_SUBMODULES = {submodules}
__all__ = {listed}


def __getattr__(name):
    if name in _NAMES:
        module, original = _NAMES[name]
        value = globals()[name] = getattr(import_module(module, __name__), original)
        return value
    missing = f"module {{__name__!r}} has no attribute {{name!r}}"
    if name not in _SUBMODULES:
        raise AttributeError(missing)
    try:
        return import_module(f".{{name}}", __name__)
    except ImportError as error:
        raise AttributeError(missing) from error


def __dir__():
    return sorted({{*globals(), *_NAMES, *_SUBMODULES}})
'''


def main(packages: list[Path]) -> int:
    for package in packages:
        for path in sorted(package.rglob("__init__.py")):
            modules = {module.name for module in pkgutil.iter_modules([str(path.parent)])}
            lazy = lazily(path.read_text(encoding="utf-8"), modules)
            if lazy is not None:
                path.write_text(lazy, encoding="utf-8")
                print("lazy:", ".".join(path.parent.relative_to(package.parent).parts))
    return 0


def lazily(source: str, modules: set[str]) -> str | None:
    """Return an `__init__.py` that re-exports the same names lazily, or None if `source` does more than re-export.

    `modules`: the names of the package's modules. They are attributes too: importing the original makes them so. A
    re-exported name that is also a module's name is imported eagerly, because importing the module would bind the name
    to the module.
    """
    docstring = ""
    where: dict[str, tuple[str, str]] = {}
    constants: dict[str, str] = {}
    listed: list[str] | None = None
    for statement in ast.parse(source).body:
        match statement:
            case ast.Expr(value=ast.Constant(value=str(docstring))):
                pass
            case ast.ImportFrom(module="__future__"):
                pass
            case ast.ImportFrom(module=module, names=names, level=level) if module:
                where |= {each.asname or each.name: ("." * level + module, each.name) for each in names}
            case ast.Assign(targets=[ast.Name(id="__all__")], value=value):
                listed = list(ast.literal_eval(value))
            case ast.Assign(targets=[ast.Name(id=name)], value=value) if _describes(name, value, constants):
                constants[name] = ast.unparse(statement)
            case _:
                return None
    if not where or "*" in where:
        return None
    eager = [f"from {where[name][0]} import {where[name][1]} as {name}\n" for name in sorted(where.keys() & modules)]
    return _LAZY.format(
        docstring=docstring.strip(),
        eager="".join(eager),
        constants="\n".join(constants.values()),
        names="\n".join(f"    {name!r}: {origin!r}," for name, origin in where.items() if name not in modules),
        submodules=sorted(modules - where.keys()),
        listed=listed if listed is not None else sorted(where),
    )


def _describes(name: str, value: ast.expr, constants: dict[str, str]) -> bool:
    """Return whether an assignment is one like `__version__ = "1.0"`: of texts and of the names assigned before."""
    return name.startswith("__") and all(
        isinstance(node, (ast.Constant, ast.JoinedStr, ast.FormattedValue, ast.Load))
        or (isinstance(node, ast.Name) and node.id in constants)
        for node in ast.walk(value)
    )


if __name__ == "__main__":
    sys.exit(main([Path(argument) for argument in sys.argv[1:]]))
