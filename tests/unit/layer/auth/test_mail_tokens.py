"""Mailed tokens, derived with the local Secrets Manager: rotations, outages, and what the seed reveals."""

import pytest

from bodega.errors import StorageUnavailable
from bodega.mail_tokens import KeyGone, TokenSeed, derive_token, new_token, require_mail_token_key
from bodega.secret_values import TTL
from tests.unit.layer.conftest import Clock, Vault

FIRST, SECOND, THIRD = ("first " * 8, "second " * 8, "third " * 8)


@pytest.fixture
def name(vault: Vault, secrets_clock: Clock, monkeypatch: pytest.MonkeyPatch) -> str:
    name = vault.create(FIRST)
    monkeypatch.setenv("MAIL_TOKEN_KEY_SECRET", name)
    return name


def test_the_mailer_derives_the_token_whose_hash_is_stored(name: str) -> None:
    seed, token = new_token("reset")

    assert derive_token(seed) == token
    assert len(token) == 43  # 256 bits
    assert token not in str(seed)


def test_no_two_tokens_are_the_same(name: str) -> None:
    seed, token = new_token("reset")

    assert new_token("reset")[1] != token
    assert derive_token(seed._replace(purpose="verify")) != token


@pytest.mark.usefixtures("name")
def test_a_token_has_the_documented_form() -> None:
    seed, _ = new_token("reset")

    # HMAC-SHA256 by RFC 2104, computed by openssl: printf 'bodega mailed token\nreset\n00' | openssl dgst -sha256 -hmac
    assert derive_token(TokenSeed("reset", "00", seed.kid)) == "gqBQ9rVduvBO5figs5gn_W1uTLoePqD--wWPY2grwz0"


def test_a_mail_from_before_a_rotation_gets_its_token(name: str, vault: Vault, secrets_clock: Clock) -> None:
    seed, token = new_token("reset")
    vault.rotate(name, SECOND)
    secrets_clock.now += TTL

    assert derive_token(seed) == token
    assert new_token("reset")[0].kid != seed.kid


def test_a_mail_from_just_after_a_rotation_gets_its_token_while_the_mailer_has_the_old_key_cached(
    name: str, vault: Vault
) -> None:
    old, _ = new_token("reset")
    version = vault.rotate(name, SECOND)
    assert derive_token(old), "the old version is cached as the current one"

    assert derive_token(old._replace(kid=version)) != derive_token(old)
    assert vault.reads == 3, "current, then the absent previous one, then the current one anew"


def test_a_mail_from_before_two_rotations_has_no_token(name: str, vault: Vault, secrets_clock: Clock) -> None:
    seed, _ = new_token("reset")
    vault.rotate(name, SECOND)
    vault.rotate(name, THIRD)
    secrets_clock.now += TTL

    with pytest.raises(KeyGone):
        derive_token(seed)


def test_an_unknown_version_is_not_given_up_while_secrets_manager_is_down(name: str, vault: Vault) -> None:
    seed, token = new_token("reset")
    version = vault.rotate(name, SECOND)
    vault.fail()

    assert derive_token(seed) == token, "the cached key stays in use"
    with pytest.raises(StorageUnavailable):
        derive_token(seed._replace(kid=version))
    vault.recover()
    assert derive_token(seed._replace(kid=version))


def test_without_a_key_there_is_no_token(name: str, vault: Vault) -> None:
    vault.fail()

    with pytest.raises(StorageUnavailable):
        require_mail_token_key()
    with pytest.raises(StorageUnavailable):
        new_token("reset")


def test_a_key_that_is_too_short_is_not_used(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAIL_TOKEN_KEY_SECRET", vault.create("x" * 31))

    with pytest.raises(RuntimeError, match="at least 32 bytes"):
        require_mail_token_key()
