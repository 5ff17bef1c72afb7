"""Conditional requests, HEAD and compression over HTTP, through the stack's gateway."""

import gzip
import http.client
from urllib.parse import urlsplit

import pytest

from harness.local_stack import Stack

Sent = list[tuple[str, str]]


def send(stack: Stack, method: str, path: str, lines: Sent) -> tuple[int, http.client.HTTPMessage, bytes]:
    """Send a request with exactly these header lines; return status, headers and body."""
    base = urlsplit(stack.base_url)
    connection = http.client.HTTPConnection(str(base.hostname), base.port, timeout=60)
    connection.putrequest(method, base.path.rstrip("/") + path, skip_accept_encoding=True)
    for name, value in lines:
        connection.putheader(name, value)
    connection.endheaders()
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return response.status, response.headers, body


@pytest.mark.parametrize("accepts", [[], [("Accept-Encoding", "gzip")]], ids=["plain", "gzip"])
def test_a_head_has_the_headers_of_the_get_and_no_body(stack: Stack, accepts: Sent) -> None:
    status, get, body = send(stack, "GET", "/menu", accepts)
    head_status, head, nothing = send(stack, "HEAD", "/menu", accepts)

    assert (status, head_status, nothing) == (200, 200, b"")
    assert body
    for name in ("ETag", "Cache-Control", "Vary", "Content-Type"):
        assert head[name] == get[name]


def test_a_compressed_answer_has_its_own_tag_and_both_are_known_afterwards(stack: Stack) -> None:
    accepts = [("Accept-Encoding", "gzip")]
    _, plain, text = send(stack, "GET", "/menu", [])
    _, compressed, packed = send(stack, "GET", "/menu", accepts)

    assert gzip.decompress(packed) == text
    assert compressed["ETag"] == f'{plain["ETag"][:-1]}-gzip"'
    for tag in (plain["ETag"], compressed["ETag"]):
        for sent in ([], accepts):
            assert send(stack, "GET", "/menu", [*sent, ("If-None-Match", tag)])[0] == 304
            assert send(stack, "GET", "/menu", [*sent, ("If-Match", tag)])[0] == 200


def test_several_lines_of_a_header_are_one_list(stack: Stack) -> None:
    tag = send(stack, "GET", "/menu", [])[1]["ETag"]

    assert send(stack, "GET", "/menu", [("If-None-Match", '"other"'), ("if-none-match", tag)])[0] == 304
    assert send(stack, "GET", "/menu", [("If-Match", '"other"'), ("If-Match", tag)])[0] == 200
    assert send(stack, "GET", "/menu", [("If-Match", '"other"'), ("If-Match", '"another"')])[0] == 412
