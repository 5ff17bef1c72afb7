"""Cursors are valid only unchanged, and only for the list that returned them."""

import base64

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bodega.api.cursors import decode_cursor, encode_cursor
from bodega.errors import InvalidCursor

pytestmark = pytest.mark.usefixtures("secrets_url")

POSITIONS = st.text(max_size=80)
SCOPES = st.text(max_size=40)
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_+/= \n.é"


def assert_invalid(cursor: str, scope: str) -> None:
    with pytest.raises(InvalidCursor):
        decode_cursor(cursor, scope)


@given(position=POSITIONS, scope=SCOPES)
def test_a_cursor_is_parsed_back_into_its_position(position: str, scope: str) -> None:
    assert decode_cursor(encode_cursor(position, scope), scope) == position


@given(position=POSITIONS, scope=SCOPES)
def test_a_cursor_needs_no_escaping_in_a_query_string(position: str, scope: str) -> None:
    assert encode_cursor(position, scope).replace("-", "").replace("_", "").isalnum()


@given(position=POSITIONS, scope=SCOPES, other=SCOPES)
def test_a_cursor_of_one_list_is_invalid_for_another(position: str, scope: str, other: str) -> None:
    assume(scope != other)

    assert_invalid(encode_cursor(position, scope), other)


@given(start=SCOPES, middle=st.text(min_size=1, max_size=40), end=POSITIONS)
def test_scope_and_position_are_unambiguous(start: str, middle: str, end: str) -> None:
    cursor = encode_cursor(middle + end, start)
    signature = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))[: -len((middle + end).encode())]
    moved = base64.urlsafe_b64encode(signature + end.encode()).rstrip(b"=").decode()

    assert_invalid(moved, start + middle)


@pytest.mark.parametrize("position", ["", "a", "ab", "abc"], ids=len)
def test_no_character_of_a_cursor_can_be_exchanged(position: str) -> None:
    """Exhaustive, also for every number of unused bits in the last base64 character."""
    cursor = encode_cursor(position, "products")
    for at in range(len(cursor)):
        for character in set(ALPHABET) - {cursor[at]}:
            assert_invalid(cursor[:at] + character + cursor[at + 1 :], "products")


@given(position=POSITIONS, at=st.integers(0, 500), character=st.sampled_from(ALPHABET))
def test_no_character_can_be_added_to_a_cursor(position: str, at: int, character: str) -> None:
    cursor = encode_cursor(position, "products")
    at %= len(cursor) + 1

    assert_invalid(cursor[:at] + character + cursor[at:], "products")


@given(position=POSITIONS, length=st.integers(0, 500))
def test_a_part_of_a_cursor_is_invalid(position: str, length: int) -> None:
    cursor = encode_cursor(position, "products")

    assert_invalid(cursor[: length % len(cursor)], "products")
    assert_invalid(cursor[length % len(cursor) + 1 :], "products")


@given(st.text(st.characters()) | st.binary().map(lambda raw: base64.urlsafe_b64encode(raw).decode()))
def test_garbage_is_an_invalid_cursor(garbage: str) -> None:
    assert_invalid(garbage, "products")


@pytest.mark.parametrize(
    "cursor",
    ["", "=", "====", "A", "é", "\ud800", "\0", "A" * 100_000, "null", "{}"],
    ids=lambda cursor: ascii(cursor[:5]),
)
def test_a_malformed_cursor_is_an_invalid_cursor(cursor: str) -> None:
    assert_invalid(cursor, "products")


def test_a_cursor_with_the_signature_of_another_key_is_invalid(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setenv("CURSOR_KEY_SECRET", "signing-key")
        cursor = encode_cursor("position", "products")

    assert_invalid(cursor, "products")


def test_the_error_says_what_to_do_without_echoing_the_cursor() -> None:
    with pytest.raises(InvalidCursor) as refused:
        decode_cursor("c3VzcGljaW91cw", "products")

    assert "nextCursor" in refused.value.detail
    assert "c3VzcGljaW91cw" not in refused.value.detail
