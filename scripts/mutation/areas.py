"""The modules that are mutated: rules and stores, by area."""

from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / ".local/mutation"
"""Results, measurements and copies of the project."""
_LAYER = "layers/common/bodega"

AREAS: dict[str, tuple[str, ...]] = {
    "users": ("functions/users",),
    "orders": ("functions/orders", f"{_LAYER}/orders"),
    "payments": ("functions/payments",),
    "catalogue": (
        *(f"functions/{name}" for name in ("addons", "categories", "customization", "products")),
        *(f"{_LAYER}/{name}" for name in ("catalog", "name_order.py", "stock.py")),
    ),
    "analytics": ("functions/analytics", f"{_LAYER}/sales.py", f"{_LAYER}/business_day.py"),
    "store": ("functions/store",),
    "authorizer": (
        "functions/authorizer",
        *(f"{_LAYER}/{name}.py" for name in ("token_verification", "tokens", "key_ring", "sessions", "secret_values")),
    ),
    "seam": (
        f"{_LAYER}/dynamodb",
        *(f"{_LAYER}/{name}.py" for name in ("attributes", "deadline", "idempotency", "items", "outbox")),
        *(f"{_LAYER}/api/{name}.py" for name in ("body", "conditions", "cursors", "identity")),
    ),
}
"""Areas, and the folders and modules of each."""

_NO_RULES = ("__init__.py", "app.py", "openapi.py", "routes.py", "schemas.py")
"""Modules of folders that contain neither rules nor stores."""


def modules(names: Sequence[str]) -> Iterator[tuple[str, Path]]:
    """Yield the modules of areas, folders or files, each with its area and its path from the project's folder.

    Raises: ValueError for a name that is none of these.
    """
    for name in names:
        if name in AREAS:
            for path in AREAS[name]:
                yield from ((name, module) for module in _of(Path(path)))
        elif (ROOT / name).exists():
            yield from ((_area(Path(name)), module) for module in _of(Path(name)))
        else:
            raise ValueError(f"{name}: name an area ({', '.join(AREAS)}), a folder or a file")


def _of(path: Path) -> list[Path]:
    if path.suffix == ".py":
        return [path]
    found = sorted((ROOT / path).rglob("*.py"))
    return [file.relative_to(ROOT) for file in found if file.name not in _NO_RULES]


def _area(path: Path) -> str:
    return next(
        (area for area, paths in AREAS.items() if any(path.is_relative_to(own) for own in paths)), "other modules"
    )
