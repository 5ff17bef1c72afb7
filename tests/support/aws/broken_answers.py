"""Answers of a service that are not whole, or no answers at all."""

from tests.support.aws.scripted_server import answer

WHOLE = answer({"Item": {"pk": {"S": "x"}}})

BROKEN = {
    "cut off": WHOLE[:-4],
    "cut off after the head": WHOLE.partition(b"{")[0],
    "cut off in the head": b"HTTP/1.1 200 OK\r\nContent-Le",
    "an empty body": b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
    "a whole object, and a longer length": b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{}",
    "another checksum": answer({"Item": {}}, extra="x-amz-crc32: 7\r\n"),
    "no JSON": b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n<a/>",
    "a balancer's page": b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 4\r\n\r\noops",
    "no text": b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n\xff\xff",
    "no object": answer([1]),
    "no HTTP": b"\r\n\r\n",
    "no last chunk": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n",
    "a chunk that is cut off": b'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\n{"a": 1}',
    "no chunk at all": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "no chunk size": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n{}",
    "nothing": b"",
}
