"""The list of all users, for admins."""

from bodega.dynamodb import Query
from bodega.items import Page
from users.storage.accounts import BY_CREATED, USERS, profile_key, table


def list_users(*, limit: int, after: str | None, newest_first: bool) -> Page:
    """Return up to `limit` profiles by the time of their registration. 1 Query, 0.5 RCU per 4 KB.

    `after`: the `next_position` of the page before.
    """
    query = Query(
        "#listPk = :users",
        {"users": USERS},
        index_name=BY_CREATED,
        limit=limit + 1,
        start=_start(after) if after else None,
        descending=newest_first,
    )
    return Page.of(table.query(query).items, limit, "listSk")


def _start(position: str) -> dict[str, str]:
    key = profile_key(position.rpartition("#")[2])
    return {"pk": key.pk, "sk": key.sk, "listPk": USERS, "listSk": position}
