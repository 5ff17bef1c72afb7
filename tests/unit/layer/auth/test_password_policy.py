"""New passwords: which are accepted, which are rejected, and that the reason does not contain the password."""

import unicodedata
from collections.abc import Callable
from contextlib import suppress
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from zxcvbn.matching import RANKED_DICTIONARIES, dictionary_match

from bodega.errors import ValidationFailed
from bodega.password_policy import require_strong
from tests.support.documents.tables import read_table

CONTEXT = ["ada.lovelace@shop.example", "Ada", "Lovelace", "Bodega"]
TABLE = read_table("passwords")["passwords"]
MOST_SEARCHES = 200
REASONS = {
    "common": "is one of the most common passwords",
    "easy": "is too easy to guess; several words that have nothing to do with each other are a good password",
    "context": "must not consist mostly of your email, your name or the shop's name",
    "length": "must have 12 to 128 characters",
}


def reason(password: str, context: list[str] = CONTEXT) -> str:
    with pytest.raises(ValidationFailed) as refused:
        require_strong(password, "/password", context)
    (error,) = refused.value.errors
    assert error.where == "/password"
    assert password not in error.detail
    return error.detail


def reverse(text: str) -> str:
    return text[::-1]


def with_figures(text: str) -> str:
    return text.translate(str.maketrans("aelo", "4310"))


def without_accents(text: str) -> str:
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()


def in_full_width(text: str) -> str:
    return "".join(chr(ord(letter) + 0xFEE0) if "!" <= letter <= "~" else letter for letter in text)


def test_the_table_has_passwords_of_many_languages() -> None:
    assert len(TABLE) >= 60
    assert len({row["language"] for row in TABLE}) >= 15


@pytest.mark.parametrize("row", TABLE, ids=lambda row: f"{row['verdict']} {row['language']} {row['password']}")
def test_a_password_of_any_language_is_accepted_or_rejected_with_the_reason(row: dict[str, Any]) -> None:
    context = row.get("context", CONTEXT)
    if row["verdict"] == "accepted":
        require_strong(row["password"], "/password", context)
    else:
        assert reason(row["password"], context) == REASONS[row["verdict"]]


@pytest.mark.parametrize("password", ["x7$kQ2!mvR9", "é" * 11, "x7$kQ2!mvR9p" * 11])
def test_a_password_has_12_to_128_characters(password: str) -> None:
    assert reason(password) == REASONS["length"]


def test_characters_are_counted_after_normalization() -> None:
    assert reason("e\u0301" * 11) == REASONS["length"]  # 22 code points, 11 letters
    require_strong("x7$kQ2!mvRe\u0301q", "/password", CONTEXT)


def test_every_common_password_is_rejected_in_any_case() -> None:
    common = RANKED_DICTIONARIES["passwords"]
    assert len(common) >= 10_000

    for password in (word for word in common if len(word) >= 12):
        assert reason(password) == reason(password.upper()) == REASONS["common"]


@pytest.mark.parametrize("disguise", [str.upper, reverse, with_figures, without_accents, in_full_width])
def test_a_password_made_of_the_owners_name_is_rejected_in_every_disguise(disguise: Callable[[str], str]) -> None:
    context = ["zoe@shop.example", "Zoé", "Lefèvre-Delamare", "Bodega"]

    assert reason(disguise("Lefèvre Delamare") + " 77x", context) == REASONS["context"]


def test_a_name_inside_a_long_phrase_is_accepted() -> None:
    require_strong("my dear lovelace rides a green bicycle", "/password", CONTEXT)


def test_a_long_phrase_with_a_name_is_rejected_if_the_rest_is_easy_to_guess() -> None:
    require_strong("qwertyuiop Hopper", "/password", CONTEXT)
    assert reason("qwertyuiop Lovelace") == REASONS["context"]


@pytest.mark.parametrize("repeated", ["foo" * 20, "foo" * 4 + "f", "qwe" * 42, "abcde" * 25])
def test_a_short_text_that_is_repeated_is_rejected_whatever_its_length(repeated: str) -> None:
    assert reason(repeated) == REASONS["easy"]


def test_a_password_of_nothing_but_accents_is_rejected_and_does_not_fail() -> None:
    assert reason("\u0301" * 12) == REASONS["easy"]


@given(st.text(st.characters(categories=["Mn", "Me", "Cf", "Zs", "Sk", "Lm"]), min_size=12, max_size=40))
def test_a_password_of_strange_characters_is_accepted_or_rejected_with_a_reason(password: str) -> None:
    with suppress(ValidationFailed):
        require_strong(password, "/password", CONTEXT)


def test_a_person_without_names_can_choose_a_password() -> None:
    require_strong("seven quiet umbrellas", "/password", ["a@b.example", "", "", "Bodega"])


def test_one_persons_words_are_not_kept_for_the_next_one() -> None:
    require_strong("seven quiet umbrellas", "/password", ["zyxomma@shop.example", "Zyxomma", "Zyxomma"])

    kept = RANKED_DICTIONARIES["user_inputs"]
    assert "zyxomma" not in kept
    require_strong("zyxomma on a pond", "/password", CONTEXT)
    assert RANKED_DICTIONARIES["user_inputs"] == kept


# Characters for which the estimator tries several letters, and others, which it multiplies with the length.
COSTLY = st.text(st.sampled_from("0123456789@{[(<|!$+%aeiostlgzxbc"), min_size=12, max_size=128)


@given(COSTLY)
@example("4@8({[<3691!|0$5+7%2" * 6)
@example("|$7+(9!1" * 16)
@example("a" * 128)
def test_no_password_makes_the_estimator_search_its_dictionaries_often(password: str) -> None:
    searches = []

    def counted(*arguments: Any, **named: Any) -> Any:
        searches.append(1)
        return dictionary_match(*arguments, **named)

    with patch("zxcvbn.matching.dictionary_match", counted), suppress(ValidationFailed):
        require_strong(password, "/password", ["|$7@shop.example", "4a", "+7+"])

    # Each search takes about 0.3 ms. Without a limit of the substitutes, there are thousands.
    assert len(searches) <= MOST_SEARCHES
