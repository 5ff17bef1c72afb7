"""Foreign, modified and expired tokens: all are rejected with the same error, and with little work."""

import secrets
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bodega.token_verification import InvalidToken, verify_access_token
from bodega.tokens import Claims, SigningKey, issue_access_token
from tests.support.attacks.forged_tokens import SESSION, USER, encoded
from tests.support.attacks.hostile_tokens import hostile_tokens
from tests.support.work import counted_work

KEY = SigningKey("version-1", secrets.token_hex(64))
TOKEN = issue_access_token(KEY, Claims(USER, SESSION, 1))
HEAD, BODY, SIGNATURE = TOKEN.split(".")
HOSTILE = hostile_tokens(KEY, TOKEN) | {
    "a newline behind": f"{TOKEN}\n",
    "a newline before": f"\n{TOKEN}",
    "a space behind": f"{TOKEN} ",
}
BASE64URL = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


def assert_rejected(token: str) -> None:
    with counted_work() as work, pytest.raises(InvalidToken):
        verify_access_token(token, [KEY])
    assert work.calls < 10_000, token


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_token_is_rejected(name: str) -> None:
    assert_rejected(HOSTILE[name])


def test_a_header_of_any_depth_is_rejected() -> None:
    """Each depth around the end of Python's stack."""
    for depth in range(850, 1050):
        assert_rejected(f"{encoded(b'[' * depth)}.{BODY}.{SIGNATURE}")


@given(st.text(st.characters()))
def test_any_text_is_rejected_with_the_same_error(text: str) -> None:
    assert_rejected(text)


@given(st.lists(st.binary(max_size=400), min_size=3, max_size=3))
def test_any_bytes_in_the_form_of_a_token_are_rejected_with_the_same_error(segments: list[bytes]) -> None:
    assert_rejected(".".join(encoded(segment) for segment in segments))


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: (
            st.dictionaries(st.sampled_from(["alg", "kid", "typ", "crit", "b64", "jku", "jwk", "x5u"]), inner)
            | st.lists(inner)
        ),
    )
)
def test_no_header_makes_a_wrong_signature_valid(head: Any) -> None:
    assert_rejected(f"{encoded(head)}.{BODY}.{SIGNATURE}")


@given(position=st.integers(0, len(TOKEN) - 1), character=st.sampled_from(BASE64URL + ".=+/ \n") | st.characters())
def test_no_character_of_a_token_can_be_exchanged(position: int, character: str) -> None:
    changed = TOKEN[:position] + character + TOKEN[position + 1 :]
    if changed != TOKEN:
        assert_rejected(changed)


@given(length=st.integers(0, len(TOKEN) - 1))
def test_a_part_of_a_token_is_rejected(length: int) -> None:
    assert_rejected(TOKEN[:length])
    assert_rejected(TOKEN[length + 1 :])
