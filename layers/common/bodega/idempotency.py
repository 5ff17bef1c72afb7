"""Creating twice by accident is not possible: the `Idempotency-Key` header of creating POSTs.

The first answer is stored in the very transaction that creates, so that neither can be there
without the other: a crash leaves no key "in progress", and of two requests that run side by side
one creates and the other replays.
"""

import hashlib
import json
import re
import time
from typing import Any, NamedTuple

from bodega.dynamodb import Item, Put
from bodega.errors import FieldError, IdempotencyKeyReused, ValidationFailed

KEPT_SECONDS = 24 * 60 * 60
_KEY = re.compile(r"[\x21-\x7e]{1,255}")


class Recorded(Exception):
    """The request was answered before; `record` is what was kept of it."""

    def __init__(self, record: Item) -> None:
        super().__init__("the request was answered before")
        self.record = record


class IdempotentRequest(NamedTuple):
    """A request that its key makes unique among the caller's on this route."""

    pk: str
    body_hash: str

    @classmethod
    def of(cls, key: str, *, partition: str, user_id: str, route: str, body: Any) -> "IdempotentRequest":
        """`partition` starts the record's key: the part of the table that the function may write.

        Raises: ValidationFailed for a key that is not 1 to 255 visible ASCII characters.
        """
        if not _KEY.fullmatch(key):
            rule = "must be 1 to 255 visible ASCII characters; a UUID is a good one"
            raise ValidationFailed([FieldError("Idempotency-Key", rule, "header")])
        scope = _digest([user_id, route, key])
        return cls(f"{partition}#REQUEST#{scope}", _digest(body))

    def record(self, answer: dict[str, Any]) -> Put:
        """The write that keeps `answer`; it fails when the key was used in the last 24 hours."""
        now = int(time.time())
        item: Item = {
            "pk": self.pk,
            "sk": "REQUEST",
            "bodyHash": self.body_hash,
            "answer": answer,
            "expiresAt": now + KEPT_SECONDS,
        }
        # Expiry is judged by the clock: DynamoDB may take days to delete.
        return Put(item, "attribute_not_exists(#pk) OR #expiresAt <= :now", {"now": now})

    def replay(self, record: Item) -> dict[str, Any]:
        """The answer that was given the first time.

        Raises: IdempotencyKeyReused when that was to another body.
        """
        if record["bodyHash"] != self.body_hash:
            raise IdempotencyKeyReused("This Idempotency-Key came with another body before. Use a new key.")
        answer: dict[str, Any] = record["answer"]
        return answer


def _digest(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()
