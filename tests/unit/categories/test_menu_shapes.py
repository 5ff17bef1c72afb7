"""The text of the menu: what it depends on, its two shapes, and the size of its answers."""

import json
import random
from typing import Any

import pytest
from awslambdaric.lambda_runtime_marshaller import to_json
from hypothesis import HealthCheck, given, settings
from hypothesis import example as with_example
from hypothesis import strategies as st

from categories.menu import answers as module
from categories.menu.answers import MOST_BYTES, Answer, answers, body_of
from categories.menu.building import changes_menu
from categories.menu.shapes import FORMAT, PARTITIONS, shown
from tests.support.shop.menu_catalogues import CATALOGUES, Catalogue, apply, changes

# The tags of the menu of `example` by format. Raise FORMAT if code changes the text, and add its tags here.
TAGS = {
    1: {"nested": '"544c09b60bfe566bbeaf0b0cb2111f64"', "flat": '"8a42d564059dcfe85889615f706926dd"'},
    2: {"nested": '"5288f3f9c680c98d500f239afe007448"', "flat": '"78719a7103a29c93973e199fd61d17bd"'},
}


_ON_A_BUSY_MACHINE = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def made(catalogue: Catalogue) -> dict[str, Answer]:
    by_partition = {
        partition: {key: shown(partition, item) for (own, key), item in sorted(catalogue.items()) if own == partition}
        for partition in PARTITIONS
    }
    return answers(by_partition)


def example() -> Catalogue:
    common = {"description": "d", "inStock": True}
    price = {"amount": 475, "currency": "CAD"}
    items: list[dict[str, Any]] = [
        {"pk": "ADDON", "id": "add_1", "name": "Oat milk", "price": price},
        {
            "pk": "CUSTOMIZATION",
            "id": "cus_1",
            "name": "Milk",
            "required": True,
            "minimum": 1,
            "maximum": 1,
            "maxPerAddon": 1,
            "addonIds": ["add_1"],
        },
        {
            "pk": "PRODUCT",
            "id": "prd_1",
            "name": "Café",
            "price": price,
            "images": ["https://images.example.com/a.webp"],
            "spiciness": 1,
            "quantity": 3,
            "customizationIds": ["cus_1"],
        },
        {"pk": "CATEGORY", "id": "cat_1", "name": "Coffee", "position": 0, "productIds": ["prd_1"]},
    ]
    return {(item["pk"], item["id"]): item | common for item in items}


def test_a_new_text_has_a_new_format() -> None:
    """Readers rebuild a stored menu of another format. With the same format, they would show the old text."""
    assert {shape: answer.tag for shape, answer in made(example()).items()} == TAGS[FORMAT]


@_ON_A_BUSY_MACHINE
@given(CATALOGUES, st.data())
def test_a_change_that_is_not_built_leaves_the_text_as_it_is(catalogue: Catalogue, data: st.DataObject) -> None:
    texts = made(catalogue)
    before, after = data.draw(changes(catalogue))
    partition = (after or before or {})["pk"]

    apply(catalogue, before, after)

    if not changes_menu(partition, before, after):
        assert made(catalogue) == texts


@_ON_A_BUSY_MACHINE
@given(CATALOGUES)
def test_both_shapes_say_the_same(catalogue: Catalogue) -> None:
    texts = made(catalogue)
    nested, flat = (json.loads(texts[shape].body) for shape in ("nested", "flat"))

    by_id = {item["id"]: item for kind in ("products", "customizations", "addons") for item in flat[kind]}
    used: set[str] = set()

    def inside(item: dict[str, Any], field: str, name: str) -> dict[str, Any]:
        kept = {key: value for key, value in item.items() if key != field}
        used.update(item[field])
        return kept | {name: [whole(by_id[key]) for key in item[field]]}

    def whole(item: dict[str, Any]) -> dict[str, Any]:
        for field, name in (("customizationIds", "customizations"), ("addonIds", "addons")):
            if field in item:
                return inside(item, field, name)
        return item

    categories = [inside(category, "productIds", "products") for category in flat["categories"]]
    assert flat | {"categories": categories} == nested | {
        kind: flat[kind] for kind in ("products", "customizations", "addons")
    }
    assert used == set(by_id), "nothing that no category shows"
    for kind in ("products", "customizations", "addons"):
        assert [item["id"] for item in flat[kind]] == sorted({item["id"] for item in flat[kind]})


