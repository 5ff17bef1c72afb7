"""The checks of a cart against the catalogue: what is sold, which options fit, and whether there is enough in stock."""

from collections.abc import Sequence

from orders.pricing.cart import CartLine, Catalogue, Problem


def check_limits(lines: Sequence[CartLine]) -> None:
    """Check the limits on the whole cart: pieces, and entries of addons per line and in total.

    The body's schema checks the limits of single fields. Raises: ValidationFailed, with every broken limit.
    """
    raise NotImplementedError


def check_selections(lines: Sequence[CartLine], catalogue: Catalogue) -> list[Problem]:
    """Return all problems of the lines, in the order of the lines."""
    raise NotImplementedError
