"""Bodies of answers: the text of a document never changes, because entity tags are hashes of it."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bodega.api.conditions import content_tag
from bodega.api.responses import dump_json, private

# Documents of the shop contain no floats.
TEXT = st.text(st.characters(exclude_categories=["Cs"]))
SCALARS = st.none() | st.booleans() | st.integers(-(2**63), 2**64 - 1) | TEXT
DOCUMENTS = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=5) | st.dictionaries(TEXT, inner, max_size=5), max_leaves=40
)


def dumped_by_the_standard_library(document: Any) -> str:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


@given(DOCUMENTS)
def test_a_document_has_the_same_text_as_from_the_standard_library(document: Any) -> None:
    assert dump_json(document) == dumped_by_the_standard_library(document)


def test_every_character_has_the_same_text_as_from_the_standard_library() -> None:
    characters = [chr(code) for code in range(0x11_0000) if not 0xD800 <= code <= 0xDFFF]

    assert dump_json(characters) == dumped_by_the_standard_library(characters)


@pytest.mark.parametrize("value", ["\ud800", {"\ud800": 1}, 2**64, -(2**63) - 1, b"x", {1: "x"}, {"x"}], ids=repr)
def test_a_value_that_no_document_contains_is_an_error(value: Any) -> None:
    with pytest.raises(TypeError):
        dump_json(value)


def test_the_tag_of_an_answer_is_the_tag_of_its_text() -> None:
    answer = private(200, {"name": "Crème brûlée", "price": None})

    assert answer.body == '{"name":"Crème brûlée","price":null}'
    assert content_tag(answer.body) == content_tag(dumped_by_the_standard_library(json.loads(answer.body)))
