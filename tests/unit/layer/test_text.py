"""Names and prose: which names are equal, and which texts are valid."""

import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from bodega.catalog.kinds import SORT_NAME_END
from bodega.field_types import Name, Prose
from bodega.text import sort_name

NAME: TypeAdapter[str] = TypeAdapter(Name)
PROSE: TypeAdapter[str] = TypeAdapter(Prose)
SPACES = st.text(" \t\n\u00a0\u2003\u3000")
NO_STRING = "Input should be a valid string"
NOT_UNICODE = f"{NO_STRING}, unable to parse raw data as a unicode string"
CONTROL_CHARACTERS = [chr(code) for code in (*range(32), *range(0x7F, 0xA0))]


def reason(adapter: TypeAdapter[str], value: Any) -> str:
    with pytest.raises(ValidationError) as refused:
        adapter.validate_python(value, strict=True)
    (error,) = refused.value.errors()
    return str(error["msg"]).removeprefix("Value error, ")


@given(st.text())
def test_normalization_of_a_name_is_idempotent(name: str) -> None:
    assert sort_name(sort_name(name)) == sort_name(name)


@given(name=st.text(), before=SPACES, behind=SPACES)
def test_space_around_a_name_makes_no_difference(name: str, before: str, behind: str) -> None:
    assert sort_name(before + name + behind) == sort_name(name)
    assert sort_name(name) == sort_name(name).strip()


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
@given(name=st.text())
def test_the_normalization_form_of_a_name_makes_no_difference(form: Any, name: str) -> None:
    assert sort_name(unicodedata.normalize(form, name)) == sort_name(name)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Oat Milk", "oat milk"),
        ("CAFÉ ", "café"),
        ("cafe\u0301", "caf\u00e9"),
        ("STRASSE", "straße"),
        ("ﬁg", "FIG"),
        ("Ｔｅａ", "tea"),
        ("Σίσυφος", "ΣΊΣΥΦΟΣ"),
        ("№ 5", "no 5"),
        ("2² cups", "22 cups"),
        ("\u212b", "\u00e5"),
        ("hot\u00a0dog", "hot dog"),
        ("\u0345", "\u03b9"),
        ("ß\u0301", "SS\u0301"),
        ("s\u015b", "ß\u0301"),
    ],
)
def test_equivalent_names_are_the_same(one: str, other: str) -> None:
    assert sort_name(one) == sort_name(other)


@pytest.mark.parametrize(("one", "other"), [("cafe", "café"), ("tea", "teas"), ("hot dog", "hotdog"), ("a-b", "ab")])
def test_different_names_stay_different(one: str, other: str) -> None:
    assert sort_name(one) != sort_name(other)


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1, max_size=40))
def test_every_character_of_a_name_sorts_after_its_terminator(name: str) -> None:
    assert all(character > SORT_NAME_END for character in sort_name(name))


@given(
    st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=120).filter(
        lambda name: sort_name(name) and "\ufdfa" not in name
    )
)
def test_a_name_is_stored_as_typed(name: str) -> None:
    assert NAME.validate_python(name, strict=True) == name


@pytest.mark.parametrize("character", CONTROL_CHARACTERS, ids=ascii)
def test_a_name_has_no_control_characters_and_prose_only_line_breaks_and_tabs(character: str) -> None:
    text = f"a{character}b"

    assert reason(NAME, text) == "must not contain control characters"
    if character in "\n\r\t":
        assert PROSE.validate_python(text, strict=True) == text
    else:
        assert reason(PROSE, text) == "must not contain control characters"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("", "String should have at least 1 character"),
        (" ", "must not be blank"),
        ("\u3000\u00a0", "must not be blank"),
        ("x" * 121, "String should have at most 120 characters"),
        ("é" * 121, "String should have at most 120 characters"),
        ("\ufdfa" * 30, "is too long once its characters are normalised (NFKC)"),
        ("\ud800", NOT_UNICODE),
        (1, NO_STRING),
        (b"x", NO_STRING),
        (None, NO_STRING),
    ],
    ids=ascii,
)
def test_a_name_that_breaks_a_rule_is_rejected(name: Any, expected: str) -> None:
    assert reason(NAME, name) == expected


@pytest.mark.parametrize(
    "name", ["x", "x" * 120, "🍋" * 120, "\ufdfa" * 29], ids=["shortest", "longest", "emoji", "ligatures"]
)
def test_a_name_of_the_maximum_length_fits_a_sort_key(name: str) -> None:
    assert NAME.validate_python(name, strict=True) == name
    # A sort key has at most 1,024 bytes; a terminator and an ID of 30 characters follow the name.
    assert len(sort_name(name).encode()) + 1 + 30 <= 1024


@given(st.text("\ufdfa\u0390ﷺAé ", min_size=1, max_size=120))
def test_every_accepted_name_fits_a_sort_key(name: str) -> None:
    try:
        NAME.validate_python(name, strict=True)
    except ValidationError:
        return
    assert len(sort_name(name).encode()) + 1 + 30 <= 1024


@pytest.mark.parametrize(
    ("prose", "expected"),
    [("x" * 2001, "String should have at most 2000 characters"), (1, NO_STRING), ("\ud800", NOT_UNICODE)],
    ids=["long", "number", "surrogate"],
)
def test_prose_that_breaks_a_rule_is_rejected(prose: Any, expected: str) -> None:
    assert reason(PROSE, prose) == expected


@pytest.mark.parametrize(
    "prose", ["", " ", "x" * 2000, "two\r\nlines\tand a tab"], ids=["empty", "blank", "long", "layout"]
)
def test_prose_is_stored_as_typed(prose: str) -> None:
    assert PROSE.validate_python(prose, strict=True) == prose
