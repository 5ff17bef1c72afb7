"""Password hashes: which passwords are equal, the cost in the hash, and that nothing is truncated."""

import os
import time

import bcrypt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bodega import secret_values
from bodega.passwords import check_password, hash_password, is_outdated
from bodega.secret_values import Secret
from tests.unit.layer.conftest import Vault

PASSWORD = "seven quiet umbrellas"


@pytest.fixture(autouse=True)
def pepper(secrets_url: str) -> None:
    """The pepper is read from the Secrets Manager of the tests."""


def test_the_right_password_is_recognised_and_another_is_not() -> None:
    stored = hash_password(PASSWORD)

    assert check_password(PASSWORD, stored)
    assert not check_password(f"{PASSWORD} ", stored)


def test_the_same_password_has_a_new_hash_each_time() -> None:
    assert hash_password(PASSWORD) != hash_password(PASSWORD)


@given(password=st.text(min_size=1, max_size=128), last=st.characters(codec="utf-8"))
@settings(max_examples=25)
def test_any_password_works_and_its_last_character_counts(password: str, last: str) -> None:
    stored = hash_password(password)

    assert check_password(password, stored)
    assert not check_password(f"{password}x{last}", stored)


@pytest.mark.parametrize("length", [72, 73, 128])
def test_no_password_is_too_long_or_truncated(length: int) -> None:
    password = "é" * length

    assert check_password(password, hash_password(password))
    assert not check_password(password[:-1] + "e", hash_password(password))


def test_a_zero_byte_does_not_truncate() -> None:
    assert not check_password("before\0after", hash_password("before\0other"))


@pytest.mark.parametrize(("typed", "stored_as"), [("Ame\u0301lie", "Amélie"), ("ｆｕｌｌ", "full"), ("ﬁsh", "fish")])
def test_two_normalization_forms_are_the_same_password(typed: str, stored_as: str) -> None:
    assert check_password(typed, hash_password(stored_as))


def test_the_hash_is_bcrypt_with_the_configured_cost() -> None:
    assert hash_password(PASSWORD).startswith(f"$2b${int(os.environ['BCRYPT_COST']):02d}$")


def test_a_hash_of_a_lower_cost_is_outdated(monkeypatch: pytest.MonkeyPatch) -> None:
    stored = hash_password(PASSWORD)
    assert not is_outdated(stored)

    monkeypatch.setenv("BCRYPT_COST", "5")

    assert is_outdated(stored)
    assert check_password(PASSWORD, stored)
    assert not is_outdated(hash_password(PASSWORD))


def test_a_wrong_password_takes_as_long_with_an_old_hash_as_without_an_account(monkeypatch: pytest.MonkeyPatch) -> None:
    stored = hash_password(PASSWORD)
    monkeypatch.setenv("BCRYPT_COST", "7")
    work: list[int] = []
    real = bcrypt.checkpw

    def counting(password: bytes, hashed: bytes) -> bool:
        work.append(2 ** int(hashed.split(b"$")[2]))
        return real(password, hashed)

    monkeypatch.setattr(bcrypt, "checkpw", counting)

    assert not check_password("another one", stored)
    assert sum(work) == 2**7
    work.clear()
    assert not check_password("another one", None)
    assert work == [2**7]


def test_a_hash_cannot_be_checked_without_the_pepper(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    stored = hash_password(PASSWORD)

    monkeypatch.setenv("PASSWORD_PEPPER_SECRET", vault.create("another pepper, also thirty-two bytes long"))

    assert not check_password(PASSWORD, stored)
    assert not bcrypt.checkpw(PASSWORD.encode(), stored.encode())


def test_a_weak_pepper_hashes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    cached = secret_values._Cached(Secret("short", "1"), time.monotonic())
    monkeypatch.setitem(secret_values._cache, (os.environ["PASSWORD_PEPPER_SECRET"], "AWSCURRENT"), cached)

    with pytest.raises(RuntimeError, match="32 bytes"):
        hash_password(PASSWORD)


def test_without_an_account_a_hash_of_the_same_cost_is_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    checked = []
    real = bcrypt.checkpw

    def counting(password: bytes, stored: bytes) -> bool:
        checked.append(stored.decode()[:7])
        return real(password, stored)

    monkeypatch.setattr(bcrypt, "checkpw", counting)
    monkeypatch.setenv("BCRYPT_COST", "6")

    assert not check_password(PASSWORD, None)
    check_password(PASSWORD, hash_password(PASSWORD))

    assert checked == ["$2b$06$", "$2b$06$"]
