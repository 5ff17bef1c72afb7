"""The price of a cart: the examples of the documents, and each rule by itself."""

from collections.abc import Sequence
from typing import Any

import pytest

from bodega.errors import ValidationFailed
from bodega.models import MAX_PRICE
from orders.pricing.cart import MAX_TOTAL, CartLine, Catalogue, Choice, Priced, Rate, Selection, TaxRules, Tip
from orders.pricing.pricing import price

QUEBEC = TaxRules(categories={"standard": [Rate("GST", 5000), Rate("QST", 9975)]}, default="standard")
SALES_TAX = {"standard": [Rate("Sales tax", 8625)]}


def catalogue(prices: Sequence[int], **fields: Any) -> Catalogue:
    """Return products `p0`, `p1`, … with these prices, and one customization "Extras" with oat milk and sugar."""
    products = {
        f"p{place}": {
            "id": f"p{place}",
            "name": f"Product {place}",
            "price": {"amount": amount, "currency": "CAD"},
            "customizationIds": ["extras"],
            "inStock": True,
            "version": 7,
            **fields,
        }
        for place, amount in enumerate(prices)
    }
    extras = {
        "id": "extras",
        "name": "Extras",
        "addonIds": ["oat", "sugar"],
        "inStock": True,
        "required": False,
        "minimum": 0,
        "maximum": 6,
        "maxPerAddon": 5,
    }
    addons = {
        "oat": {"id": "oat", "name": "Oat milk", "price": {"amount": 75, "currency": "CAD"}, "inStock": True},
        "sugar": {"id": "sugar", "name": "Sugar", "price": {"amount": 0, "currency": "CAD"}, "inStock": True},
    }
    return Catalogue(products, {"extras": extras}, addons)


def priced(prices: Sequence[int], rules: TaxRules, tip: Tip | None = None, currency: str = "CAD") -> Priced:
    """Return the price of one piece of each of products with these prices."""
    cart = [CartLine(f"p{place}") for place in range(len(prices))]
    return price(cart, catalogue(prices), rules, tip, currency)


def shares(result: Priced) -> list[list[int]]:
    """Return the shares of each tax in the order of the lines."""
    return [list(tax) for tax in zip(*([tax.amount for tax in line.taxes] for line in result.lines), strict=True)]


def test_the_line_of_the_document_has_a_unit_price_with_its_addons() -> None:
    cart = [CartLine("p0", 2, [Selection("extras", [Choice("oat"), Choice("sugar", 2)])], "well done")]
    rules = TaxRules(categories={"standard": [Rate("GST", 5000)]}, default="standard")

    result = price(cart, catalogue([475]), rules, Tip(percent=15), "CAD")

    assert result.problems == []
    assert [line.as_dict() for line in result.lines] == [
        {
            "line": 1,
            "productId": "p0",
            "productVersion": 7,
            "name": "Product 0",
            "quantity": 2,
            "unit": {
                "base": 475,
                "addons": [
                    {"customizationId": "extras", "addonId": "oat", "name": "Oat milk", "quantity": 1, "each": 75},
                    {"customizationId": "extras", "addonId": "sugar", "name": "Sugar", "quantity": 2, "each": 0},
                ],
                "amount": 550,
            },
            "gross": 1100,
            "discounts": [],
            "net": 1100,
            "taxes": [{"name": "GST", "rate": 5000, "amount": 55}],
        }
    ]
    assert result.totals.as_dict() == {
        "items": 1100,
        "discount": 0,
        "taxes": [{"name": "GST", "rate": 5000, "included": False, "base": 1100, "amount": 55}],
        "deliveryFee": 0,
        "tip": 165,
        "rounding": 0,
        "total": 1320,
    }


def test_two_taxes_are_rounded_once_over_the_order_and_spread_over_the_lines() -> None:
    result = priced([855, 427, 293], QUEBEC)

    assert [(tax.name, tax.base, tax.amount) for tax in result.totals.taxes] == [("GST", 1575, 79), ("QST", 1575, 157)]
    assert shares(result) == [[43, 21, 15], [85, 43, 29]]
    assert result.totals.total == 1811


