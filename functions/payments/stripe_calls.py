"""Calls to Stripe with its official package: the key, the time limit, and errors as the port has them.

No error that leaves this module contains what was sent or received: bodies hold client secrets, and messages can hold
parts of keys.
"""

import logging
import os
import time
from collections.abc import Callable
from http import HTTPStatus
from typing import Any, Final, TypeVar

import requests
import stripe

from bodega import deadline
from bodega.secret_values import TTL, read_secret
from payments.payment_provider import Declined, Impossible, InProgress, NotNow, ProviderError, Unavailable

T = TypeVar("T")

# The version whose members `stripe_objects` reads. The package's own default changes with each of its releases.
API_VERSION: Final = "2026-10-28.endive"

# Kept for what follows the call: the result has to be stored.
_RESERVE: Final = 0.5
_CONNECT: Final = 1.0
# A connection that was idle for longer may be closed at the other end, unnoticed while Lambda had frozen the process.
_IDLE: Final = 30.0
# After an answer that refuses the key, a key that was read this many seconds ago is read again.
_KEY_AGE: Final = 5.0

# Its log lines contain bodies.
logging.getLogger("stripe").setLevel(logging.CRITICAL)
# It would send the times of calls and an identifier, and store the identifier in a file.
stripe.enable_telemetry = False


class Replayed(NotNow):
    """Stripe stored an internal error under the key, and returns it for a day. The call may have had its effect."""


class _Session(requests.Session):
    """Connections that end in time for the caller's deadline."""

    def __init__(self) -> None:
        super().__init__()
        self.trust_env = False  # no proxies, and no .netrc that replaces the key
        self._used = time.monotonic()

    def send(self, request: requests.PreparedRequest, **options: Any) -> requests.Response:
        left = deadline.remaining() - _RESERVE
        if left <= 0:
            raise requests.exceptions.Timeout("no time left for the call")
        if time.monotonic() - self._used > _IDLE:
            self.close()
        connect = min(_CONNECT, left / 2)
        options["timeout"] = (connect, left - connect)
        try:
            return super().send(request, **options)
        finally:
            self._used = time.monotonic()


class StripeCalls:
    """Makes calls with the key that Secrets Manager has, and connections that are kept."""

    def __init__(self, endpoint: str) -> None:
        self._addresses: Any = {"api": endpoint} if endpoint else None
        self._session = _Session()
        self._http = stripe.RequestsClient(session=self._session)
        self._client: tuple[str, stripe.StripeClient] | None = None

    def close(self) -> None:
        self._session.close()

    def make(self, call: Callable[[stripe.StripeClient], T]) -> T:
        """Return what `call` returns. If Stripe refuses the key and it has been rotated, repeat with the new one.

        Raises: Unavailable, Impossible, Declined; StorageUnavailable if there is no key to read.
        """
        client = self._current()
        try:
            return call(client)
        except stripe.StripeError as error:
            failure, is_key_refused = as_failure(error), isinstance(error, stripe.AuthenticationError)
        fresh = self._current(_KEY_AGE) if is_key_refused else client
        if fresh is not client:
            try:
                return call(fresh)
            except stripe.StripeError as error:
                failure = as_failure(error)
        # Outside of the handlers, so that a traceback does not show the error of the package.
        raise failure

    def _current(self, max_age: float = TTL) -> stripe.StripeClient:
        secret = read_secret(os.environ["PAYMENT_KEY_SECRET"], max_age=max_age)
        if secret is None:
            raise Unavailable("no_key")
        if self._client is None or self._client[0] != secret.version:
            client = stripe.StripeClient(
                secret.value,
                stripe_version=API_VERSION,
                base_addresses=self._addresses,
                http_client=self._http,
                max_network_retries=0,
            )
            self._client = (secret.version, client)
        return self._client[1]


def as_failure(error: stripe.StripeError) -> ProviderError:
    """Return the port's error for one of the package.

    A key that Stripe refuses makes it unavailable, and so does a key of another account, which does not have the shop's
    payments: an operator replaces the key, and then the call succeeds.
    """
    if isinstance(error, stripe.CardError):
        return Declined(error.code or "card_declined")
    if isinstance(error, stripe.IdempotencyError):
        return Impossible("idempotency_error")
    if isinstance(error, stripe.InvalidRequestError):
        kind = NotNow if error.code == "resource_missing" else Impossible
        return kind(error.code or "invalid_request")
    if error.http_status == HTTPStatus.CONFLICT:
        return InProgress("key_in_use")
    is_replayed = (error.headers or {}).get("Idempotent-Replayed") == "true"
    return (Replayed if is_replayed else Unavailable)(error.code or type(error).__name__)
