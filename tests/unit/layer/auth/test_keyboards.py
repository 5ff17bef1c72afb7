"""Keyboard layouts: which passwords follow the keys."""

import pytest

from bodega.password_strength.keyboards import LATIN, OTHER, QWERTY, Layout, on_qwerty, typed_on_latin_keys


@pytest.mark.parametrize("layout", [*LATIN, *OTHER], ids=lambda layout: layout.upper or layout.digits)
def test_each_key_of_a_layout_has_a_place_on_qwerty(layout: Layout) -> None:
    for row, keys in zip(layout, QWERTY, strict=True):
        assert len(row) <= len(keys)
    characters = "".join(layout).replace(" ", "")
    assert len(set(characters)) == len(characters)


@pytest.mark.parametrize(
    ("password", "keys"),
    [
        ("йцукенгшщзхъ", "qwertyuiop[]"),
        ("ЙЦУКЕН123456", "qwerty123456"),
        ("azertyuiopqs", "qwertyuiopas"),
        ("1йфя2цыч3увс", "1qaz2wsx3edc"),
        ("!@#$%^&*()_+", "1234567890-="),
    ],
)
def test_a_password_that_follows_the_keys_is_translated_to_qwerty(password: str, keys: str) -> None:
    assert on_qwerty(password) == keys


@pytest.mark.parametrize(
    "password", ["", "x", "seven quiet umbrellas", "пароль для магазина", "七把安静的雨伞放在门边"]
)
def test_another_password_follows_no_keys(password: str) -> None:
    assert on_qwerty(password) is None


def test_a_word_can_be_typed_with_the_keyboard_switched_to_latin() -> None:
    assert typed_on_latin_keys("пароль") == "gfhjkm"
    assert typed_on_latin_keys("密码") is None
