"""The key ring against a real Secrets Manager: rotations, outages, and those who make up key ids."""

import secrets

import pytest

from bodega.errors import StorageUnavailable
from bodega.key_ring import KeyRing
from bodega.tokens import Claims, InvalidToken, SigningKey, WeakKey, issue_access_token, key_id
from tests.support.attacks.forged_tokens import SESSION, USER, claims, header, signed
from tests.unit.layer.conftest import Clock, Vault

STAGES = 2  # AWSCURRENT and AWSPREVIOUS: each is a read of its own


def new_value() -> str:
    return secrets.token_hex(32)


def token_of(key: SigningKey) -> str:
    return issue_access_token(key, Claims(USER, SESSION, 1))


def made_up() -> str:
    return signed(header(kid=secrets.token_hex(8)), claims(), new_value())


def rotated(vault: Vault, name: str) -> SigningKey:
    value = new_value()
    return SigningKey(vault.rotate(name, value), value)


@pytest.fixture
def name(vault: Vault) -> str:
    return vault.create(new_value())


@pytest.fixture
def ring(name: str, secrets_clock: Clock) -> KeyRing:
    return KeyRing(name)


class TestRotation:
    def test_a_secret_that_was_never_rotated_is_one_key(self, ring: KeyRing) -> None:
        (key,) = ring.keys()

        assert ring.verify(token_of(key)) == Claims(USER, SESSION, 1)

    def test_tokens_of_the_version_before_are_good_after_a_rotation(
        self, ring: KeyRing, name: str, vault: Vault
    ) -> None:
        old, new = rotated(vault, name), rotated(vault, name)

        assert ring.keys() == [new, old]
        assert ring.verify(token_of(new)) == ring.verify(token_of(old)) == Claims(USER, SESSION, 1)

    def test_tokens_of_two_versions_before_are_not(self, ring: KeyRing, name: str, vault: Vault) -> None:
        oldest = rotated(vault, name)
        rotated(vault, name)
        rotated(vault, name)

        with pytest.raises(InvalidToken):
            ring.verify(token_of(oldest))

    def test_a_token_of_a_brand_new_version_is_good_while_the_old_one_is_still_kept(
        self, ring: KeyRing, name: str, vault: Vault, secrets_clock: Clock
    ) -> None:
        (old,) = ring.keys()
        new = rotated(vault, name)
        secrets_clock.now += 31

        assert ring.verify(token_of(new)) == Claims(USER, SESSION, 1)
        assert ring.verify(token_of(old)) == Claims(USER, SESSION, 1)

    def test_a_rotation_is_noticed_within_five_minutes_without_a_token_of_the_new_version(
        self, ring: KeyRing, name: str, vault: Vault, secrets_clock: Clock
    ) -> None:
        ring.keys()
        oldest, new = rotated(vault, name), rotated(vault, name)
        secrets_clock.now += 301

        assert ring.keys() == [new, oldest]


class TestReads:
    def test_a_key_is_read_once_for_many_tokens(self, ring: KeyRing, vault: Vault) -> None:
        token = token_of(ring.keys()[0])

        for _ in range(20):
            ring.verify(token)

        assert vault.reads == STAGES

    def test_unknown_key_ids_call_secrets_manager_at_most_once_in_30_seconds(
        self, ring: KeyRing, vault: Vault, secrets_clock: Clock
    ) -> None:
        for _ in range(100):
            with pytest.raises(InvalidToken):
                ring.verify(made_up())
            secrets_clock.now += 0.95

        assert vault.reads == STAGES * (1 + 4)  # the first read; then at 0, 30, 60 and 90 seconds

    @pytest.mark.parametrize("rubbish", ["", "x", "a.b.c", "." * 10_000, "A" * 10_000], ids=lambda text: text[:5])
    def test_a_malformed_token_does_not_call_secrets_manager(self, ring: KeyRing, vault: Vault, rubbish: str) -> None:
        vault.fail()

        with pytest.raises(InvalidToken):
            ring.verify(rubbish)

        assert vault.attempts == 0

    def test_a_bad_token_with_a_known_key_id_does_not_call_secrets_manager(
        self, ring: KeyRing, vault: Vault, secrets_clock: Clock
    ) -> None:
        (key,) = ring.keys()
        secrets_clock.now += 60

        with pytest.raises(InvalidToken):
            ring.verify(signed(header(kid=key.kid), claims(), new_value()))

        assert vault.reads == STAGES


class TestOutages:
    def test_known_keys_go_on_serving_for_hours(
        self, ring: KeyRing, name: str, vault: Vault, secrets_clock: Clock
    ) -> None:
        old, new = rotated(vault, name), rotated(vault, name)
        ring.keys()
        vault.fail()

        for _ in range(10):
            secrets_clock.now += 3600
            assert ring.verify(token_of(new)) == ring.verify(token_of(old)) == Claims(USER, SESSION, 1)

    def test_made_up_key_ids_do_not_add_to_the_outage(self, ring: KeyRing, vault: Vault, secrets_clock: Clock) -> None:
        ring.keys()
        secrets_clock.now += 31
        vault.fail()

        for _ in range(20):
            with pytest.raises(InvalidToken):
                ring.verify(made_up())

        assert vault.attempts == 2 * STAGES

    def test_no_token_is_verified_without_any_key(self, ring: KeyRing, vault: Vault) -> None:
        vault.fail()

        with pytest.raises(StorageUnavailable):
            ring.verify(made_up())

    @pytest.mark.usefixtures("forgotten")
    def test_no_token_is_verified_when_secrets_manager_is_unreachable(
        self, closed_port: int, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("AWS_ENDPOINT_URL_SECRETS_MANAGER", f"http://127.0.0.1:{closed_port}")

        with pytest.raises(StorageUnavailable):
            KeyRing("signing-key").verify(made_up())

    def test_the_first_key_is_found_once_the_outage_is_over(self, ring: KeyRing, vault: Vault) -> None:
        vault.fail()
        with pytest.raises(StorageUnavailable):
            ring.keys()
        vault.recover()

        assert ring.verify(token_of(ring.keys()[0])) == Claims(USER, SESSION, 1)


class TestKeysThatCannotBeTrusted:
    @pytest.mark.usefixtures("vault")
    def test_a_secret_that_is_not_there_is_an_error_and_no_refusal(self) -> None:
        with pytest.raises(StorageUnavailable):
            KeyRing("nowhere").verify(made_up())

    def test_a_short_secret_signs_and_verifies_nothing(self, vault: Vault) -> None:
        ring = KeyRing(vault.create("x" * 31))

        with pytest.raises(WeakKey):
            ring.verify(made_up())

    def test_a_short_secret_is_got_rid_of_by_one_rotation(self, vault: Vault) -> None:
        name = vault.create("x" * 31)
        new = rotated(vault, name)

        assert KeyRing(name).keys() == [new]

    def test_a_key_that_is_newer_than_the_last_read_is_taken_at_once(
        self, ring: KeyRing, name: str, vault: Vault, secrets_clock: Clock
    ) -> None:
        ring.keys()
        secrets_clock.now += 1
        new = rotated(vault, name)

        assert ring.verify(token_of(new)) == Claims(USER, SESSION, 1)


def test_the_ring_signs_with_the_current_version(vault: Vault, forgotten: None) -> None:
    name = vault.create(secrets.token_hex(32))
    version = vault.rotate(name, secrets.token_hex(32))

    token = KeyRing(name).sign(Claims(USER, SESSION, 1))

    assert key_id(token) == version
    assert KeyRing(name).verify(token) == Claims(USER, SESSION, 1)
