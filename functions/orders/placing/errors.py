"""Errors of placing an order. Nothing was written."""

from typing import Any

from bodega.errors import ShopError
from bodega.items import Item


class NotOrderable(ShopError):
    """Something prevents the order. `problems`: everything that does, as in a quote."""

    code = "not_orderable"

    def __init__(self, problems: list[Item]) -> None:
        super().__init__("The order cannot be placed; see problems.")
        self.problems = problems

    def members(self) -> dict[str, Any]:
        return {"problems": self.problems}


class PriceChanged(ShopError):
    """The order costs another amount than the client expects. `quote`: the whole new quote."""

    code = "price_changed"

    def __init__(self, quote: Item) -> None:
        super().__init__("The order has another total now. Show the quote, and send its total as expectedTotal.")
        self.quote = quote

    def members(self) -> dict[str, Any]:
        return {"quote": self.quote}
