"""Tokens that are not ours, or no longer: every one is refused alike, and soon."""

import hashlib
import re
import secrets
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bodega.tokens import Claims, InvalidToken, SigningKey, issue_access_token, verify_access_token
from tests.unit.layer.forged_tokens import SESSION, USER, claims, encoded, header, signature, signed

KEY = SigningKey("version-1", secrets.token_hex(64))
TOKEN = issue_access_token(KEY, Claims(USER, SESSION, 1))
HEAD, BODY, SIGNATURE = TOKEN.split(".")
BASE64URL = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


def assert_refused(token: str) -> None:
    started = time.perf_counter()
    with pytest.raises(InvalidToken):
        verify_access_token(token, [KEY])
    assert time.perf_counter() - started < 1


def with_header(digest: Any = hashlib.sha256, **changes: Any) -> str:
    return signed(header(**changes), claims(), KEY.secret, digest)


def other_spelling(segment: str) -> str:
    """Another text that decodes to the same bytes: the last character's unused bits are set."""
    position = BASE64URL.index(segment[-1])
    assert position % 4 == 0, "32 bytes leave two bits unused"
    return segment[:-1] + BASE64URL[position + 1]


@pytest.mark.parametrize(
    "token",
    [
        pytest.param(f"{encoded(header(alg='none'))}.{encoded(claims())}.", id="none, unsigned"),
        pytest.param(with_header(alg="none"), id="none, signed"),
        pytest.param(with_header(alg="None"), id="None"),
        pytest.param(with_header(alg="hs256"), id="hs256"),
        pytest.param(with_header(hashlib.sha384, alg="HS384"), id="HS384"),
        pytest.param(with_header(hashlib.sha512, alg="HS512"), id="HS512"),
        pytest.param(with_header(alg="RS256"), id="RS256"),
        pytest.param(with_header(alg="ES256"), id="ES256"),
        pytest.param(with_header(alg=""), id="empty"),
        pytest.param(with_header(alg=None), id="null"),
        pytest.param(with_header(alg=["HS256"]), id="a list"),
        pytest.param(with_header(without="alg"), id="missing"),
        pytest.param(f"{encoded(header(alg='RS256'))}.{BODY}.{SIGNATURE}", id="header exchanged"),
    ],
)
def test_the_algorithm_is_ours_and_not_the_tokens(token: str) -> None:
    assert_refused(token)


@pytest.mark.parametrize(
    "changes",
    [
        {"without": "kid"},
        *({"kid": kid} for kid in ("version-2", "", "version-1 ", "VERSION-1", "../version-1", "\ud800", "1" * 900)),
        *({"kid": kid} for kid in (None, 1, True, ["version-1"], {"version-1": 1})),
        {"crit": ["exp"]},
        {"crit": [], "exp": 1},
        {"crit": ["b64"], "b64": False},
        {"b64": False},
    ],
    ids=str,
)
def test_a_header_that_names_no_key_of_ours_or_asks_for_more_is_refused(changes: dict[str, Any]) -> None:
    assert_refused(with_header(**changes))


@pytest.mark.parametrize("claim", ["iss", "aud", "sub", "sid", "ver", "purpose", "iat", "exp"])
@pytest.mark.parametrize("absent", [True, False], ids=["missing", "null"])
def test_every_claim_is_needed(claim: str, absent: bool) -> None:
    content = claims(without=claim) if absent else claims(**{claim: None})

    assert_refused(signed(header(), content, KEY.secret))


@pytest.mark.parametrize(
    "changes",
    [
        {"exp": int(time.time()) - 1},
        {"exp": -1},
        {"exp": "soon"},
        {"exp": []},
        {"exp": float("inf")},
        {"exp": float("nan")},
        {"iat": int(time.time()) + 3600},
        {"iat": float("inf")},
        {"iat": "now"},
        {"nbf": int(time.time()) + 3600},
        {"iss": "someone-else"},
        {"iss": ["bodega"]},
        {"iss": "bodega "},
        {"aud": "another-api"},
        {"aud": ["bodega-api"]},
        {"aud": ["another-api", "bodega-api"]},
        {"aud": {"bodega-api": 1}},
        {"sub": 1},
        {"sub": ["usr_1"]},
        {"sub": {"id": "usr_1"}},
        {"sid": None},
        {"sid": 1},
        {"sid": [SESSION]},
        {"ver": "1"},
        {"ver": 1.0},
        {"ver": True},
        {"ver": [1]},
        {"purpose": "refresh"},
        {"purpose": "reset"},
        {"purpose": ["access"]},
    ],
    # Names without today's time in them: all test processes have to collect the same ones.
    ids=lambda changes: re.sub(r"\d{9,}", "time", str(changes))[:40],
)
def test_a_signed_token_with_a_wrong_claim_is_refused(changes: dict[str, Any]) -> None:
    assert_refused(signed(header(), claims(**changes), KEY.secret))


