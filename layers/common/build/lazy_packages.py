"""Rewrites packages so that they import their modules lazily, when a name is first used (PEP 562).

Powertools' `event_handler` imports everything for AppSync, Bedrock and VPC Lattice, asyncio included. `data_classes`
imports the events of thirty services, of which the shop uses one. A package is rewritten if its `__init__.py` only
re-exports names. Other packages are left as they are.

    python lazy_packages.py path/to/site-packages/aws_lambda_powertools
"""

import ast
import sys
from pathlib import Path

_LAZY: str = '''"""{docstring}"""

from importlib import import_module
{eager}
_MODULES = {{
{modules}
}}
__all__ = {names}


def __getattr__(name):
    try:
        module, original = _MODULES[name]
    except KeyError:
        raise AttributeError(f"module {{__name__!r}} has no attribute {{name!r}}") from None
    value = globals()[name] = getattr(import_module(module, __name__), original)
    return value


def __dir__():
    return sorted([*globals(), *__all__])
'''


def main(package: Path) -> int:
    for path in sorted(package.rglob("__init__.py")):
        lazy = lazily(path.read_text(encoding="utf-8"), {module.stem for module in path.parent.iterdir()})
        if lazy is not None:
            path.write_text(lazy, encoding="utf-8")
    return 0


def lazily(source: str, modules: set[str]) -> str | None:
    """Return an `__init__.py` that re-exports the same names lazily, or None if `source` does more than re-export.

    `modules`: the names of the package's modules. A re-exported name that is also a module's name is imported eagerly,
    because importing the module would bind the name to the module.
    """
    docstring = ""
    where: dict[str, tuple[str, str]] = {}
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
            case _:
                return None
    if not where or "*" in where:
        return None
    names = listed if listed is not None else sorted(where)
    eager = [f"from {where[name][0]} import {where[name][1]} as {name}\n" for name in sorted(where.keys() & modules)]
    lines = [f"    {name!r}: {origin!r}," for name, origin in where.items() if name not in modules]
    return _LAZY.format(docstring=docstring.strip(), eager="".join(eager), modules="\n".join(lines), names=names)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
