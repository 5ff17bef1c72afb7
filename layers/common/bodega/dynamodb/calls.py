"""One call to DynamoDB that ends well or ends soon: retries with jitter, inside the request's deadline.

Every write that comes through here may be repeated: see `Table.update` and `Table.transact`.
"""

import time
from collections.abc import Mapping
from functools import lru_cache
from itertools import count
from typing import Any

from bodega import deadline
from bodega.aws import DYNAMODB, Client, ServiceError, TransportError
from bodega.errors import StorageUnavailable

_CONNECT_TIMEOUT = 0.9
_READ_TIMEOUT = deadline.ATTEMPT - _CONNECT_TIMEOUT

_MOST_RETRIES = 12
_FIRST_PAUSE = 0.025
_LONGEST_PAUSE = 0.8

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
def client() -> Client:
    """The process's one client; its connection is kept alive from call to call."""
    return Client(DYNAMODB, connect_timeout=_CONNECT_TIMEOUT, read_timeout=_READ_TIMEOUT)


def call(operation: str, request: Mapping[str, Any]) -> dict[str, Any]:
    """The operation's answer.

    Raises: StorageUnavailable when the database does not answer in time; ServiceError for what no repetition would mend
    (a failed condition, a wrong request).
    """
    for attempt in count():
        try:
            return client().call(operation, request)
        except (TransportError, ServiceError) as error:
            if not is_transient(error):
                raise
            pause(attempt, error)
    raise AssertionError  # count() has no end


def pause(attempt: int, cause: Exception | None = None) -> None:
    """Wait before the next attempt, the longer the more there were.

    Raises: StorageUnavailable when there were enough, or the request has no time left for one.
    """
    import random  # noqa: PLC0415  # few calls need it: 3 ms of a cold start

    # Full jitter, so that those who collided do not collide again.
    wait = random.uniform(0, min(_FIRST_PAUSE * 2**attempt, _LONGEST_PAUSE))  # noqa: S311  # not a secret
    if attempt >= _MOST_RETRIES or deadline.remaining() <= wait:
        raise StorageUnavailable from cause
    time.sleep(wait)


def is_transient(error: TransportError | ServiceError) -> bool:
    """Whether the same call may well succeed a little later."""
    if isinstance(error, TransportError):
        return True
    if error.code == "TransactionCanceledException":
        reasons = {reason.get("Code") for reason in error.document.get("CancellationReasons", ())}
        return "ConditionalCheckFailed" not in reasons and bool(reasons & TRANSIENT_REASONS)
    return error.code in _TRANSIENT or error.status >= 500  # noqa: PLR2004
