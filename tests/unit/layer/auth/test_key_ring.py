"""The key ring with the local Secrets Manager: rotations, outages and made-up key IDs."""

import secrets

import pytest

from bodega.errors import StorageUnavailable
from bodega.key_ring import KeyRing
from bodega.token_verification import InvalidToken, key_id
from bodega.tokens import Claims, SigningKey, WeakKey, issue_access_token
from tests.support.attacks.forged_tokens import SESSION, USER, claims, header, signed
from tests.unit.layer.conftest import Clock, Vault

STAGES = 2  # AWSCURRENT and AWSPREVIOUS, each a separate read


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

    def test_tokens_of_the_previous_version_are_valid_after_a_rotation(
        self, ring: KeyRing, name: str, vault: Vault
    ) -> None:
        old, new = rotated(vault, name), rotated(vault, name)

        assert ring.keys() == [new, old]
        assert ring.verify(token_of(new)) == ring.verify(token_of(old)) == Claims(USER, SESSION, 1)

    def test_tokens_of_the_version_before_that_are_invalid(self, ring: KeyRing, name: str, vault: Vault) -> None:
        oldest = rotated(vault, name)
        rotated(vault, name)
        rotated(vault, name)

        with pytest.raises(InvalidToken):
            ring.verify(token_of(oldest))

    def test_a_token_of_a_new_version_is_valid_while_the_old_one_is_cached(
        self, ring: KeyRing, name: str, vault: Vault, secrets_clock: Clock
    ) -> None:
        (old,) = ring.keys()
        new = rotated(vault, name)
        secrets_clock.now += 31

        assert ring.verify(token_of(new)) == Claims(USER, SESSION, 1)
        assert ring.verify(token_of(old)) == Claims(USER, SESSION, 1)

    def test_a_token_of_a_new_version_is_valid_right_after_the_machine_has_started(
        self, ring: KeyRing, name: str, vault: Vault, secrets_clock: Clock
    ) -> None:
        secrets_clock.now = 0.0
        ring.keys()

        assert ring.verify(token_of(rotated(vault, name))) == Claims(USER, SESSION, 1)

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

    @pytest.mark.parametrize(("seconds", "reads"), [(29.5, 2), (30.0, 3)])
    def test_an_unknown_key_id_is_looked_up_30_seconds_after_another_one(
        self, ring: KeyRing, vault: Vault, secrets_clock: Clock, seconds: float, reads: int
    ) -> None:
        for wait in (0.0, seconds):
            secrets_clock.now += wait
            with pytest.raises(InvalidToken):
                ring.verify(made_up())

        assert vault.reads == STAGES * reads

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
    def test_known_keys_remain_valid_for_hours(
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


class TestMissingAndWeakKeys:
    @pytest.mark.usefixtures("vault")
    def test_a_missing_secret_is_an_error_and_not_an_invalid_token(self) -> None:
        with pytest.raises(StorageUnavailable):
            KeyRing("nowhere").verify(made_up())

    def test_a_short_secret_signs_and_verifies_nothing(self, vault: Vault) -> None:
        ring = KeyRing(vault.create("x" * 31))

        with pytest.raises(WeakKey):
            ring.verify(made_up())

    def test_one_rotation_replaces_a_short_secret(self, vault: Vault) -> None:
        name = vault.create("x" * 31)
        new = rotated(vault, name)

        assert KeyRing(name).keys() == [new]

    def test_a_key_newer_than_the_last_read_is_accepted_immediately(
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