@pytest.mark.parametrize(("rounding", "tax"), [("total", 86), ("line", 88)])
def test_the_tax_of_four_lines_depends_on_where_it_is_rounded(rounding: str, tax: int) -> None:
    rules = TaxRules(rounding=rounding, categories=SALES_TAX, default="standard")

    assert priced([250, 250, 250, 250], rules).totals.taxes[0].amount == tax


@pytest.mark.parametrize(("mode", "tax"), [("half_up", 3), ("half_even", 2)])
def test_half_a_cent_of_tax_is_rounded_by_the_mode_of_the_settings(mode: str, tax: int) -> None:
    rules = TaxRules(mode=mode, categories={"standard": [Rate("GST", 5000)]}, default="standard")

    assert priced([50], rules).totals.taxes[0].amount == tax


def test_included_taxes_are_computed_together_split_by_their_rates_and_not_added() -> None:
    result = priced([1000, 1000, 300], QUEBEC._replace(prices_include=True))

    # 23.00 × 14.975 / 114.975 = 2.9956…, of which GST is 1.0017 and QST 1.9983.
    assert [(tax.base, tax.amount, tax.included) for tax in result.totals.taxes] == [
        (2300, 100, True),
        (2300, 200, True),
    ]
    assert shares(result) == [[44, 43, 13], [87, 87, 26]]
    assert result.totals.total == 2300


def test_included_taxes_of_a_line_never_exceed_its_price() -> None:
    rules = TaxRules(
        prices_include=True, categories={"standard": [Rate("A", 20000), Rate("B", 20000)]}, default="standard"
    )

    result = priced([1] * 7, rules)

    assert [tax.amount for tax in result.totals.taxes] == [1, 1]
    assert shares(result) == [[1, 0, 0, 0, 0, 0, 0], [0, 1, 0, 0, 0, 0, 0]]


def test_each_line_has_the_rates_of_its_category_and_equal_rates_are_one_tax() -> None:
    gst, qst = Rate("GST", 5000), Rate("QST", 9975)
    rules = TaxRules(categories={"standard": [gst, qst], "book": [gst], "basic": []}, default="standard")
    items = catalogue([1000, 1000, 1000, 1000])
    for product, category in zip(items.products.values(), ["book", "basic", None, "unknown"], strict=True):
        product["taxCategory"] = category

    result = price([CartLine(f"p{place}") for place in range(4)], items, rules, None, "CAD")

    assert [(tax.name, tax.base, tax.amount) for tax in result.totals.taxes] == [("GST", 3000, 150), ("QST", 2000, 200)]
    assert [[tax.name for tax in line.taxes] for line in result.lines] == [["GST"], [], ["GST", "QST"], ["GST", "QST"]]


def test_included_taxes_of_equal_combinations_are_one_tax_in_the_order_of_the_settings() -> None:
    a, b = Rate("A", 7000), Rate("B", 7000)
    rules = TaxRules(prices_include=True, categories={"one": [a, b], "two": [b, a]}, default="one")
    items = catalogue([50, 50])
    items.products["p0"]["taxCategory"] = "two"

    result = price([CartLine("p0"), CartLine("p1")], items, rules, None, "CAD")

    # 1.00 × 14 / 114 = 0.1228: 12 cents, which is 6 for each. Rounded for each line it would be 6 + 6 as well.
    assert [(tax.name, tax.base, tax.amount) for tax in result.totals.taxes] == [("A", 100, 6), ("B", 100, 6)]
    assert [[tax.name for tax in line.taxes] for line in result.lines] == [["A", "B"], ["A", "B"]]


def test_a_shop_without_tax_settings_charges_no_tax() -> None:
    result = priced([1000], TaxRules())

    assert result.totals.taxes == []
    assert result.lines[0].taxes == []
    assert result.totals.total == 1000


