"""The order of the categories in the menu."""

from bodega import deadline
from bodega.catalog.store import MAX_CHANGES, CatalogStore
from bodega.errors import FieldError, TooManyChanges, ValidationFailed
from bodega.items import Item, Stale
from categories.kind import KIND

_store = CatalogStore(KIND)


def menu_position(category: Item) -> tuple[bool, int, str]:
    """Return the sort key of a category in the menu. Categories without a position come last, the oldest first."""
    position = category["position"]
    return position is None, position or 0, category["id"]


def reorder(category_ids: list[str]) -> list[Item]:
    """Number all categories in the order of `category_ids`, or none of them; return them in order.

    1 Query, and 1 TransactWriteItems that writes only the categories that move, each at the version that was read.
    Both are repeated if a category changes in between.

    Raises: ValidationFailed when an id is unknown or missing, TooManyChanges.
    """
    while True:
        deadline.require_time()
        categories = {category["id"]: category for category in _store.read_all(consistent=True)}
        _check_complete(category_ids, set(categories))
        ordered = [categories[category_id] for category_id in category_ids]
        moves = [(item, {"position": place}) for place, item in enumerate(ordered) if item["position"] != place]
        if len(moves) > MAX_CHANGES:
            detail = f"One request moves at most {MAX_CHANGES} categories, this one {len(moves)}."
            raise TooManyChanges(f"{detail} Set `position` of some by themselves first.")
        try:
            moved = _store.set_fields_of_many(moves) if moves else []
        except Stale:
            continue
        categories |= {category["id"]: category for category in moved}
        return [categories[category_id] for category_id in category_ids]


def _check_complete(named: list[str], existing: set[str]) -> None:
    """Raises: ValidationFailed unless `named` has every existing category."""
    unknown = [
        FieldError(f"/categoryIds/{place}", "is not the ID of a category of this shop")
        for place, category_id in enumerate(named)
        if category_id not in existing
    ]
    missing = [
        FieldError("/categoryIds", f"must contain every category: {category_id} is missing")
        for category_id in sorted(existing.difference(named))
    ]
    if unknown or missing:
        raise ValidationFailed(unknown + missing)
