"""What DynamoDB and Secrets Manager would answer: whole HTTP messages, made once, chosen by a look at the request."""

import json
import zlib
from typing import Any

from benchmarks.sample_data import PAGE, SECRET, SECRET_VERSION, account, product, products

_REQUEST_ID = "8J9VQ4C1K5R7N2T3M6P0S8D4A1VV4KQNSO5AEMVJF66Q9ASUAAJG"
_MALFORMED = ("com.amazon.coral.service#UnknownOperationException", "The stub knows no such operation")


def http_answer(document: Any, status: str = "200 OK") -> bytes:
    """Head and body as DynamoDB sends them, with the body's checksum."""
    body = json.dumps(document, separators=(",", ":")).encode()
    head = (
        f"HTTP/1.1 {status}\r\n"
        "Server: Server\r\n"
        "Date: Sat, 31 Jan 2026 09:30:00 GMT\r\n"
        "Content-Type: application/x-amz-json-1.0\r\n"
        f"Content-Length: {len(body)}\r\n"
        "Connection: keep-alive\r\n"
        f"x-amzn-RequestId: {_REQUEST_ID}\r\n"
        f"x-amz-crc32: {zlib.crc32(body)}\r\n"
        "\r\n"
    )
    return head.encode() + body


def refusal(kind: str, message: str) -> bytes:
    return http_answer({"__type": kind, "message": message}, "400 Bad Request")


class CannedAnswers:
    """`accounts_table`: the name under which a BatchGetItem's answer lists what it found."""

    def __init__(self, accounts_table: str) -> None:
        stored = products(PAGE + 1)
        last = {name: stored[PAGE - 1][name] for name in ("pk", "sk", "nameKey")}
        page = {"Items": stored[:PAGE], "Count": PAGE, "ScannedCount": PAGE, "LastEvaluatedKey": last}
        longer = {**page, "Items": stored, "Count": PAGE + 1, "ScannedCount": PAGE + 1}
        longer["LastEvaluatedKey"] = {name: stored[PAGE][name] for name in last}
        self._page, self._longer_page = http_answer(page), http_answer(longer)
        self._no_secret = refusal("ResourceNotFoundException", "Secrets Manager can't find that staging label")
        self._unknown = refusal(*_MALFORMED)
        self._fixed = {
            b"GetItem": http_answer({"Item": product(0)}),
            b"PutItem": http_answer({}),
            b"UpdateItem": http_answer({"Attributes": product(0)}),
            b"TransactWriteItems": http_answer({}),
            b"BatchGetItem": http_answer({"Responses": {accounts_table: account()}, "UnprocessedKeys": {}}),
            b"GetSecretValue": http_answer(
                {
                    "ARN": "arn:aws:secretsmanager:us-east-1:123456789012:secret:stub-a1b2c3",
                    "Name": "stub",
                    "VersionId": SECRET_VERSION,
                    "SecretString": SECRET,
                    "VersionStages": ["AWSCURRENT"],
                    "CreatedDate": 1767225600.0,
                }
            ),
        }

    def choose(self, operation: bytes, body: bytes) -> bytes:
        """The answer to an operation, named as in X-Amz-Target behind the dot.

        A Query gets as many products as it asks for, 25 or one more to see whether there are more; a secret
        has no version but the current one, as before its first rotation.
        """
        if operation == b"Query":
            return self._longer_page if _asks_for(PAGE + 1, body) else self._page
        if operation == b"GetSecretValue" and b"AWSPREVIOUS" in body:
            return self._no_secret
        return self._fixed.get(operation, self._unknown)


def _asks_for(limit: int, body: bytes) -> bool:
    return b'"Limit":%d' % limit in body or b'"Limit": %d' % limit in body
