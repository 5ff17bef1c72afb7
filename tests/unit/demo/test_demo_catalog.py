"""The demo catalogue follows the API's rules, so that only the shop can make a load fail."""

from collections import Counter
from typing import TypeVar

import pytest

from bodega.text import fold_name
from demo.catalog.entries import (
    Addon,
    Category,
    Customization,
    DanglingReference,
    Ids,
    Kind,
    Product,
    read_catalog,
)
from demo.catalog.settings import read_settings
from store.schemas import StoreFields

CATALOG = read_catalog()
T = TypeVar("T", Addon, Customization, Product, Category)


def all_of(entry_type: type[T]) -> list[T]:
    return [entry for entries in CATALOG.values() for entry in entries if isinstance(entry, entry_type)]


def by_name(entry_type: type[T], name: str) -> T:
    return next(entry for entry in all_of(entry_type) if entry.name == name)


def some_ids() -> Ids:
    ids = Ids()
    for kind, entries in CATALOG.items():
        for number, entry in enumerate(entries):
            ids.add(kind, entry.name, f"{kind}_{number}")
    return ids


@pytest.mark.parametrize(
    ("kind", "at_least"), [("addons", 48), ("customizations", 18), ("products", 72), ("categories", 10)]
)
def test_every_kind_has_enough_entries(kind: Kind, at_least: int) -> None:
    assert len(CATALOG[kind]) >= at_least


def test_kinds_come_in_the_order_of_their_references() -> None:
    assert list(CATALOG) == ["addons", "customizations", "products", "categories"]


def test_the_settings_are_valid_and_always_open() -> None:
    settings = StoreFields.model_validate(read_settings())
    assert settings.hours is None
    assert {rate.name: rate.rate for rate in settings.taxes.categories[0].rates} == {"GST": 5000, "QST": 9975}


def test_products_name_tax_categories_of_the_settings() -> None:
    known = {category.id for category in StoreFields.model_validate(read_settings()).taxes.categories}
    assert {product.tax_category for product in all_of(Product)} == {None, *(known - {"standard"})}


@pytest.mark.parametrize("kind", CATALOG)
def test_names_are_unique_as_the_api_compares_them(kind: Kind) -> None:
    times = Counter(fold_name(entry.name) for entry in CATALOG[kind])
    assert [name for name, count in times.items() if count > 1] == []


def test_names_are_compared_without_case_width_or_outer_space() -> None:
    assert fold_name("  \uff23afé Straße ") == fold_name("CAFÉ STRASSE") == fold_name("cafe\u0301 strasse")


@pytest.mark.parametrize(
    ("kind", "own_fields"),
    [
        ("addons", {"price"}),
        ("customizations", {"addonIds", "required", "minimum", "maximum", "maxPerAddon"}),
        ("products", {"price", "images", "customizationIds", "spiciness", "quantity", "taxCategory"}),
        ("categories", {"productIds", "position"}),
    ],
)
def test_every_entry_becomes_a_valid_body(kind: Kind, own_fields: set[str]) -> None:
    ids = some_ids()
    for entry in CATALOG[kind]:
        assert set(entry.body(ids, "CAD")) == {"name", "description", "inStock"} | own_fields
        assert 0 < len(entry.name.strip()) == len(entry.name) <= 120, entry.name
        assert 10 <= len(entry.description) <= 2000, entry.name


def test_every_price_is_in_whole_minor_units() -> None:
    assert [p.name for p in all_of(Product) if type(p.price) is not int or not 100 <= p.price <= 10_000] == []
    # An addon can be included in the product's price.
    assert [a.name for a in all_of(Addon) if type(a.price) is not int or not 0 <= a.price <= 1_000] == []


def test_every_customization_can_be_satisfied() -> None:
    for it in all_of(Customization):
        assert 0 <= it.minimum <= it.maximum <= len(it.addons) * it.max_per_addon, it.name
        assert 1 <= it.max_per_addon <= it.maximum, it.name
        assert 1 <= len(it.addons) == len(set(it.addons)) <= 50, it.name
        assert it.required == (it.minimum >= 1), it.name


def test_every_product_is_within_bounds() -> None:
    for product in all_of(Product):
        assert 0 <= product.spiciness <= 5, product.name
        assert len(product.customizations) == len(set(product.customizations)) <= 20, product.name
        assert product.quantity is None or product.quantity >= 0, product.name
        # A product with quantity 0 is not in stock.
        assert not (product.quantity == 0 and product.in_stock), product.name


def test_no_category_lists_a_product_twice_or_more_than_one_request_may_add() -> None:
    assert [c.name for c in all_of(Category) if not 1 <= len(c.products) == len(set(c.products)) <= 90] == []


def test_everything_is_used_by_something() -> None:
    offered = {name for c in all_of(Customization) for name in c.addons}
    chosen = {name for p in all_of(Product) for name in p.customizations}
    shown = {name for c in all_of(Category) for name in c.products}

    assert {a.name for a in all_of(Addon)} == offered
    assert {c.name for c in all_of(Customization)} == chosen
    assert {p.name for p in all_of(Product)} == shown


def test_the_catalogue_has_the_special_cases_of_a_storefront() -> None:
    listed = Counter(name for c in all_of(Category) for name in c.products)
    offered = Counter(name for p in all_of(Product) for name in p.customizations)

    assert max(listed.values()) > 1, "a product in two categories"
    assert offered["Milk"] >= 10, "a customization that many products share"
    assert {p.spiciness for p in all_of(Product)} == {0, 1, 2, 3, 4, 5}
    assert 3 <= sum(not p.in_stock for p in all_of(Product)) <= 8
    assert any(p.quantity for p in all_of(Product))
    assert any(c.max_per_addon > 1 and c.required for c in all_of(Customization))


def test_one_product_is_in_stock_without_its_required_addon() -> None:
    affogato, gelato = by_name(Product, "Affogato"), by_name(Customization, "Gelato")

    assert affogato.in_stock
    assert gelato.name in affogato.customizations
    assert gelato.required
    assert not any(by_name(Addon, name).in_stock for name in gelato.addons)


def test_a_body_carries_ids_in_the_order_of_the_names() -> None:
    ids = Ids()
    ids.add("addons", "Oat milk", "add_2")
    ids.add("addons", "WHOLE MILK", "add_1")
    milk = Customization(name="Milk", description="", addons=["Oat milk", "Whole milk"], minimum=0, maximum=1)

    assert milk.body(ids, "CAD")["addonIds"] == ["add_2", "add_1"]


def test_an_unknown_reference_is_an_error() -> None:
    milk = Customization(name="Milk", description="", addons=["Yak milk"], minimum=0, maximum=1)

    with pytest.raises(DanglingReference, match="no 'Yak milk' among the addons"):
        milk.body(Ids(), "CAD")
