"""The checks of a cart: its limits, options, availability and stock, with every problem at once."""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from bodega.errors import ValidationFailed
from orders.pricing.cart import CartLine, Catalogue, Choice, Problem, Selection
from orders.pricing.selection import check_limits, problems_by_line

SMALL = Selection("size", [Choice("small")])


def catalogue(changes: Mapping[str, Mapping[str, Any]] | None = None) -> Catalogue:
    """Return a coffee that needs a size and offers extras, and water without options. `changes`: fields by id."""
    price = {"amount": 100, "currency": "CAD"}

    def item(key: str, name: str, **fields: Any) -> dict[str, Any]:
        return {"id": key, "name": name, "inStock": True, "version": 1, **fields, **(changes or {}).get(key, {})}

    products = [
        item("coffee", "Coffee", price=price, quantity=None, customizationIds=["size", "extras"]),
        item("water", "Water", price=price, quantity=5, customizationIds=[]),
    ]
    customizations = [
        item("size", "Size", addonIds=["small", "large"], required=True, minimum=1, maximum=1, maxPerAddon=1),
        item("extras", "Extras", addonIds=["oat", "sugar"], required=False, minimum=2, maximum=4, maxPerAddon=3),
        item("sauces", "Sauces", addonIds=["salsa"], required=False, minimum=0, maximum=1, maxPerAddon=1),
    ]
    names = {"small": "Small", "large": "Large", "oat": "Oat milk", "sugar": "Sugar", "salsa": "Salsa"}
    addons = [item(key, name, price=price) for key, name in names.items()]
    return Catalogue(*({each["id"]: each for each in kind} for kind in (products, customizations, addons)))


def problems_of(lines: Sequence[CartLine], items: Catalogue) -> list[Problem]:
    """Return the problems of all lines, in their order."""
    return [problem for problems in problems_by_line(lines, items) for problem in problems]


def problems(*lines: CartLine, changes: Mapping[str, Mapping[str, Any]] | None = None) -> list[dict[str, Any]]:
    return [problem.as_dict() for problem in problems_of(lines, catalogue(changes))]


def coffee(*selections: Selection, quantity: int = 1) -> CartLine:
    return CartLine("coffee", quantity, selections)


def extras(**quantities: int) -> Selection:
    return Selection("extras", [Choice(key, quantity) for key, quantity in quantities.items()])


@pytest.mark.parametrize(
    "line",
    [
        CartLine("water"),
        CartLine("water", 5),
        coffee(SMALL),
        coffee(SMALL, extras()),
        coffee(extras(oat=1, sugar=1), SMALL),
        coffee(SMALL, extras(sugar=2)),
        coffee(SMALL, extras(oat=1, sugar=3)),
        coffee(SMALL, quantity=100),
    ],
)
def test_lines_that_keep_every_rule_have_no_problem(line: CartLine) -> None:
    assert problems(line) == []


def test_a_product_that_does_not_exist_is_named_by_its_id() -> None:
    assert problems(CartLine("tea", 1, [SMALL])) == [
        {
            "code": "unknown_product",
            "pointer": "/lines/0/productId",
            "productId": "tea",
            "detail": "There is no such product.",
        }
    ]


@pytest.mark.parametrize(
    ("off", "line", "pointer", "members", "detail"),
    [
        ("water", CartLine("water"), "/productId", {"productId": "water"}, "Water is not available."),
        (
            "small",
            coffee(SMALL),
            "/selections/0/addons/0/addonId",
            {"customizationId": "size", "addonId": "small"},
            "Small is not available.",
        ),
        (
            "extras",
            coffee(SMALL, extras(oat=2)),
            "/selections/1/customizationId",
            {"customizationId": "extras"},
            "Extras is not available.",
        ),
        ("size", coffee(SMALL), "/selections/0/customizationId", {"customizationId": "size"}, "Size is not available."),
        (
            "size",
            coffee(),
            "/productId",
            {"customizationId": "size"},
            "Coffee is not available, because Size is not.",
        ),
    ],
)
def test_what_is_out_of_stock_is_not_available(
    off: str, line: CartLine, pointer: str, members: dict[str, str], detail: str
) -> None:
    assert problems(line, changes={off: {"inStock": False}}) == [
        {"code": "not_available", "pointer": f"/lines/0{pointer}", **members, "detail": detail}
    ]


