"""Calls to DynamoDB, with retries, jitter and the request's deadline.

A write can be sent several times. `Table.update` and `transact` make that harmless.
"""

import time
from collections.abc import Mapping
from functools import lru_cache
from itertools import count
from typing import TYPE_CHECKING, Any

from bodega import deadline
from bodega.aws import DYNAMODB, ServiceError, TransportError, make_client
from bodega.errors import StorageRefused, StorageUnavailable

if TYPE_CHECKING:
    from bodega.aws import AnyClient

_CONNECT_TIMEOUT = 0.9
_READ_TIMEOUT = deadline.ATTEMPT - _CONNECT_TIMEOUT

_MAX_RETRIES = 12
_FIRST_PAUSE = 0.025
_MAX_PAUSE = 0.8

_TRANSIENT = frozenset(
    {
        "InternalServerError",
        "ItemCollectionInProgressException",
        "LimitExceededException",
        "ProvisionedThroughputExceededException",
        "RequestLimitExceeded",
        "ServiceUnavailable",
        "ThrottlingException",
        "TransactionConflictException",
        "TransactionInProgressException",
    }
)
TRANSIENT_REASONS = frozenset({"ProvisionedThroughputExceeded", "ThrottlingError", "TransactionConflict"})


@lru_cache(maxsize=1)
def client() -> "AnyClient":
    """Return the process's only client, which keeps its connection alive between calls."""
    return make_client(DYNAMODB, connect_timeout=_CONNECT_TIMEOUT, read_timeout=_READ_TIMEOUT)


def call(operation: str, request: Mapping[str, Any]) -> dict[str, Any]:
    """Make the call, repeat it after transient errors, and return the answer.

    Raises: StorageUnavailable if DynamoDB does not answer in time; StorageRefused, at once, if it refuses the role, its
    credentials, or a key or table; ServiceError for other errors that a retry cannot mend, such as a failed condition
    or an invalid request.
    """
    for attempt in count():
        try:
            return client().call(operation, request)
        except (TransportError, ServiceError) as error:
            if is_transient(error):
                pause(attempt, error)
            elif isinstance(error, ServiceError) and error.is_refusal:
                raise StorageRefused(f"{operation}: {error.code}") from error
            else:
                raise
    raise AssertionError  # count() has no end


def pause(attempt: int, cause: Exception | None = None) -> None:
    """Wait before the next attempt, longer after each one.

    Raises: StorageUnavailable after the last attempt, or if the request has no time left for another one.
    """
    import random  # rarely needed, and 3 ms of a cold start

    # Full jitter, so that requests that collided do not collide again.
    wait = random.uniform(0, min(_FIRST_PAUSE * 2**attempt, _MAX_PAUSE))  # noqa: S311  # not a secret
    if attempt >= _MAX_RETRIES or deadline.remaining() <= wait:
        raise StorageUnavailable from cause
    time.sleep(wait)


def is_transient(error: TransportError | ServiceError) -> bool:
    """Return whether the same call can succeed a little later."""
    if isinstance(error, TransportError):
        return True
    if error.code == "TransactionCanceledException":
        reasons = {reason.get("Code") for reason in error.document.get("CancellationReasons", ())}
        return "ConditionalCheckFailed" not in reasons and bool(reasons & TRANSIENT_REASONS)
    return error.code in _TRANSIENT or error.status >= 500  # noqa: PLR2004  # a server error
