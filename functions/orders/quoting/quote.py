"""Quotes: a cart priced with the current catalogue, with the slot in which it can be ready and all its problems."""

import os
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from typing import Any, NamedTuple

from bodega import clock
from bodega.items import Item
from bodega.orders.documents import line_document, totals_document
from bodega.orders.settings import Pause, Settings
from orders.pricing.cart import Priced, Problem, Rate, TaxRules
from orders.pricing.pricing import price
from orders.quoting import store
from orders.quoting.cart import Cart
from orders.quoting.schedule import Due, Store, Taken, due_of
from orders.quoting.store import Found, Wanted


class Quote(NamedTuple):
    """A priced cart. `products`: as stored, by id. `due`: None if it cannot be ready at the time that it asks for."""

    cart: Cart
    products: Mapping[str, Item]
    priced: Priced
    due: Due | None
    problems: list[Problem]
    settings: Settings
    quoted_at: datetime

    def document(self) -> Item:
        """Return the quote as the API shows it."""
        slot = self.due and self.due.slot
        return {
            "orderable": not self.problems,
            "problems": [problem.as_dict() for problem in self.problems],
            "lines": [line_document(line.as_dict(), self.cart.lines[line.line - 1].note) for line in self.priced.lines],
            "totals": totals_document(self.priced.totals.as_dict()),
            "fulfilment": {
                "type": self.cart.fulfilment.type,
                "asap": self.cart.fulfilment.at is None,
                "from": slot and clock.timestamp(slot.start),
                "to": slot and clock.timestamp(slot.end),
            },
            "quotedAt": clock.timestamp(self.quoted_at),
        }


def quote(cart: Cart) -> Quote:
    """Return the quote of a cart. It writes nothing.

    1 or 2 BatchGetItem, and 1 Query of the day's slots if the store has a capacity.

    Raises: ValidationFailed if the total is too large.
    """
    return evaluate(cart, store.read(wanted(cart)), store.read_taken)


def wanted(cart: Cart) -> Wanted:
    """Return the ids of the items that a cart names."""
    return Wanted(cart.product_ids(), cart.customization_ids(), cart.addon_ids())


def evaluate(cart: Cart, found: Found, read_taken: Taken) -> Quote:
    """Return the quote of a cart with the items that it refers to. `read_taken`: reads the taken slots of a day.

    Raises: ValidationFailed if the total is too large.
    """
    now = clock.now()
    settings = Settings.read(found.settings)

    @cache
    def taken(day: date) -> Mapping[str, int]:
        return read_taken(day)

    due, problems = due_of(cart, Store(settings, Pause.read(found.pause), now), taken)
    priced = price(cart.lines, found.catalogue, tax_rules(settings.taxes), cart.tip, os.environ["SHOP_CURRENCY"])
    products = found.catalogue.products
    return Quote(cart, products, priced, due, [*priced.problems, *problems], settings, now)


def tax_rules(taxes: Mapping[str, Any]) -> TaxRules:
    """Return the rules of the settings' taxes. The first category is the default."""
    categories = {
        category["id"]: [Rate(rate["name"], rate["rate"]) for rate in category["rates"]]
        for category in taxes["categories"]
    }
    return TaxRules(taxes["pricesInclude"], taxes["rounding"], taxes["mode"], categories, next(iter(categories), None))