def test_what_the_line_does_not_choose_may_be_out_of_stock() -> None:
    off = {"inStock": False}

    assert problems(coffee(SMALL, extras()), changes={"extras": off, "large": off}) == []


@pytest.mark.parametrize(
    ("line", "pointer", "customization", "minimum", "detail"),
    [
        (coffee(), "/selections", "size", 1, "Choose at least 1 of Size."),
        (coffee(Selection("size")), "/selections/0/addons", "size", 1, "Choose at least 1 of Size."),
        (coffee(SMALL, extras(oat=1)), "/selections/1/addons", "extras", 2, "Choose at least 2 of Extras."),
    ],
)
def test_too_few_addons_are_a_missing_choice(
    line: CartLine, pointer: str, customization: str, minimum: int, detail: str
) -> None:
    assert problems(line) == [
        {
            "code": "choice_missing",
            "pointer": f"/lines/0{pointer}",
            "customizationId": customization,
            "minimum": minimum,
            "detail": detail,
        }
    ]


@pytest.mark.parametrize(
    ("line", "pointer", "members", "detail"),
    [
        (
            coffee(Selection("size", [Choice("small"), Choice("large")])),
            "/selections/0/addons",
            {"customizationId": "size", "maximum": 1},
            "Choose at most 1 of Size.",
        ),
        (
            coffee(SMALL, extras(oat=2, sugar=3)),
            "/selections/1/addons",
            {"customizationId": "extras", "maximum": 4},
            "Choose at most 4 of Extras.",
        ),
        (
            coffee(SMALL, extras(sugar=4)),
            "/selections/1/addons/0/quantity",
            {"customizationId": "extras", "addonId": "sugar", "maximum": 3},
            "Choose Sugar at most 3 times.",
        ),
    ],
)
def test_too_many_addons_are_a_problem(line: CartLine, pointer: str, members: dict[str, Any], detail: str) -> None:
    assert problems(line) == [{"code": "choice_too_many", "pointer": f"/lines/0{pointer}", **members, "detail": detail}]


@pytest.mark.parametrize(
    ("line", "pointer", "members", "detail"),
    [
        (
            coffee(SMALL, Selection("sauces", [Choice("salsa")])),
            "/selections/1/customizationId",
            {"customizationId": "sauces"},
            "Coffee does not offer this choice.",
        ),
        (
            CartLine("water", 1, [Selection("nothing", [Choice("oat")])]),
            "/selections/0/customizationId",
            {"customizationId": "nothing"},
            "Water does not offer this choice.",
        ),
        (
            coffee(SMALL, extras(oat=2, salsa=1)),
            "/selections/1/addons/1/addonId",
            {"customizationId": "extras", "addonId": "salsa"},
            "Extras does not offer this addon.",
        ),
        (
            coffee(SMALL, extras(oat=1, sugar=1), SMALL),
            "/selections/2/customizationId",
            {"customizationId": "size"},
            "Size is listed twice. List all its addons in one selection.",
        ),
        (
            coffee(SMALL, Selection("extras", [Choice("oat"), Choice("oat")])),
            "/selections/1/addons/1/addonId",
            {"customizationId": "extras", "addonId": "oat"},
            "Oat milk is listed twice in Extras. Use its quantity.",
        ),
    ],
)
def test_a_choice_that_the_product_does_not_offer_is_a_problem(
    line: CartLine, pointer: str, members: dict[str, str], detail: str
) -> None:
    assert problems(line) == [
        {"code": "choice_not_offered", "pointer": f"/lines/0{pointer}", **members, "detail": detail}
    ]