@pytest.mark.parametrize(
    "part",
    [b"", b"null", b"[]", b'"text"', b"17", b"{", b"{}", b"\xff\xfe\x00", b"[" * 1200, b'{"a":' * 250, b"1" * 1200],
    ids=lambda part: repr(part[:12]),
)
def test_segments_that_are_no_object_are_refused_even_when_they_are_signed(part: bytes) -> None:
    assert_refused(signed(part, claims(), KEY.secret))
    assert_refused(signed(header(), part, KEY.secret))


@pytest.mark.parametrize(
    "token",
    [
        pytest.param("", id="empty"),
        pytest.param(".", id="a dot"),
        pytest.param("..", id="two dots"),
        pytest.param("." * 2000, id="dots only"),
        pytest.param("x", id="a letter"),
        pytest.param(f"{HEAD}.{BODY}", id="no signature"),
        pytest.param(f"{HEAD}.{BODY}.", id="an empty signature"),
        pytest.param(f"{HEAD}..{SIGNATURE}", id="no claims"),
        pytest.param(f".{BODY}.{SIGNATURE}", id="no header"),
        pytest.param(f"{HEAD}..{BODY}.{SIGNATURE}", id="a doubled dot"),
        pytest.param(f"{TOKEN}.{SIGNATURE}", id="four segments"),
        pytest.param(f"{TOKEN}.", id="a trailing dot"),
        pytest.param(f"{HEAD}.{BODY}.{other_spelling(SIGNATURE)}", id="another spelling of the signature"),
        pytest.param(f"{TOKEN}=", id="padding"),
        pytest.param(f"{HEAD}=.{BODY}.{SIGNATURE}", id="padding of the header"),
        pytest.param(f"{TOKEN}\n", id="a newline behind"),
        pytest.param(f"\n{TOKEN}", id="a newline before"),
        pytest.param(f"{TOKEN} ", id="a space behind"),
        pytest.param(f"{TOKEN}\0", id="a zero byte"),
        pytest.param(f"{TOKEN}AAAA", id="bytes behind the signature"),
        pytest.param(f"{HEAD}.{BODY}.{signature(f'{HEAD}.{BODY}', KEY.secret)[:-4]}", id="half a signature"),
        pytest.param(TOKEN.translate({ord("-"): "+", ord("_"): "/"}) + "+/", id="plain base64"),
        pytest.param(TOKEN + "\u0661", id="a digit that is not ASCII"),
        pytest.param("\ud800." * 3, id="half surrogates"),
        pytest.param("é.é.é", id="letters that are not ASCII"),
        pytest.param("\x00\xff\x80." * 3, id="binary"),
        pytest.param("A" * 10_000, id="10 KB"),
        pytest.param(f"{HEAD}.{'A' * 10_000}.{SIGNATURE}", id="10 KB of claims"),
        pytest.param(f"{encoded(b'[' * 100_000)}.{BODY}.{SIGNATURE}", id="100,000 brackets"),
        pytest.param(signed(header(), claims(pad="x" * 2048), KEY.secret), id="signed by us, but longer than ours"),
        pytest.param(encoded({"token": TOKEN}), id="a token inside of JSON"),
    ],
)
def test_what_has_not_the_form_of_our_tokens_is_refused(token: str) -> None:
    assert_refused(token)


@given(st.text(st.characters()))
def test_no_text_whatever_passes_or_fails_otherwise(text: str) -> None:
    assert_refused(text)


@given(st.lists(st.binary(max_size=400), min_size=3, max_size=3))
def test_no_bytes_in_the_form_of_a_token_pass_or_fail_otherwise(segments: list[bytes]) -> None:
    assert_refused(".".join(encoded(segment) for segment in segments))


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: (
            st.dictionaries(st.sampled_from(["alg", "kid", "typ", "crit", "b64", "jku", "jwk", "x5u"]), inner)
            | st.lists(inner)
        ),
    )
)
def test_no_header_makes_a_wrong_signature_right(head: Any) -> None:
    assert_refused(f"{encoded(head)}.{BODY}.{SIGNATURE}")


@given(position=st.integers(0, len(TOKEN) - 1), character=st.sampled_from(BASE64URL + ".=+/ \n") | st.characters())
def test_no_character_of_a_token_can_be_exchanged(position: int, character: str) -> None:
    changed = TOKEN[:position] + character + TOKEN[position + 1 :]
    if changed != TOKEN:
        assert_refused(changed)


@given(length=st.integers(0, len(TOKEN) - 1))
def test_no_part_of_a_token_will_do(length: int) -> None:
    assert_refused(TOKEN[:length])
    assert_refused(TOKEN[length + 1 :])
