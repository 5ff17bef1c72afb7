"""The price of a cart."""

from collections.abc import Sequence

from orders.pricing.cart import CartLine, Catalogue, Priced, TaxRules, Tip


def price(
    lines: Sequence[CartLine], catalogue: Catalogue, tax_rules: TaxRules, tip: Tip | None, currency: str
) -> Priced:
    """Return the prices of the lines, the totals, and all problems of the cart.

    Lines that cannot be sold are left out of lines and totals. A line that only lacks a choice, or has too many, is
    priced as sent. A tip above its maximum is a problem and is left out.
    Raises: ValidationFailed if the total is above MAX_TOTAL.
    """
    raise NotImplementedError
