"""Secrets are cached for five minutes, and longer during an outage of Secrets Manager."""

import pytest

from bodega import secret_values
from bodega.errors import StorageRefused, StorageUnavailable
from bodega.secret_values import TTL, Secret, read_secret
from tests.unit.layer.conftest import Clock, Vault


@pytest.fixture(autouse=True)
def clock(secrets_clock: Clock) -> Clock:
    return secrets_clock


def test_a_secret_comes_with_the_id_of_its_version(vault: Vault) -> None:
    name = vault.create("first")
    version = vault.rotate(name, "second")

    assert read_secret(name) == Secret("second", version)


def test_a_previous_version_exists_only_after_a_rotation(vault: Vault, clock: Clock) -> None:
    name = vault.create("first")
    assert read_secret(name, "AWSPREVIOUS") is None

    vault.rotate(name, "second")
    clock.now += TTL
    previous = read_secret(name, "AWSPREVIOUS")

    assert previous is not None
    assert previous.value == "first"


@pytest.mark.parametrize("stage", ["AWSCURRENT", "AWSPREVIOUS"])
def test_a_secret_is_read_again_after_five_minutes_and_not_before(vault: Vault, clock: Clock, stage: str) -> None:
    name = vault.create("first")
    before = read_secret(name, stage)
    vault.rotate(name, "second")

    clock.now += 299
    assert read_secret(name, stage) == before
    assert vault.reads == 1

    clock.now += 1
    assert read_secret(name, stage) != before
    assert vault.reads == 2


def test_a_caller_can_request_a_fresher_value(vault: Vault, clock: Clock) -> None:
    name = vault.create("first")
    read_secret(name)
    version = vault.rotate(name, "second")

    clock.now += 30
    assert read_secret(name, max_age=30) == Secret("second", version)


def test_secrets_are_cached_separately(vault: Vault) -> None:
    one, other = vault.create("one"), vault.create("other")
    values = [secret.value for secret in (read_secret(one), read_secret(other), read_secret(one)) if secret]

    assert values == ["one", "other", "one"]


@pytest.mark.parametrize(
    ("kind", "status", "code"),
    [
        ("error", 400, "AccessDeniedException"),
        ("error", 400, "ResourceNotFoundException"),
        ("error", 500, "InternalServiceError"),
        ("lost", 0, ""),
    ],
)
def test_the_last_known_value_serves_while_secrets_manager_fails(
    vault: Vault, clock: Clock, kind: str, status: int, code: str
) -> None:
    name = vault.create("first")
    known = read_secret(name)
    version = vault.rotate(name, "second")
    vault.fail(kind, status=status, code=code)

    clock.now += TTL
    assert read_secret(name) == known
    attempts = vault.attempts
    assert read_secret(name) == known
    assert vault.attempts == attempts, "a failure is not tried again at each call"

    vault.recover()
    clock.now += TTL
    assert read_secret(name) == Secret("second", version)


@pytest.mark.parametrize("stage", ["AWSCURRENT", "AWSPREVIOUS"])
def test_a_failure_is_an_error_while_nothing_is_known(vault: Vault, stage: str) -> None:
    name = vault.create("first")
    vault.fail()

    with pytest.raises(StorageUnavailable):
        read_secret(name, stage)


@pytest.mark.parametrize("stage", ["AWSCURRENT", "AWSPREVIOUS"])
@pytest.mark.parametrize(
    ("status", "code"),
    [
        (400, "AccessDeniedException"),
        (400, "ExpiredTokenException"),
        (400, "UnrecognizedClientException"),
        (400, "DecryptionFailure"),
        (403, "Forbidden"),
    ],
)
def test_a_refused_call_is_not_repeated_while_nothing_is_known(
    vault: Vault, stage: str, status: int, code: str
) -> None:
    name = vault.create("first")
    vault.fail(status=status, code=code)

    with pytest.raises(StorageRefused) as refused:
        read_secret(name, stage)

    assert refused.value.reason == f"GetSecretValue: {code}"
    assert vault.attempts == 1


def test_a_refusal_after_a_lost_response_is_named(vault: Vault) -> None:
    name = vault.create("first")
    vault.fail("lost", times=1)
    vault.then_fail("AccessDeniedException")

    with pytest.raises(StorageRefused):
        read_secret(name)


def test_a_lost_response_is_requested_again(vault: Vault) -> None:
    name = vault.create("first")
    vault.fail("lost", times=1)

    assert read_secret(name) is not None


@pytest.mark.parametrize("code", ["ThrottlingException", "InternalServiceError", "RequestTimeout", "SlowDown"])
def test_an_error_that_passes_is_retried_once_after_a_short_pause(
    vault: Vault, clock: Clock, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(secret_values, "jitter", lambda longest: longest)
    name = vault.create("first")
    vault.fail(times=1, status=400, code=code)
    before = clock.now

    assert read_secret(name) is not None
    assert round(clock.now - before, 6) == 0.1


def test_a_binary_secret_is_an_error(vault: Vault) -> None:
    name = vault.create_binary(b"first")

    with pytest.raises(StorageUnavailable) as unavailable:
        read_secret(name)

    assert str(unavailable.value.__cause__) == "the answer has no secret text"


def test_a_missing_secret_is_an_error(vault: Vault) -> None:
    with pytest.raises(StorageUnavailable):
        read_secret("nowhere")


def test_an_unreachable_secrets_manager_is_an_error(
    forgotten: None, closed_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL_SECRETS_MANAGER", f"http://127.0.0.1:{closed_port}")

    with pytest.raises(StorageUnavailable):
        read_secret("signing-key")


def test_a_secret_never_shows_its_value() -> None:
    assert "treasure" not in repr(Secret("treasure", "version-1"))
