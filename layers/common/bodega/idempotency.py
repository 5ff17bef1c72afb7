"""Idempotent requests: a repeated POST with the same `Idempotency-Key` gets the first answer and creates nothing.

The answer is stored in the transaction that creates, so neither exists without the other. A crash leaves no key "in
progress", and of two concurrent requests one creates and the other gets the stored answer.
"""

import hashlib
import json
import re
import time
from typing import Any, NamedTuple

from bodega.dynamodb import Key, Put
from bodega.errors import FieldError, IdempotencyKeyReused, ValidationFailed
from bodega.items import Item

LIFETIME_SECONDS = 24 * 60 * 60
_KEY = re.compile("[!-~](?:[ -~]{0,253}[!-~])?")  # other characters are not safe in headers


class Replayed(Exception):
    """The request was answered before. `record` is the stored record of that request."""

    def __init__(self, record: Item) -> None:
        super().__init__("the request was answered before")
        self.record = record


class IdempotentRequest(NamedTuple):
    """A request with an idempotency key. `scope` is the hash of its caller, route and key."""

    scope: str
    body_hash: str

    @classmethod
    def of(cls, key: str, *, user_id: str, route: str, body: Any) -> "IdempotentRequest":
        """Return the request.

        Raises: ValidationFailed for a key that is not 1 to 255 printable ASCII characters.
        """
        if not _KEY.fullmatch(key):
            rule = "must have 1 to 255 characters: letters from a to z, digits, signs and spaces; for example a UUID"
            raise ValidationFailed([FieldError("Idempotency-Key", rule, "header")])
        return cls(_digest([user_id, route, key]), _digest(body))

    def record(self, key: Key, answer: dict[str, Any]) -> Put:
        """Return the write of the record with `answer`, whose condition fails if there is one of the last 24 hours.

        `key` is the record's key in the table. It has to contain `scope`.
        """
        now = int(time.time())
        item: Item = {
            "pk": key.pk,
            "sk": key.sk,
            "bodyHash": self.body_hash,
            "answer": answer,
            "expiresAt": now + LIFETIME_SECONDS,
        }
        # DynamoDB can take days to delete an expired item, so the condition compares the time.
        return Put(item, "attribute_not_exists(#pk) OR #expiresAt <= :now", {"now": now})

    def replay(self, record: Item) -> dict[str, Any]:
        """Return the stored answer.

        Raises: IdempotencyKeyReused if it belongs to a request with another body.
        """
        if record["bodyHash"] != self.body_hash:
            raise IdempotencyKeyReused("This Idempotency-Key came with another body before. Use a new key.")
        answer: dict[str, Any] = record["answer"]
        return answer


def is_live(record: Item) -> bool:
    """Return whether a record that was read is of the last 24 hours. DynamoDB can return it for days after that."""
    return bool(record["expiresAt"] > time.time())


def _digest(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()