def test_an_addon_or_customization_that_was_just_deleted_is_not_offered() -> None:
    items = catalogue()
    del items.addons["oat"]
    chosen = problems_of([coffee(SMALL, extras(oat=2))], items)
    del items.customizations["size"]

    assert [problem.code for problem in chosen] == ["choice_not_offered"]
    assert [problem.code for problem in problems_of([coffee(SMALL)], items)] == ["choice_not_offered"]
    assert problems_of([coffee()], items) == []


@pytest.mark.parametrize(
    ("available", "detail"),
    [(2, "The order has 3 of Water, more than the 2 in stock."), (0, "Water is sold out.")],
)
def test_the_lines_of_a_product_share_its_stock_and_each_of_them_has_the_problem(available: int, detail: str) -> None:
    cart = [CartLine("water"), coffee(SMALL), CartLine("water"), CartLine("water")]

    assert problems(*cart, changes={"water": {"quantity": available}}) == [
        {
            "code": "out_of_stock",
            "pointer": f"/lines/{place}/quantity",
            "productId": "water",
            "available": available,
            "detail": detail,
        }
        for place in (0, 2, 3)
    ]
    assert problems(*cart, changes={"water": {"quantity": 3}}) == []


def test_all_problems_are_reported_at_once_in_the_order_of_the_lines() -> None:
    cart = [
        coffee(extras(oat=4, salsa=1), Selection("sauces")),
        CartLine("tea"),
        CartLine("water", 6),
        coffee(Selection("size", [Choice("large")])),
    ]

    found = problems(*cart, changes={"large": {"inStock": False}})

    assert [(problem["code"], problem["pointer"]) for problem in found] == [
        ("choice_too_many", "/lines/0/selections/0/addons/0/quantity"),
        ("choice_not_offered", "/lines/0/selections/0/addons/1/addonId"),
        ("choice_not_offered", "/lines/0/selections/1/customizationId"),
        ("choice_missing", "/lines/0/selections"),
        ("unknown_product", "/lines/1/productId"),
        ("out_of_stock", "/lines/2/quantity"),
        ("not_available", "/lines/3/selections/0/addons/0/addonId"),
    ]


def lines_with(*entries: int, quantity: int = 1) -> list[CartLine]:
    """Return lines with these numbers of entries of addons, spread over two selections."""
    return [
        CartLine("coffee", quantity, [Selection("extras", [Choice("oat")] * (number - 1)), SMALL]) for number in entries
    ]


def test_a_cart_at_its_limits_is_accepted() -> None:
    check_limits(lines_with(50, 50, 50, 50))
    check_limits([CartLine("coffee", 1, [Selection("extras")] * 50)])
    check_limits([CartLine("water", 100)] * 10)


@pytest.mark.parametrize(
    ("cart", "errors"),
    [
        (lines_with(1, 51), [("/lines/1/selections", "must have at most 50 addons in total")]),
        (
            [CartLine("coffee", 1, [Selection("extras")] * 51)],
            [("/lines/0/selections", "must have at most 50 addons in total")],
        ),
        (lines_with(50, 50, 50, 50, 1), [("/lines", "must have at most 200 addons in total")]),
        ([CartLine("water", 100)] * 10 + [CartLine("water")], [("/lines", "must have at most 1,000 pieces in total")]),
        (
            lines_with(51, 150, quantity=501),
            [
                ("/lines/0/selections", "must have at most 50 addons in total"),
                ("/lines/1/selections", "must have at most 50 addons in total"),
                ("/lines", "must have at most 200 addons in total"),
                ("/lines", "must have at most 1,000 pieces in total"),
            ],
        ),
    ],
)
def test_a_cart_above_its_limits_names_each_of_them(cart: list[CartLine], errors: list[tuple[str, str]]) -> None:
    with pytest.raises(ValidationFailed) as failed:
        check_limits(cart)

    assert [(error.where, error.detail) for error in failed.value.errors] == errors
