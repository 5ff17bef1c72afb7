"""Requests for another host: a web page must not read the stack by DNS rebinding."""

import socket
from collections.abc import Iterator
from typing import Any

import pytest
from aiohttp import web

from tests.support.pages.server import serving

SECRET = "a reset token"


class FakeGateway:
    """An API with the stage v1, whose answer to any request is the secret."""

    prefix = "/v1"

    async def handle(self, _: web.Request) -> web.Response:
        return web.Response(text=SECRET)


def a_page(_: Any) -> list[web.RouteDef]:
    async def page(_: web.Request) -> web.Response:
        return web.Response(text=SECRET)

    return [web.get("/mailbox", page)]


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    with serving(FakeGateway(), [a_page]) as port:
        yield port


def send(port: int, head: str) -> tuple[int, str, str]:
    """Send a request as it is. Returns status, headers and body."""
    with socket.create_connection(("127.0.0.1", port), timeout=100) as connection:
        connection.sendall(head.replace("PORT", str(port)).encode())
        answer = b"".join(iter(lambda: connection.recv(65536), b"")).decode()
    headers, _, body = answer.partition("\r\n\r\n")
    return int(headers.split()[1]), headers, body


def request(target: str, *lines: str, version: str = "1.1") -> str:
    return "\r\n".join([f"GET {target} HTTP/{version}", *lines, "Connection: close", "", ""])


PATHS = pytest.mark.parametrize("path", ["/mailbox", "/v1/users/me"])


@PATHS
@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1:PORT",
        "localhost:PORT",
        "127.0.0.1",
        "localhost",
        "localhost:5173",
        "localhost:",
        "LOCALHOST:PORT",
        "LocalHost",
    ],
)
def test_this_machine_gets_an_answer(port: int, path: str, host: str) -> None:
    status, _, body = send(port, request(path, f"Host: {host}"))
    assert (status, body) == (200, SECRET)


@PATHS
@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:PORT",
        "127.0.0.1.evil.example",
        "localhost.evil.example:PORT",
        "evil-localhost",
        "localhost:PORT@evil.example",
        "evil.example#127.0.0.1",
        "localhost:x",
        "127.0.0.2:PORT",
        "192.168.1.10:PORT",
        "[::1]:PORT",  # the stack does not listen there
        "[::ffff:127.0.0.1]:PORT",
        "0.0.0.0:PORT",
        "2130706433:PORT",
        "127.1:PORT",
        "localhost, evil.example",
        "",
    ],
)
def test_another_host_gets_nothing(port: int, path: str, host: str) -> None:
    status, _, body = send(port, request(path, f"Host: {host}"))
    assert status in {400, 421}
    assert SECRET not in body


@PATHS
def test_the_refusal_says_which_address_to_use(port: int, path: str) -> None:
    status, headers, body = send(port, request(f"{path}?a=b", "Host: evil.example:PORT"))
    assert status == 421
    assert "content-type: text/plain" in headers.lower()
    assert body.endswith(f" Use this address: http://127.0.0.1:{port}{path}\n")


@PATHS
@pytest.mark.parametrize("version", ["1.0", "1.1"])
def test_a_request_without_a_host_gets_nothing(port: int, path: str, version: str) -> None:
    status, _, body = send(port, request(path, version=version))
    assert (status, SECRET in body) == (400, False)


@PATHS
def test_a_request_with_two_hosts_gets_nothing(port: int, path: str) -> None:
    status, _, body = send(port, request(path, "Host: localhost", "Host: evil.example"))
    assert (status, SECRET in body) == (400, False)


@PATHS
def test_a_target_in_absolute_form_names_the_host(port: int, path: str) -> None:
    def ask(target: str, header: str) -> int:
        return send(port, request(f"{target}{path}", f"Host: {header}"))[0]

    assert ask("http://127.0.0.1:PORT", "127.0.0.1:PORT") == 200
    assert ask("HTTP://LOCALHOST:PORT", "localhost:PORT") == 200
    assert ask("http://evil.example", "evil.example") == 421
    assert ask("http://evil.example", "localhost:PORT") == 421
    assert ask("http://localhost:PORT", "evil.example") == 421
    assert ask("http://localhost@evil.example", "localhost") in {400, 421}


def test_every_method_is_checked(port: int) -> None:
    for method in ("POST", "PUT", "DELETE", "OPTIONS", "HEAD", "PATCH"):
        head = request("/v1/users/me", "Host: evil.example").replace("GET", method, 1)
        assert send(port, head)[0] == 421


def test_a_page_cannot_be_read_or_framed_by_another_origin(port: int) -> None:
    for path in ("/mailbox", "/not-there"):
        _, headers, _ = send(port, request(path, "Host: localhost", "Origin: https://evil.example"))
        found = {
            name.lower(): value.strip() for name, _, value in (line.partition(":") for line in headers.split("\r\n"))
        }
        assert not [name for name in found if name.startswith("access-control-")]
        assert "frame-ancestors 'none'" in found["content-security-policy"]
        assert found["x-frame-options"] == "DENY"
        assert found["x-content-type-options"] == "nosniff"
        assert found["referrer-policy"] == "no-referrer"
        assert found["cross-origin-resource-policy"] == "same-origin"


def test_the_api_has_only_the_headers_of_its_functions(port: int) -> None:
    _, headers, _ = send(port, request("/v1/users/me", "Host: localhost"))
    assert "policy" not in headers.lower()
    assert "x-frame-options" not in headers.lower()
