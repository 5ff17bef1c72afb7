"""Reads of the catalog table: single items, all items of a kind, and lists by name."""

from collections.abc import Iterator, Sequence

from bodega.catalog.name_keys import NamePrefix, id_of
from bodega.dynamodb import Item, Key, Query, Table
from bodega.items import Page

BY_NAME = "by-name"
_MAX_QUERIES_PER_PAGE = 10
_FILTERED_READ = 200  # items read at a time if some are left out

table = Table("CATALOG_TABLE")


class CatalogReader:
    """Reads one kind's items. `partition`: the kind's, such as `PRODUCT`."""

    def __init__(self, partition: str) -> None:
        self.partition = partition

    def key(self, item_id: str) -> Key:
        return Key(self.partition, item_id)

    def get(self, item_id: str, *, consistent: bool = False) -> Item | None:
        """Return the item, or None; 1 GetItem: 0.5 RCU per 4 KB, 1 when consistent."""
        return table.get(self.key(item_id), consistent=consistent)

    def get_many(self, item_ids: Sequence[str]) -> list[Item]:
        """Return the items that exist, in no order; 1 BatchGetItem per 100 ids, 0.5 RCU per item of up to 4 KB."""
        return table.batch_get([self.key(item_id) for item_id in item_ids])

    def read_all(self, *, consistent: bool = False) -> Iterator[Item]:
        """Return all items, the oldest first; 1 Query per MB, 0.5 RCU per 4 KB, 1 when consistent."""
        return table.query_all(Query("#pk = :pk", {"pk": self.partition}, consistent=consistent))

    def list_by_name(
        self, *, limit: int, after: str | None, prefix: str | None = None, in_stock: bool | None = None
    ) -> Page:
        """Return up to `limit` items by name, in 1 to 10 Queries; 0.5 RCU per 4 KB that are read.

        If most items are left out, a page can be short and still have a next position.
        """
        query = Query("#pk = :pk", {"pk": self.partition}, index_name=BY_NAME, limit=limit + 1)
        search = NamePrefix.of(prefix) if prefix else None
        leaves_out = in_stock is not None or (search is not None and not search.is_exact)
        if search:
            query = _with_prefix(query, search)
        if in_stock is not None:
            query = query._replace(filter="#inStock = :inStock", values={**query.values, "inStock": in_stock})
        if leaves_out:
            query = query._replace(limit=max(_FILTERED_READ, limit + 1))
        if after:
            query = query._replace(start={"pk": self.partition, "sk": id_of(after), "nameKey": after})
        found: list[Item] = []
        for _ in range(_MAX_QUERIES_PER_PAGE):
            result = table.query(query)
            found += result.items if search is None or search.is_exact else _matching(search, result.items)
            if len(found) > limit or result.last is None:
                return Page.of(found, limit, "nameKey")
            query = query._replace(start=result.last)
        return Page(found, result.last["nameKey"] if result.last else None)


def _with_prefix(query: Query, search: NamePrefix) -> Query:
    if search.between:
        least, most = search.between
        condition = "#pk = :pk AND #nameKey BETWEEN :least AND :most"
        return query._replace(condition=condition, values={**query.values, "least": least, "most": most})
    if not search.start:
        return query
    condition = "#pk = :pk AND begins_with(#nameKey, :prefix)"
    return query._replace(condition=condition, values={**query.values, "prefix": search.start})


def _matching(search: NamePrefix, items: list[Item]) -> list[Item]:
    return [item for item in items if search.matches(item["name"])]
