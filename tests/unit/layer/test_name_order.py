"""The order of names, and the keys that hold it: for names in twelve scripts, and in every version of Python."""

import hashlib
import tomllib
import unicodedata
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bodega.catalog.name_keys import END, NamePrefix, claim_of, id_of, name_key
from bodega.name_order import sort_form, spelling
from bodega.text import fold_name

NAMES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parents[2] / "data" / "name_order.toml").read_text(encoding="utf-8")
)["names"]
ID = "prd_01JD4W0Q8V5E2M7T9X3K6B1ZCN"
TYPED = st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1, max_size=120)
# The scripts of the data, close together, with digits, signs and marks.
MIXED = st.text("aAé1203.,/!ßœřžяйїґשםأىकॉ़เแกน้ำะコーヒガ゙あゃ가한茶🍋\u200d\u0301 ", min_size=1, max_size=12)


def key(name: str) -> str:
    return name_key(name, ID)


def finds(prefix: str, name: str) -> bool:
    """Return whether a search reads the name's key and accepts the name. Exact searches accept what they read."""
    search = NamePrefix.of(prefix)
    return search.reads(key(name)) and (search.is_exact or search.matches(name))


def test_data_covers_twelve_scripts() -> None:
    assert len({name["script"] for name in NAMES}) == 12
    assert len(NAMES) >= 40


@pytest.mark.parametrize(("one", "other"), [*pairwise(name["name"] for name in NAMES)])
def test_names_are_in_the_order_that_people_expect(one: str, other: str) -> None:
    assert key(one) < key(other)


@pytest.mark.parametrize(
    ("one", "other"), [(name["name"], other) for name in NAMES for other in name["same"]], ids=ascii
)
def test_spellings_of_a_name_have_one_key(one: str, other: str) -> None:
    assert key(one) == key(other)


@pytest.mark.parametrize(
    ("prefix", "name"), [(prefix, name["name"]) for name in NAMES for prefix in name["found"]], ids=ascii
)
def test_a_prefix_finds_a_name_without_regard_to_accents(prefix: str, name: str) -> None:
    assert finds(prefix, name)


@pytest.mark.parametrize(
    ("prefix", "name"),
    [("1", "2 pack"), ("2", "12 pack"), ("10", "1 pack"), ("1", "pack 1"), ("e", "Œuf"), ("и", "Йогурт"), ("เก", "แกง"),
     ("ก", "เกม"), ("ກ", "ເກມ"), ("pack 1", "pack 2"), ("0", "10"), ("1.5", "1.25"), ("/", "🍋")],
)  # fmt: skip
def test_a_prefix_does_not_find_other_names(prefix: str, name: str) -> None:
    assert not finds(prefix, name)


def test_numbers_are_in_the_order_of_their_values() -> None:
    numbers = [
        "0",
        "1",
        "1.25",
        "1.5",
        "2",
        "007",
        "9",
        "10",
        "99",
        "100",
        "12345678",
        "123456789",
        "9" * 99,
        "1" * 100,
    ]
    names = [f"No {number}" for number in numbers]

    assert sorted(names, key=key) == names
    assert sorted(["٣ x", "2 x", "１０ x"], key=key) == ["2 x", "٣ x", "１０ x"]


@pytest.mark.parametrize(("plain", "accented"), [("cafe", "café"), ("tea", "téa"), ("елка", "ёлка"), ("ハハ", "ババ")])
def test_of_names_with_the_same_letters_the_plain_one_comes_first(plain: str, accented: str) -> None:
    keys = sorted(name_key(name, item_id) for name in (plain, accented) for item_id in (ID, "add_0", "zzz_0"))

    assert [claim_of(found) for found in keys] == [plain] * 3 + [accented] * 3


def test_the_end_of_a_name_comes_before_every_character() -> None:
    names = ["Té", "Tea", "Tea 2", "Tea for two", "Tea!", "Tea/mint", "Tea2", "Teas"]

    assert sorted(names, key=key) == names