def test_a_rate_of_zero_is_shown() -> None:
    result = priced([1000], TaxRules(categories={"zero": [Rate("VAT", 0)]}, default="zero"))

    assert [(tax.base, tax.amount) for tax in result.totals.taxes] == [(1000, 0)]


def test_free_lines_have_no_tax() -> None:
    result = priced([0, 0], QUEBEC)

    assert shares(result) == [[0, 0], [0, 0]]
    assert result.totals.total == 0


def test_an_empty_cart_costs_nothing() -> None:
    result = priced([], QUEBEC)

    assert (list(result.lines), result.totals.taxes, result.totals.total) == ([], [], 0)


@pytest.mark.parametrize(
    ("tip", "amount"),
    [
        (None, 0),
        (Tip(percent=0), 0),
        (Tip(percent=15), 149),  # 15 % of 9.90 is 1.485
        (Tip(percent=100), 990),
        (Tip(amount=0), 0),
        (Tip(amount=5000), 5000),
    ],
)
def test_a_tip_is_a_percentage_of_the_items_without_tax_or_an_amount(tip: Tip | None, amount: int) -> None:
    result = priced([990], QUEBEC, tip)

    assert result.problems == []
    assert result.totals.tip == amount
    assert result.totals.total == 990 + 50 + 99 + amount


@pytest.mark.parametrize(
    ("items", "currency", "maximum", "text"),
    [
        (990, "CAD", 5000, "50.00 CAD"),
        (123_456, "CAD", 123_456, "1,234.56 CAD"),
        (49, "JPY", 50, "50 JPY"),
        (51, "JPY", 51, "51 JPY"),
        (990, "KWD", 50_000, "50.000 KWD"),
    ],
)
def test_a_tip_is_at_most_the_items_or_fifty_of_the_currency(
    items: int, currency: str, maximum: int, text: str
) -> None:
    allowed = priced([items], QUEBEC, Tip(amount=maximum), currency)
    above = priced([items], QUEBEC, Tip(amount=maximum + 1), currency)

    assert allowed.problems == []
    assert [problem.as_dict() for problem in above.problems] == [
        {
            "code": "tip_too_high",
            "pointer": "/tip/amount",
            "maximumTip": {"amount": maximum, "currency": currency},
            "detail": f"The tip can be at most {text}.",
        }
    ]
    assert above.totals.tip == 0


def test_a_line_that_cannot_be_sold_is_left_out_of_lines_totals_and_tip() -> None:
    items = catalogue([1000, 300])
    items.products["p0"]["inStock"] = False

    result = price([CartLine("p0"), CartLine("gone"), CartLine("p1")], items, QUEBEC, Tip(percent=10), "CAD")

    assert [problem.code for problem in result.problems] == ["not_available", "unknown_product"]
    assert [(line.line, line.product_id) for line in result.lines] == [(3, "p1")]
    assert (result.totals.items, result.totals.tip) == (300, 30)


def test_a_line_that_lacks_a_choice_is_priced_as_sent() -> None:
    items = catalogue([1000])
    items.customizations["extras"].update(required=True, minimum=1)

    result = price([CartLine("p0")], items, TaxRules(), None, "CAD")

    assert [problem.code for problem in result.problems] == ["choice_missing"]
    assert result.totals.total == 1000


def test_a_total_has_the_limit_of_a_price() -> None:
    rules = TaxRules(categories={"standard": [Rate("Tax", 25000)]}, default="standard")
    most = MAX_TOTAL * 4 // 5

    assert MAX_TOTAL == MAX_PRICE
    assert priced([most], rules).totals.total == MAX_TOTAL
    with pytest.raises(ValidationFailed) as failed:
        priced([most, 1], rules)
    (error,) = failed.value.errors
    assert error.as_dict() == {"pointer": "/lines", "detail": "must cost at most 5,000,000,000.00 CAD in total"}
