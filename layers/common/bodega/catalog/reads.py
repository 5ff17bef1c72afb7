"""Reads of the catalog table: single items, all items of a kind, and lists by name."""

from collections.abc import Iterator, Sequence

from bodega.catalog.kinds import SORT_NAME_END
from bodega.dynamodb import Item, Key, Query, Table
from bodega.items import Page
from bodega.text import sort_name

BY_NAME = "by-name"
_MAX_QUERIES_PER_PAGE = 10
_FILTERED_READ = 200  # items read at a time where a filter drops some

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

        Where the filter drops nearly everything, a page can be short and still have a next position.
        """
        query = Query("#pk = :pk", {"pk": self.partition}, index_name=BY_NAME, limit=limit + 1)
        if prefix:
            condition = "#pk = :pk AND begins_with(#nameKey, :prefix)"
            query = query._replace(condition=condition, values={**query.values, "prefix": sort_name(prefix)})
        if in_stock is not None:
            values = {**query.values, "inStock": in_stock}
            query = query._replace(filter="#inStock = :inStock", values=values, limit=max(_FILTERED_READ, limit + 1))
        if after:
            item_id = after.rpartition(SORT_NAME_END)[2]
            query = query._replace(start={"pk": self.partition, "sk": item_id, "nameKey": after})
        found: list[Item] = []
        for _ in range(_MAX_QUERIES_PER_PAGE):
            result = table.query(query)
            found += result.items
            if len(found) > limit or result.last is None:
                return Page.of(found, limit, "nameKey")
            query = query._replace(start=result.last)
        return Page(found, result.last["nameKey"] if result.last else None)
