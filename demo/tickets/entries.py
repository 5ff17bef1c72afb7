"""The orders in `orders.yaml`, which refer to products and options by name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from demo.client import Body

DATA = Path(__file__).parent / "orders.yaml"


class NotOffered(Exception):
    """The shop's menu does not have a product or an option of the order."""


class Menu:
    """The products of the shop's menu, by name."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self._products = {
            product["name"]: product for category in document["categories"] for product in category["products"]
        }

    def product_id(self, product: str) -> str:
        return str(self._find(self._products, product)["id"])

    def selection(self, product: str, customization: str, addons: Sequence[str]) -> Body:
        """Return the selection of an order. Raises: NotOffered."""
        offered = {each["name"]: each for each in self._find(self._products, product)["customizations"]}
        found = self._find(offered, customization)
        ids = {addon["name"]: addon["id"] for addon in found["addons"]}
        chosen = [{"addonId": self._find(ids, name), "quantity": addons.count(name)} for name in dict.fromkeys(addons)]
        return {"customizationId": found["id"], "addons": chosen}

    @staticmethod
    def _find(found: Mapping[str, Any], name: str) -> Any:
        if name not in found:
            raise NotOffered(name)
        return found[name]


@dataclass(frozen=True, kw_only=True)
class Line:
    product: str
    quantity: int = 1
    options: Mapping[str, Sequence[str]] = field(default_factory=dict)
    note: str | None = None

    def body(self, menu: Menu) -> Body:
        return {
            "productId": menu.product_id(self.product),
            "quantity": self.quantity,
            "selections": [menu.selection(self.product, *option) for option in self.options.items()],
            "note": self.note,
        }


@dataclass(frozen=True, kw_only=True)
class Order:
    """An order and the `status` that it gets. `table`: where it is served; without one, it is picked up.

    `card`: the test card of a guest who pays by it. `refund`: the pieces of the first line that are refunded.
    """

    lines: Sequence[Line]
    status: str
    name: str | None = None
    table: str | None = None
    later: int = 0
    tip: int | None = None
    paid: str | None = None
    card: str | None = None
    refund: int = 0

    def cart(self, menu: Menu, at: str | None) -> Body:
        """Return the body of a quote. `at`: when the order is due, None for as soon as possible."""
        place: Body = {"type": "dineIn", "table": self.table} if self.table else {"type": "pickup"}
        return {
            "lines": [line.body(menu) for line in self.lines],
            "fulfilment": {**place, "at": at},
            "tip": None if self.tip is None else {"percent": self.tip},
        }


def read_orders(path: Path = DATA) -> list[Order]:
    """Read the orders. Raises TypeError for an unknown or missing field."""
    entries: list[dict[str, Any]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return [Order(**{**entry, "lines": [Line(**line) for line in entry["lines"]]}) for entry in entries]
