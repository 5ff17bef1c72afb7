"""Values of items: integers, text, booleans, null, lists, maps and sets of strings are read back unchanged."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bodega.attributes import from_attribute, from_attributes, to_attribute, to_attributes

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**38) + 1, 10**38 - 1) | st.text(),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(), inner, max_size=5),
    max_leaves=20,
)


def typed(value: Any) -> str:
    """Return the value as JSON, which distinguishes true from 1; Python's comparison does not."""
    return json.dumps(value, sort_keys=True)


@given(VALUES)
def test_a_value_is_read_back_with_its_type(value: Any) -> None:
    assert typed(from_attribute(to_attribute(value))) == typed(value)


@given(st.binary())
def test_bytes_are_read_back_unchanged(value: bytes) -> None:
    assert from_attribute(to_attribute(value)) == value


@given(st.frozensets(st.text(min_size=1), min_size=1))
def test_a_set_of_strings_is_read_back_unchanged(value: frozenset[str]) -> None:
    assert from_attribute(to_attribute(value)) == value


@given(st.dictionaries(st.text(), VALUES))
def test_an_item_is_read_back_unchanged(item: dict[str, Any]) -> None:
    assert typed(from_attributes(to_attributes(item))) == typed(item)


@pytest.mark.parametrize(
    ("value", "attribute"),
    [
        ("", {"S": ""}),
        ("é", {"S": "é"}),
        (0, {"N": "0"}),
        (-12, {"N": "-12"}),
        (True, {"BOOL": True}),
        (False, {"BOOL": False}),
        (None, {"NULL": True}),
        ([], {"L": []}),
        (("a", 1), {"L": [{"S": "a"}, {"N": "1"}]}),
        ({}, {"M": {}}),
        ({"a": {"b": [None]}}, {"M": {"a": {"M": {"b": {"L": [{"NULL": True}]}}}}}),
        (b"", {"B": ""}),
        (b"\x00\xff", {"B": "AP8="}),
    ],
    ids=repr,
)
def test_a_value_has_the_type_that_dynamodb_gives_it(value: Any, attribute: dict[str, Any]) -> None:
    assert to_attribute(value) == attribute


def test_the_elements_of_a_set_have_one_order() -> None:
    assert to_attribute(frozenset({"b", "a"})) == {"SS": ["a", "b"]}


@pytest.mark.parametrize(
    "wrap", [lambda value: value, lambda value: [value], lambda value: {"a": value}], ids=["bare", "list", "map"]
)
@pytest.mark.parametrize(
    "value",
    [1.0, float("nan"), bytearray(b"x"), {"a"}, frozenset(), object()],
    ids=lambda value: type(value).__name__,
)
def test_an_unsupported_value_is_rejected_at_any_depth(value: Any, wrap: Any) -> None:
    with pytest.raises(TypeError, match=type(value).__name__):
        to_attribute(wrap(value))


@pytest.mark.parametrize("attribute", [{"NS": ["1"]}, {"BS": [b"x"]}, {"X": 1}], ids=str)
def test_an_unsupported_attribute_is_not_read(attribute: dict[str, Any]) -> None:
    with pytest.raises(TypeError, match="stores no attributes of type"):
        from_attribute({"L": [attribute]})


@pytest.mark.parametrize("attribute", [{}, {"S": "a", "N": "1"}, {"N": "1.5"}], ids=str)
def test_an_invalid_attribute_is_an_error(attribute: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"unpack|int"):
        from_attribute(attribute)


def test_the_members_of_a_map_have_one_order_whatever_dynamodb_returns() -> None:
    price = {"M": {"currency": {"S": "CAD"}, "amount": {"N": "1"}}}

    assert list(from_attribute(price)) == ["amount", "currency"]
