"""Names and prose: which names are equal, and which texts are valid."""

import hashlib
import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from bodega.catalog.name_keys import name_key
from bodega.field_types import Name, Prose
from bodega.text import fold_name, is_visible, nfkc_casefold

NAME: TypeAdapter[str] = TypeAdapter(Name)
PROSE: TypeAdapter[str] = TypeAdapter(Prose)
ID = "prd_01JD4W0Q8V5E2M7T9X3K6B1ZCN"
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
def test_folding_a_name_is_idempotent(name: str) -> None:
    assert fold_name(fold_name(name)) == fold_name(name)


@given(name=st.text(), before=SPACES, behind=SPACES)
def test_space_around_a_name_makes_no_difference(name: str, before: str, behind: str) -> None:
    assert fold_name(before + name + behind) == fold_name(name)
    assert fold_name(name) == fold_name(name).strip()


# Unicode orders the iota of U+037A, which NFKC changes, differently from an iota below a letter.
@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
@given(name=st.text(st.characters(exclude_characters="\u037a", exclude_categories=["Cs"])))
def test_the_normalization_form_of_a_name_makes_no_difference(form: Any, name: str) -> None:
    assert fold_name(unicodedata.normalize(form, name)) == fold_name(name)


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
        ("hot  dog", "hot dog"),
        ("hot \u3000\u00a0dog", "hot dog"),
        ("tea\u2800", "tea"),
        ("tea", "te\u200ba"),
        ("tea", "te\u00ada"),
        ("tea", "te\u2060a"),
        ("tea", "te\ufe0fa"),
        ("tea", "te\u034fa"),
        ("tea", "\u3164tea"),
        ("caf\u00e9", "cafe\u034f\u0301"),
        ("👩\u200d🍳", "👩🍳"),
        ("می\u200cخواهم", "میخواهم"),
    ],
)
def test_equivalent_names_are_the_same(one: str, other: str) -> None:
    assert fold_name(one) == fold_name(other)


@pytest.mark.parametrize(("one", "other"), [("cafe", "café"), ("tea", "teas"), ("hot dog", "hotdog"), ("a-b", "ab")])
def test_different_names_stay_different(one: str, other: str) -> None:
    assert fold_name(one) != fold_name(other)


def test_nfkc_casefold_is_unicodes() -> None:
    """The digest was taken of Unicode's DerivedNormalizationProps.txt (14.0.0), for the characters of Unicode 3.2."""
    digest = hashlib.sha256()
    for character in map(chr, range(0x110000)):
        if unicodedata.ucd_3_2_0.category(character) not in {"Cn", "Cs"}:
            digest.update(f"{nfkc_casefold(character)}\n".encode())

    assert digest.hexdigest() == "614ac693f34f72fa5a7f18c1a805d3d5161108a8a6a8d196e15f4958ee755ca7"


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("\u1fb3\u0301", "\u03ac\u03b9"),
        ("\u03b1\u0345\u0301", "\u03ac\u03b9"),
        ("\u1f86\u08dc", "\u1f06\u08dc\u03b9"),
        ("\u037a\u030f", " \u03b9\u030f"),
        ("İ", "i\u0307"),
        ("\u1e9e", "ss"),
        ("\u13a0\uab70", "\u13a0\u13a0"),
    ],
    ids=ascii,
)
def test_nfkc_casefold_maps_the_characters_of_nfd(text: str, folded: str) -> None:
    assert nfkc_casefold(text) == folded


@given(st.text())
def test_every_name_with_an_empty_form_shows_nothing(name: str) -> None:
    assert fold_name(name) or not is_visible(name)


@pytest.mark.parametrize(
    "text", ["a", "7", "´", "¨", "!", "🍋", "茶", "e\u0301", "\u200bx", "\ue000", "\U0001fae9"], ids=ascii
)
def test_a_letter_a_digit_or_a_sign_is_visible(text: str) -> None:
    assert is_visible(text)


@given(
    st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=120).filter(
        lambda name: is_visible(name) and "\ufdfa" not in name
    )
)
def test_a_name_is_stored_as_typed(name: str) -> None:
    assert NAME.validate_python(name, strict=True) == name


@pytest.mark.parametrize("character", CONTROL_CHARACTERS, ids=ascii)
def test_a_name_has_no_control_characters_and_prose_only_line_breaks_and_tabs(character: str) -> None:
    text = f"a{character}b"

    assert reason(NAME, text) == "must not contain line breaks or control characters"
    if character in "\n\r\t":
        assert PROSE.validate_python(text, strict=True) == text
    else:
        assert reason(PROSE, text) == "must not contain control characters other than line breaks and tabs"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("", "String should have at least 1 character"),
        (" ", "must not be blank"),
        ("\u3000\u00a0", "must not be blank"),
        ("\u3164", "must not be blank"),
        ("\u3164 \uffa0\u115f", "must not be blank"),
        ("\u0301", "must not be blank"),
        (" \u0301\u093e", "must not be blank"),
        ("\u034f", "must not be blank"),
        ("\u200d\u200c", "must not be blank"),
        ("\ufe0f", "must not be blank"),
        ("\u2800\u2800", "must not be blank"),
        ("\U000e0041", "must not be blank"),
        ("\u202e", "must not be blank"),
        ("x" * 121, "String should have at most 120 characters"),
        ("é" * 121, "String should have at most 120 characters"),
        ("\ufdfa" * 30, "is too long: some of its characters stand for several others"),
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
    assert len(name_key(name, ID).encode()) <= 1024


@given(st.text("\ufdfa\u0390ﷺAé ", min_size=1, max_size=120))
def test_every_accepted_name_fits_a_sort_key(name: str) -> None:
    try:
        NAME.validate_python(name, strict=True)
    except ValidationError:
        return
    assert len(name_key(name, ID).encode()) <= 1024


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
