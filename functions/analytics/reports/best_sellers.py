"""Best sellers: products by revenue and by quantity sold, less refunds."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from analytics.product_names import is_stamp_of
from analytics.reports.figures import header, money
from analytics.reports.store import read_products
from analytics.shop_calendar import Days
from bodega.items import Item


@dataclass(slots=True)
class _Sold:
    """A product's sales. `revenue` is in minor units. `rank` decides which of several months has its name."""

    product_id: str
    name: str = ""
    rank: int = -1
    quantity: int = 0
    revenue: int = 0

    def call(self, name: str | None, rank: int) -> None:
        """Note the name of the next month."""
        if name is not None and rank >= self.rank:
            self.name, self.rank = name, rank


def best_sellers(days: Days, limit: int) -> dict[str, Any]:
    """Return the first `limit` products by revenue and by quantity, as parallel lists, and the totals of all."""
    sold = sorted(_sold(days), key=lambda product: product.product_id)  # the order of products with equal figures
    return {
        **header(days),
        "byRevenue": _columns(sorted(sold, key=lambda product: -product.revenue)[:limit]),
        "byQuantity": _columns(sorted(sold, key=lambda product: -product.quantity)[:limit]),
        "totals": {
            "products": len(sold),
            "quantity": sum(product.quantity for product in sold),
            "revenue": money(sum(product.revenue for product in sold)),
        },
    }


def _sold(days: Days) -> list[_Sold]:
    """Return the products that were sold, each with the name of its latest order, or of its latest refund."""
    found: dict[str, _Sold] = {}
    for month in days.months():
        quantities, revenues, orders, refunds = _attributes_of(month)
        names = (f"t{stamp}" for stamp in (*orders, *refunds))
        for item in read_products(f"{month.first:%Y-%m}", (*quantities, *revenues, *orders, *refunds, *names)):
            product = found.setdefault(item["sk"], _Sold(item["sk"]))
            # From the weakest to the strongest. Events that an earlier version counted have no stamps.
            product.call(item["name"], rank=0)
            product.call(_latest_name(item, refunds), rank=1)
            product.call(_latest_name(item, orders), rank=2)
            product.quantity += _sum(item, quantities)
            product.revenue += _sum(item, revenues)
    return [product for product in found.values() if product.quantity or product.revenue]


def _attributes_of(month: Days) -> tuple[list[str], list[str], list[str], list[str]]:
    """Return the attributes of days in one month: quantities, revenues, and the stamps of orders and of refunds."""
    if month.is_whole_month:
        return ["quantity"], ["revenue"], ["n"], ["m"]
    numbers = [f"{day.day:02d}" for day in month]
    quantities, revenues, orders, refunds = ([f"{kind}{number}" for number in numbers] for kind in "qrnm")
    return quantities, revenues, orders, refunds


def _latest_name(item: Item, stamps: Iterable[str]) -> str | None:
    """Return the name of the latest of the stamps, or None without one."""
    stamp, attribute = max(((item[name], name) for name in stamps if name in item), default=(0, ""))
    if not attribute:
        return None
    # It is left over from an earlier stamp if a later one had the first name again.
    other: str | None = item.get(f"t{attribute}")
    return other if other and is_stamp_of(other, stamp) else str(item["name"])


def _sum(item: Mapping[str, int], names: Iterable[str]) -> int:
    return sum(item.get(name, 0) for name in names)


def _columns(products: list[_Sold]) -> dict[str, list[Any]]:
    return {
        "labels": [product.name for product in products],
        "productIds": [product.product_id for product in products],
        "revenue": [product.revenue for product in products],
        "quantity": [product.quantity for product in products],
    }