@_ON_A_BUSY_MACHINE
@given(st.text())
@with_example('\u2028 \u2029 \x7f \x1f \x00 \\ " / \b\f\n\r\t 😀')
def test_the_size_is_what_lambdas_runtime_returns(text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_EXECUTION_ENV", "AWS_Lambda_python3.13")
        body = json.dumps({"text": text}, ensure_ascii=False)
        assert module._size(body) == len(to_json(body).encode())


@_ON_A_BUSY_MACHINE
@given(CATALOGUES, st.integers(20, 200))
def test_a_body_is_read_from_its_parts_and_from_no_others(catalogue: Catalogue, part_bytes: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_PART_BYTES", part_bytes)
        texts = made(catalogue)
    for answer in texts.values():
        assert max(map(len, answer.parts)) <= part_bytes
        assert body_of(answer.parts, answer.tag) == answer.body
        assert body_of(answer.parts[1:], answer.tag) is None
        assert body_of(answer.parts[:-1], answer.tag) is None
        assert body_of(answer.parts, '"other"') is None


def large(count: int, description: str) -> Catalogue:
    """A catalogue of `count` products in one category."""
    price = {"amount": 1, "currency": "CAD"}
    common = {"inStock": True, "name": "n"}
    products = [
        common
        | {"pk": "PRODUCT", "id": f"prd_{number}", "price": price, "images": [], "spiciness": 0, "quantity": None}
        | {"customizationIds": ["cus_1"], "description": description}
        for number in range(count)
    ]
    choice = {"required": False, "minimum": 0, "maximum": 0, "maxPerAddon": 1, "addonIds": []}
    customization = common | choice | {"pk": "CUSTOMIZATION", "id": "cus_1", "description": "c" * 2_000}
    category = common | {"pk": "CATEGORY", "id": "cat_1", "description": "", "position": None}
    category["productIds"] = [product["id"] for product in products]
    return {(item["pk"], item["id"]): item for item in (*products, customization, category)}


def test_answers_and_parts_leave_room_for_what_comes_with_them() -> None:
    """Lambda counts status and headers, DynamoDB the keys of an item, and a transaction the item of the tags."""
    kilobyte = 1024
    assert MOST_BYTES + 2 * kilobyte <= 6_291_556
    assert module._PART_BYTES + kilobyte <= 400 * kilobyte
    assert module.MOST_STORED_BYTES + 10 * kilobyte <= 4_000_000


def test_a_shape_that_no_response_can_hold_has_no_parts_and_the_other_one_has() -> None:
    texts = made(large(3_000, "d"))

    assert texts["nested"].size > MOST_BYTES > texts["flat"].size
    assert (texts["nested"].parts, bool(texts["flat"].parts)) == ((), True)


def test_escaped_characters_count() -> None:
    """Lambda escapes quotes and backslashes of the body: a quote in a text takes four bytes."""
    plain, quoted = (made(large(100, character * 1_500)) for character in ("a", '"'))

    assert quoted["flat"].size - plain["flat"].size == 3 * 1_500 * 100


def test_texts_that_a_transaction_cannot_hold_are_not_stored() -> None:
    """Random text is hardly compressible. The shape with more compressed text is left out first."""
    chance = random.Random(1)
    catalogue = large(1_400, "")
    catalogue["CUSTOMIZATION", "cus_1"]["description"] = ""
    for item in catalogue.values():
        if item["pk"] == "PRODUCT":
            item["description"] = "".join(chance.choices([chr(code) for code in range(0x4E00, 0x9000)], k=900))

    texts = made(catalogue)

    assert max(answer.size for answer in texts.values()) < MOST_BYTES
    (stored,) = [answer for answer in texts.values() if answer.parts]
    assert sum(map(len, stored.parts)) < module.MOST_STORED_BYTES
