"""Invariants of prices, over random carts. A failure names the seed and the number of the cart."""

import copy
import random
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from orders.pricing.cart import Catalogue, Priced
from orders.pricing.selection import problems_by_line
from tests.support.orders.carts import Case, cases
from tests.support.orders.exact_pricing import Exact, exact_price
from tests.support.orders.option_rules import is_accepted, is_broken

SEED = 20_261_130
NUMBER = 10_000
STOCK = "out_of_stock"


@pytest.fixture(scope="module")
def carts() -> list[tuple[Case, Priced]]:
    return [(case, case.priced()) for case in cases(SEED, NUMBER)]


def without_order(items: Mapping[str, Any], rng: random.Random) -> dict[str, Any]:
    """Return a copy of the items in another order, as a read of several items may return them."""
    keys = rng.sample(list(items), len(items))
    return {key: copy.copy(items[key]) for key in keys}


def test_the_random_carts_cover_what_the_invariants_are_about(carts: list[tuple[Case, Priced]]) -> None:
    codes = {problem.code for _, priced in carts for problem in priced.problems}
    orderable = [(case, priced) for case, priced in carts if not priced.problems]

    assert codes == {
        "unknown_product", "not_available", "out_of_stock", "choice_missing", "choice_too_many", "choice_not_offered",
        "tip_too_high",
    }  # fmt: skip
    assert len(orderable) > NUMBER / 3
    assert {(case.rules.prices_include, case.rules.rounding, case.rules.mode) for case, _ in orderable} == {
        (include, rounding, mode)
        for include in (True, False)
        for rounding in ("total", "line")
        for mode in ("half_up", "half_even")
    }


def test_a_quote_and_an_order_of_the_same_cart_have_the_same_price(carts: list[tuple[Case, Priced]]) -> None:
    rng = random.Random(SEED)
    for number, (case, priced) in enumerate(carts):
        again = case._replace(catalogue=Catalogue(*(without_order(items, rng) for items in case.catalogue)))

        assert again.priced() == priced, number


def test_pricing_changes_nothing_of_its_input() -> None:
    for case in cases(SEED, 500):
        before = copy.deepcopy(case)
        case.priced()

        assert case == before


def test_the_amounts_add_up_and_nothing_is_negative(carts: list[tuple[Case, Priced]]) -> None:
    for number, (case, priced) in enumerate(carts):
        lines, totals = priced.lines, priced.totals
        added = sum(tax.amount for tax in totals.taxes if not tax.included)
        nets = sum(line.net for line in lines)

        assert totals.total == nets + added + totals.delivery_fee + totals.tip + totals.rounding, number
        assert totals.items == sum(line.gross for line in lines)
        assert (
            totals.discount == totals.items - nets == sum(each["amount"] for line in lines for each in line.discounts)
        )
        for line in lines:
            addons = sum(addon.each * addon.quantity for addon in line.unit.addons)
            assert line.unit.amount == line.unit.base + addons, number
            assert line.gross == line.unit.amount * line.quantity, number
            assert not case.rules.prices_include or sum(tax.amount for tax in line.taxes) <= line.net, number
        for tax in totals.taxes:
            shares = [share.amount for line in lines for share in line.taxes if share[:2] == tax[:2]]
            assert sum(shares) == tax.amount, number
        assert all(amount >= 0 for line in lines for amount in numbers(line.as_dict())), number
        assert all(amount >= 0 for amount in numbers(totals.as_dict())), number


def numbers(document: Any) -> Iterator[int]:
    if isinstance(document, dict | list):
        for member in document.values() if isinstance(document, dict) else document:
            yield from numbers(member)
    elif isinstance(document, int):
        yield document


def test_the_order_of_the_lines_changes_no_total(carts: list[tuple[Case, Priced]]) -> None:
    rng = random.Random(SEED)
    for number, (case, priced) in enumerate(carts):
        mixed = case._replace(cart=rng.sample(case.cart, len(case.cart)))

        assert mixed.priced().totals == priced.totals, number


def test_a_line_split_in_two_changes_no_total_that_is_rounded_over_the_order(carts: list[tuple[Case, Priced]]) -> None:
    rng = random.Random(SEED)
    for number, (case, _) in enumerate(carts):
        place = rng.randrange(len(case.cart))
        line = case.cart[place]
        over_order = case._replace(rules=case.rules._replace(rounding="total"))
        if line.quantity == 1:
            line = line._replace(quantity=2)
        first = rng.randrange(1, line.quantity)
        rest = [*case.cart[:place], *case.cart[place + 1 :]]
        parts = [line._replace(quantity=first), line._replace(quantity=line.quantity - first)]
        whole = over_order._replace(cart=[*rest, line]).priced()
        split = over_order._replace(cart=[*parts, *rest]).priced()

        assert split.totals == whole.totals, number


def test_a_percentage_is_the_nearest_amount_and_never_exceeds_its_base(carts: list[tuple[Case, Priced]]) -> None:
    for number, (case, priced) in enumerate(carts):
        base = priced.totals.items
        if case.tip and case.tip.percent is not None:
            assert priced.totals.tip <= base, number
            assert -50 <= base * case.tip.percent - priced.totals.tip * 100 < 50 or case.tip.percent == 0
        for tax in priced.totals.taxes:
            assert tax.amount <= tax.base, number


def test_the_accepted_options_are_exactly_those_that_an_enumeration_lists(carts: list[tuple[Case, Priced]]) -> None:
    for number, (case, _) in enumerate(carts):
        for line, problems in zip(case.cart, problems_by_line(case.cart, case.catalogue), strict=True):
            broken = [problem for problem in problems if problem.code != STOCK]

            assert is_accepted(line, case.catalogue) == (not broken), number
            assert all(is_broken(problem, line, case.catalogue) for problem in broken), number


def test_a_product_is_out_of_stock_exactly_if_its_lines_exceed_its_count(carts: list[tuple[Case, Priced]]) -> None:
    for number, (case, _) in enumerate(carts):
        for line, problems in zip(case.cart, problems_by_line(case.cart, case.catalogue), strict=True):
            product = case.catalogue.products.get(line.product_id)
            pieces = sum(other.quantity for other in case.cart if other.product_id == line.product_id)
            short = product is not None and product["inStock"] and product["quantity"] is not None
            found = [problem.members["available"] for problem in problems if problem.code == STOCK]

            assert found == ([product["quantity"]] if short and pieces > product["quantity"] else []), number


def test_the_prices_are_those_of_an_independent_calculation_in_fractions(carts: list[tuple[Case, Priced]]) -> None:
    for number, (case, priced) in enumerate(carts):
        assert in_the_form_of_fractions(priced) == exact_price(*case), number


def in_the_form_of_fractions(priced: Priced) -> Exact:
    totals = priced.totals
    return Exact(
        totals.items,
        [(tax.name, tax.rate, tax.base, tax.amount) for tax in totals.taxes],
        totals.tip,
        totals.total,
        [[tuple(share) for share in line.taxes] for line in priced.lines],
    )
