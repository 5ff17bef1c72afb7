"""Idempotency keys. https://docs.stripe.com/api/idempotent_requests

The first request with a key is executed, and its status and body are stored, also those of an error. A later request
with the key gets the same response. Validation errors and conflicts are not stored, because nothing was executed.
"""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any, NamedTuple

from local.payments.clock import Clock
from local.payments.errors import Invalid, invalid
from local.payments.ledger import Ledger

_KEPT_FOR = 86_400.0  # seconds
_LONGEST = 255


class Stored(NamedTuple):
    status: int
    body: str
    request_id: str


class Keys:
    """The stored responses, and the keys of requests that have not been answered yet."""

    def __init__(self, ledger: Ledger, clock: Clock) -> None:
        self._ledger = ledger
        self._clock = clock
        self._running: set[str] = set()

    def begin(self, key: str, path: str, values: dict[str, Any]) -> Stored | None:
        """Return the stored response, or mark the key as in use and return None.

        Raises: Invalid for other parameters than those of the first request (400), and for a key in use (409).
        """
        if len(key) > _LONGEST:
            raise invalid(f"Idempotency keys must be at most {_LONGEST} characters long.")
        if key in self._running:
            message = "There is currently another in-progress request using this Idempotent Key."
            raise Invalid(HTTPStatus.CONFLICT, "idempotency_error", message, "idempotency_key_in_use")
        stored = self._find(key, path, values)
        if stored is None:
            self._running.add(key)
        return stored

    def end(self, key: str) -> None:
        """The request has been answered."""
        self._running.discard(key)

    def store(self, key: str, path: str, values: dict[str, Any], response: Stored) -> None:
        row = (key, self._clock.now(), _request(path, values), *response)
        self._ledger.rows.execute(
            "INSERT OR REPLACE INTO keys (key, created, request, status, body, request_id) VALUES (?, ?, ?, ?, ?, ?)",
            row,
        )

    def end_all(self) -> None:
        """No key is in use any more, whatever still runs."""
        self._running.clear()

    def forget(self) -> None:
        """Forget all stored responses, as Stripe may after 24 hours."""
        self._ledger.rows.execute("DELETE FROM keys")

    def _find(self, key: str, path: str, values: dict[str, Any]) -> Stored | None:
        query = "SELECT request, status, body, request_id FROM keys WHERE key = ? AND created > ?"
        row = self._ledger.rows.execute(query, (key, self._clock.now() - _KEPT_FOR)).fetchone()
        if row is None:
            return None
        if row[0] != _request(path, values):
            what = "parameters" if json.loads(row[0])[0] == path else "endpoint"
            message = (
                f"Keys for idempotent requests can only be used with the same {what} they were first used with."
                f" Try using a key other than '{key}' if you meant to execute a different request."
            )
            raise Invalid(HTTPStatus.BAD_REQUEST, "idempotency_error", message)
        return Stored(*row[1:])


def _request(path: str, values: dict[str, Any]) -> str:
    return json.dumps([path, values], sort_keys=True)
