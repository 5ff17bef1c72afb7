"""Hostile tokens sent to the running stack as bytes on a socket, so that no client library normalizes them."""

import json
import re
import socket
from urllib.parse import urlsplit

import pytest

from bodega.tokens import SigningKey
from harness.local_stack import PATIENCE, Stack
from tests.support.attacks.hostile_tokens import hostile_tokens

_IN_A_HEADER = re.compile(r"[\x20-\x7e\t]*")


@pytest.fixture(scope="module")
def valid_token(stack: Stack) -> str:
    return stack.token("customer").removeprefix("Bearer ")


def ask(stack: Stack, *lines: str, path: str = "/users/me") -> tuple[int, dict[str, str], bytes]:
    """Send a GET with these raw header lines; return status, headers under lower-case names, and body."""
    url = urlsplit(stack.base_url)
    request = "\r\n".join(
        [f"GET {url.path}{path} HTTP/1.1", f"Host: {url.netloc}", "Connection: close", *lines, "", ""]
    )
    with socket.create_connection((url.hostname or "", url.port or 0), timeout=PATIENCE) as connection:
        connection.sendall(request.encode("latin-1"))
        answer = b"".join(iter(lambda: connection.recv(65536), b""))
    head, _, body = answer.partition(b"\r\n\r\n")
    first, *rest = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in rest)}
    return int(first.split()[1]), headers, body


def assert_unauthorized(stack: Stack, *lines: str, what: str = "") -> None:
    status, headers, body = ask(stack, *lines)
    assert status == 401, (what, status, body)
    assert headers["content-type"] == "application/problem+json"
    assert json.loads(body)["code"] == "unauthorized"


def test_every_hostile_token_that_a_header_can_carry_is_rejected(stack: Stack, valid_token: str) -> None:
    kept = json.loads((stack.data / "secrets.json").read_text(encoding="utf-8"))
    key = next(
        SigningKey(secret["versionId"], secret["value"]) for name, secret in kept.items() if "signing" in name.lower()
    )
    assert ask(stack, f"Authorization: Bearer {valid_token}")[0] == 200
    hostile = {name: token for name, token in hostile_tokens(key, valid_token).items() if _IN_A_HEADER.fullmatch(token)}
    hostile = {name: token for name, token in hostile.items() if len(token) < 60_000}

    for name, token in hostile.items():
        assert_unauthorized(stack, f"Authorization: Bearer {token}", what=name)

    assert len(hostile) > 130
    assert ask(stack, f"Authorization: Bearer {valid_token}")[0] == 200


def test_two_authorization_headers_are_rejected(stack: Stack, valid_token: str) -> None:
    good, bad = f"Authorization: Bearer {valid_token}", "Authorization: Bearer e30.e30.e30"
    for lines in ((good, bad), (bad, good), (good, good), (good, good.lower()), (good, "authorization: x")):
        assert_unauthorized(stack, *lines)


@pytest.mark.parametrize(
    "line",
    [
        "Authorization:Bearer{}",
        "Authorization: Bearer\t{}",
        "Authorization: Token {}",
        "Authorization: Bearer {} x",
        "Authorization: Bearer {}; a=b",
        "X-Authorization: Bearer {}",
        "Proxy-Authorization: Bearer {}",
        "Cookie: Authorization=Bearer {}",
        "X-Amzn-Authorizer: {}",
    ],
)
def test_a_valid_token_in_a_wrong_place_or_form_is_rejected(stack: Stack, valid_token: str, line: str) -> None:
    assert_unauthorized(stack, line.format(valid_token))


def test_headers_that_claim_an_identity_are_rejected(stack: Stack, valid_token: str) -> None:
    claims = ("X-User-Id: usr_1", "X-Role: admin", "X-Amzn-Requestcontext: {}", "X-Forwarded-For: 127.0.0.1")
    assert_unauthorized(stack, *claims)
    assert ask(stack, f"Authorization: Bearer {valid_token}", *claims, path="/users")[0] == 403


@pytest.mark.parametrize("ending", ["\0", "\x01", "\x7f", "\x85", "\xff"])
def test_bytes_that_a_header_cannot_carry_are_rejected(stack: Stack, valid_token: str, ending: str) -> None:
    assert ask(stack, f"Authorization: Bearer {valid_token}{ending}")[0] in {400, 401}
