"""The cases of tests/data/jws_vectors.toml, on the library's verification of signatures and on the shop's tokens."""

import base64
import json
import tomllib
from collections.abc import Iterator
from typing import Any

import jwt
import pytest

from bodega.token_verification import InvalidToken, verify_access_token
from bodega.tokens import Claims, SigningKey, issue_access_token
from harness import ROOT
from tests.support.attacks.forged_tokens import SESSION, USER, encoded

VECTORS: dict[str, Any] = tomllib.loads((ROOT / "tests/data/jws_vectors.toml").read_text(encoding="utf-8"))
SIGNED = VECTORS["signed"]
KEY = SigningKey("version-1", SIGNED["key"])
CLAIMS = Claims(USER, SESSION, 1)


def flip(tag: bytes, bits: list[int]) -> bytes:
    changed = bytearray(tag)
    for bit in bits:
        changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


def wrong_tags(tag: bytes) -> Iterator[tuple[str, bytes]]:
    kinds = VECTORS["tags"]
    yield from ((f"bits {bits} flipped", flip(tag, bits)) for bits in kinds["flipped"])
    yield from ((f"all bytes with {mask:#x}", bytes(byte ^ mask for byte in tag)) for mask in kinds["masks"])
    yield from ((f"all bytes {byte:#x}", bytes([byte]) * len(tag)) for byte in kinds["constants"])
    yield from ((f"the first {length} bytes", tag[:length]) for length in kinds["truncated"])
    yield from ((f"{length} bytes more", tag + bytes(length)) for length in kinds["extended"])


def wrong_tokens(token: str) -> dict[str, str]:
    """Return the tokens of all cases, made of a valid one."""
    head, body, tag = token.split(".")
    header: dict[str, Any] = json.loads(base64.urlsafe_b64decode(head + "=="))
    payload = base64.urlsafe_b64decode(body + "==")
    parts = {
        "header": head,
        "payload": body,
        "tag": tag,
        "other_payload": encoded(payload.replace(b":", b";", 1)),
        "other_header": encoded(header | {"kid": "Xersion-1"}),
        "none": encoded(header | {"alg": "none"}),
        "rs256": encoded(header | {"alg": "RS256"}),
    }
    forms = {name: form.format(**parts) for name, form in VECTORS["forms"].items()}
    tags = wrong_tags(base64.urlsafe_b64decode(tag + "=="))
    return forms | {f"tag: {name}": f"{head}.{body}.{encoded(wrong)}" for name, wrong in tags}


KNOWN = ".".join(
    encoded(part) for part in (SIGNED["header"].encode(), SIGNED["payload"].encode(), bytes.fromhex(SIGNED["tag"]))
)


@pytest.mark.parametrize("answer", VECTORS["answers"], ids=lambda answer: f"key of {len(answer['key']) // 2} bytes")
def test_the_library_computes_the_known_tags(answer: dict[str, str]) -> None:
    key, message, tag = (bytes.fromhex(answer[name]) for name in ("key", "message", "tag"))
    hs256 = jwt.get_algorithm_by_name("HS256")

    assert hs256.sign(message, key) == tag
    assert hs256.verify(message, key, tag)
    assert not [name for name, wrong in wrong_tags(tag) if hs256.verify(message, key, wrong)]


def test_the_library_accepts_the_known_token() -> None:
    assert jwt.PyJWS().decode(KNOWN, KEY.secret, ["HS256"]) == SIGNED["payload"].encode()


@pytest.mark.parametrize("name", wrong_tokens(KNOWN))
def test_the_library_rejects_a_token_that_is_not_valid(name: str) -> None:
    with pytest.raises(jwt.InvalidTokenError):
        jwt.PyJWS().decode(wrong_tokens(KNOWN)[name], KEY.secret, ["HS256"])


def test_the_shop_accepts_its_own_token_alone() -> None:
    """The known token is rightly signed, and has none of the claims of an access token."""
    assert verify_access_token(issue_access_token(KEY, CLAIMS), [KEY]) == CLAIMS
    with pytest.raises(InvalidToken):
        verify_access_token(KNOWN, [KEY])


@pytest.mark.parametrize("name", wrong_tokens(KNOWN))
def test_the_shop_rejects_a_token_that_is_not_valid(name: str) -> None:
    with pytest.raises(InvalidToken):
        verify_access_token(wrong_tokens(issue_access_token(KEY, CLAIMS))[name], [KEY])


@pytest.mark.parametrize(
    "secret", ["", KEY.kid, "-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0C\n-----END PUBLIC KEY-----\n"]
)
def test_no_public_text_is_the_key(secret: str) -> None:
    """A verifier that confuses algorithms takes a public key, or none, as the secret of HS256."""
    text = issue_access_token(KEY, CLAIMS).rpartition(".")[0]
    forged = jwt.get_algorithm_by_name("HS256").sign(text.encode(), secret.encode())

    with pytest.raises(InvalidToken):
        verify_access_token(f"{text}.{encoded(forged)}", [KEY])
