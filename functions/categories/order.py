"""The order of the categories in the menu."""

from typing import Annotated

from pydantic import AfterValidator, Field

from bodega import clock, deadline
from bodega.catalog.kinds import unique
from bodega.catalog.store import table
from bodega.dynamodb import Item, Key, Query, TransactionFailed, Update
from bodega.errors import FieldError, StorageUnavailable, TooManyChanges, ValidationFailed
from bodega.ids import id_pattern
from bodega.models import Document

_PARTITION = "CATEGORY"
_MOST_MOVED = 100  # as many as a transaction writes
CategoryId = Annotated[str, Field(pattern=id_pattern("cat"))]


class CategoryOrder(Document):
    category_ids: Annotated[list[CategoryId], AfterValidator(unique)] = Field(
        max_length=1000, description="Every category once, in the new order"
    )


def menu_place(category: Item) -> tuple[bool, int, str]:
    """The sort key of categories in the menu: those without a position come last, the oldest first."""
    position = category["position"]
    return position is None, position or 0, category["id"]


def reorder(category_ids: list[str]) -> list[Item]:
    """Give each category its place in `category_ids`, all of them at once or none; return them in order.

    Only those that move are written, at the version that was read: a writer who comes between
    makes it start again.

    Raises: ValidationFailed when an id is unknown or one is left out, TooManyChanges.
    """
    while deadline.remaining() > 0:
        query = Query("#pk = :pk", {"pk": _PARTITION}, consistent=True)
        categories = {category["id"]: category for category in table.query_all(query)}
        _check_complete(category_ids, set(categories))
        ordered = [categories[category_id] for category_id in category_ids]
        moves = [(place, item) for place, item in enumerate(ordered) if item["position"] != place]
        if len(moves) > _MOST_MOVED:
            detail = f"One request moves at most {_MOST_MOVED} categories, this one {len(moves)}."
            raise TooManyChanges(f"{detail} Set `position` of some by themselves first.")
        now = clock.timestamp(clock.now())
        writes = [_move(item, place, now) for place, item in moves]
        try:
            if writes:
                table.transact(writes)
        except TransactionFailed:
            continue
        for place, item in moves:
            item.update(position=place, version=item["version"] + 1, updatedAt=now)
        return ordered
    raise StorageUnavailable


def _move(item: Item, place: int, now: str) -> Update:
    return Update(
        Key(_PARTITION, item["id"]),
        "#version = :version",
        set={"position": place, "updatedAt": now},
        add={"version": 1},
        values={"version": item["version"]},
    )


def _check_complete(named: list[str], there: set[str]) -> None:
    unknown = [
        FieldError(f"/categoryIds/{place}", "names no category")
        for place, category_id in enumerate(named)
        if category_id not in there
    ]
    missing = [
        FieldError("/categoryIds", f"leaves out {category_id}") for category_id in sorted(there.difference(named))
    ]
    if unknown or missing:
        raise ValidationFailed(unknown + missing)
