"""Access tokens that the shop issues: their claims, their lifetime, and the keys that may sign them."""

import secrets
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bodega.token_verification import InvalidToken, UnknownKey, verify_access_token
from bodega.tokens import Claims, SigningKey, WeakKey, issue_access_token
from tests.support.attacks.forged_tokens import SESSION, USER, claims, decoded, header, signed

KEY = SigningKey("version-1", secrets.token_hex(32))
OLDER_KEY = SigningKey("version-0", secrets.token_hex(32))
CLAIMS = Claims(USER, SESSION, 1)


@given(user=st.text(min_size=1, max_size=60), session=st.text(max_size=60), version=st.integers(1, 10**9))
def test_a_token_names_its_user_and_session(user: str, session: str, version: int) -> None:
    claims = Claims(user, session, version)

    assert verify_access_token(issue_access_token(KEY, claims), [KEY]) == claims


def test_a_token_lasts_15_minutes_and_has_all_claims_that_a_verifier_needs() -> None:
    head, body, _ = issue_access_token(KEY, CLAIMS).split(".")

    assert decoded(head) == {"alg": "HS256", "typ": "JWT", "kid": "version-1"}
    content = decoded(body)
    assert content == claims(iat=content["iat"], exp=content["iat"] + 15 * 60)


def test_a_token_signed_by_another_library_is_accepted() -> None:
    assert verify_access_token(signed(header(), claims(), KEY.secret), [KEY]) == CLAIMS


def test_a_token_expires() -> None:
    token = issue_access_token(KEY, CLAIMS, lifetime=0)

    with pytest.raises(InvalidToken):
        verify_access_token(token, [KEY])


def test_a_token_is_accepted_from_a_clock_that_is_ten_seconds_ahead_and_not_from_others() -> None:
    def issued_in(seconds: int) -> str:
        return signed(header(), claims(iat=int(time.time()) + seconds), KEY.secret)

    assert verify_access_token(issued_in(10), [KEY]) == CLAIMS
    with pytest.raises(InvalidToken):
        verify_access_token(issued_in(17), [KEY])


@pytest.mark.parametrize("keys", [[KEY, OLDER_KEY], [OLDER_KEY, KEY]])
def test_the_key_is_found_by_its_id_at_any_position(keys: list[SigningKey]) -> None:
    for key in keys:
        token = issue_access_token(key, CLAIMS)
        assert verify_access_token(token, keys) == CLAIMS


@pytest.mark.parametrize("keys", [[], [OLDER_KEY]], ids=["no key", "another key"])
def test_a_token_of_an_unknown_key_is_rejected_as_such(keys: list[SigningKey]) -> None:
    with pytest.raises(UnknownKey):
        verify_access_token(issue_access_token(KEY, CLAIMS), keys)


def test_the_right_key_id_does_not_help_the_wrong_key() -> None:
    impostor = SigningKey(KEY.kid, secrets.token_hex(32))

    with pytest.raises(InvalidToken):
        verify_access_token(issue_access_token(impostor, CLAIMS), [KEY])


@pytest.mark.parametrize("secret", ["", "short", "x" * 31], ids=["empty", "short", "a byte too short"])
def test_a_weak_key_signs_nothing(secret: str) -> None:
    with pytest.raises(WeakKey) as refused:
        SigningKey("version-1", secret)

    assert not secret or secret not in str(refused.value)


@pytest.mark.parametrize("secret", ["x" * 32, "é" * 16], ids=["32 characters", "32 bytes in 16 characters"])
def test_a_key_as_long_as_the_hash_is_enough(secret: str) -> None:
    key = SigningKey("version-1", secret)

    assert verify_access_token(issue_access_token(key, CLAIMS), [key]).user_id == USER


def test_a_key_never_shows_its_secret() -> None:
    assert KEY.secret not in repr(KEY)
    assert KEY.secret not in f"{[KEY]}"
