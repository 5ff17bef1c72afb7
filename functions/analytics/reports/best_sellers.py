"""Best sellers: products by revenue and by quantity sold, less refunds."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from analytics.reports.figures import header, money
from analytics.reports.store import read_products
from analytics.shop_calendar import Days


@dataclass(slots=True)
class _Sold:
    """A product's sales. `revenue` is in minor units."""

    product_id: str
    name: str = ""
    quantity: int = 0
    revenue: int = 0


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
    """Return the products that were sold, each with the last name that it was sold under."""
    found: dict[str, _Sold] = {}
    for month in days.months():
        quantities, revenues = _figures_of(month)
        for item in read_products(f"{month.first:%Y-%m}", (*quantities, *revenues)):
            product = found.setdefault(item["sk"], _Sold(item["sk"]))
            product.name = item["name"]
            product.quantity += _sum(item, quantities)
            product.revenue += _sum(item, revenues)
    return [product for product in found.values() if product.quantity or product.revenue]


def _figures_of(month: Days) -> tuple[list[str], list[str]]:
    """Return the attributes with the quantities and the revenues of the days, which are all in one month."""
    if month.is_whole_month:
        return ["quantity"], ["revenue"]
    numbers = [f"{day.day:02d}" for day in month]
    return [f"q{number}" for number in numbers], [f"r{number}" for number in numbers]


def _sum(item: Mapping[str, int], names: Iterable[str]) -> int:
    return sum(item.get(name, 0) for name in names)


def _columns(products: list[_Sold]) -> dict[str, list[Any]]:
    return {
        "labels": [product.name for product in products],
        "productIds": [product.product_id for product in products],
        "revenue": [product.revenue for product in products],
        "quantity": [product.quantity for product in products],
    }