def test_a_key_is_written_as_stored_keys_are() -> None:
    """With another key, the next change of each stored item would move its name claim."""
    assert key("Tea") == f"tea{END}{ID}"
    assert key("Té 2") == f"te 12{END}~té 2{END}{ID}"
    assert key("12345678") == f"812345678{END}~12345678{END}{ID}"
    assert key("123456789") == f"9009123456789{END}~123456789{END}{ID}"


def test_a_search_for_a_number_reads_only_numbers_that_begin_with_it() -> None:
    assert NamePrefix.of("1.5").is_exact
    assert [NamePrefix.of("12").reads(key(name)) for name in ("7", "12", "125")] == [False, True, True]


@pytest.mark.parametrize("letters", range(12, 60, 4))
def test_a_prefix_finds_the_longest_name(letters: int) -> None:
    """Its key holds 31 bytes of the sort form."""
    name = "É" * 480
    assert len(fold_name(name).encode()) == 960

    assert finds("É" * letters, name)


@given(TYPED | MIXED)
def test_a_key_holds_the_claim_and_the_id_and_fits_a_sort_key(name: str) -> None:
    folded = fold_name(name)
    if len(folded.encode()) > 960:  # such a name is refused
        return

    assert (claim_of(key(name)), id_of(key(name))) == (folded, ID)
    assert len(key(name).encode()) <= 1024
    assert all(character > END for character in sort_form(folded))


def test_a_key_of_an_old_name_keeps_its_claim() -> None:
    assert claim_of(f"te\u200ba{END}{ID}") == "te\u200ba"
    assert claim_of(name_key("Te\u200ba", ID, "te\u200ba")) == "te\u200ba"
    assert claim_of(name_key("Tea 2", ID, "tea 2")) == "tea 2"


@given(name=MIXED, length=st.integers(1, 12))
def test_every_prefix_finds_the_name(name: str, length: int) -> None:
    folded = fold_name(name)
    prefix = folded[:length]
    if fold_name(prefix) and spelling(folded).startswith(spelling(fold_name(prefix))):
        assert finds(prefix, name)


@given(name=TYPED, letters=st.integers(25, 60))
def test_a_long_prefix_finds_a_name_whose_key_is_cut(name: str, letters: int) -> None:
    long = "ﷺ" * 20 + name
    if len(fold_name(long).encode()) > 960:
        return
    prefix = fold_name(long)[:letters]
    assert finds(prefix, long)


@given(prefix=MIXED, name=MIXED)
def test_an_exact_search_reads_only_names_with_the_prefix(prefix: str, name: str) -> None:
    search = NamePrefix.of(prefix)
    if search.is_exact and search.reads(key(name)):
        assert search.matches(name)


@given(digits=st.integers(1, 70), letters=st.integers(1, 28))
def test_a_long_number_finds_a_name_whose_key_is_cut(digits: int, letters: int) -> None:
    number = "7" * digits
    long = number + "ﷺ" * letters
    if len(fold_name(long).encode()) <= 960:
        assert finds(number, long)


@given(MIXED, MIXED)
def test_names_that_differ_have_keys_that_differ(one: str, other: str) -> None:
    assert (key(one) == key(other)) == (fold_name(one) == fold_name(other))


def test_forms_are_the_same_in_every_version_of_python() -> None:
    """Forms are stored, so their digest must not change. If it does, stored keys need a migration.

    It is taken of the characters that Unicode had in 2002, which every version of Python knows.
    """
    digest = hashlib.sha256()
    for character in map(chr, range(0x110000)):
        if unicodedata.ucd_3_2_0.category(character) not in {"Cn", "Cs"}:
            folded = fold_name(character)
            digest.update(f"{folded}\n{sort_form(folded)}\n".encode())

    assert digest.hexdigest() == "336bbe57f1d521b9c5d001ae7d0e4facab80146ee47f76516b9d986465e7f5b8"
