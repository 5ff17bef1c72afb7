"""The table of menu rules that the TypeScript client is tested with (menu-rules.json) has the rules of the shop."""

import json
from typing import Any

import pytest

from harness import ROOT
from tests.support.menu_rules import served, shapes_of

TABLE = json.loads((ROOT / "clients" / "typescript" / "test" / "menu-rules.json").read_text(encoding="utf-8"))
PRODUCTS = {product["id"]: product for product in TABLE["products"]}


def test_each_case_has_the_price_and_the_problems_of_a_quote() -> None:
    wrong = [
        case["name"]
        for case in TABLE["cases"]
        if served(PRODUCTS[case["product"]], case["selections"]) != (case["unit"], case["problems"])
    ]
    assert not wrong


def test_the_cases_have_every_problem_of_a_choice() -> None:
    found = {(problem["code"], *sorted(problem.keys() - {"code", "pointer"})) for problem in _problems()}
    assert found == {
        ("not_available", "productId"),
        ("not_available", "customizationId"),
        ("not_available", "addonId", "customizationId"),
        ("choice_not_offered", "customizationId"),
        ("choice_not_offered", "addonId", "customizationId"),
        ("choice_missing", "customizationId", "minimum"),
        ("choice_too_many", "customizationId", "maximum"),
        ("choice_too_many", "addonId", "customizationId", "maximum"),
    }


@pytest.mark.parametrize("shape", ["nested", "flat"])
def test_the_menus_have_the_shapes_of_the_shop(shape: str) -> None:
    for menu in TABLE["menus"]:
        head = {name: menu["nested"][name] for name in ("shop", "currency", "currencyDigits")}
        assert head | shapes_of(menu["nested"])[shape] == menu[shape]


def _problems() -> list[dict[str, Any]]:
    return [problem for case in TABLE["cases"] for problem in case["problems"]]
