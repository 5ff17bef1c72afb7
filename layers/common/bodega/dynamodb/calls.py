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
from bodega.jitter import jitter

if TYPE_CHECKING:
    from bodega.aws import AnyClient

_CONNECT_TIMEOUT = 0.9
_READ_TIMEOUT = deadline.ATTEMPT - _CONNECT_TIMEOUT

_MAX_RETRIES = 12
_MAX_FAILURES = 4  # attempts that a service that fails gets for one call
_FIRST_PAUSE = 0.025
_MAX_PAUSE = 0.8

_CONFLICTS = frozenset(
    {"ItemCollectionInProgressException", "ReplicatedWriteConflictException", "TransactionConflictException"}
)
TRANSIENT_REASONS = frozenset({"ProvisionedThroughputExceeded", "ThrottlingError", "TransactionConflict"})

# Members that the answers to the shop's requests always have. GetItem's answer has no item if there is none.
_MEMBERS = {"BatchGetItem": "Responses", "Query": "Items", "Scan": "Items", "UpdateItem": "Attributes"}


@lru_cache(maxsize=1)
def client() -> "AnyClient":
    """Return the process's only client, which keeps its connection alive between calls."""
    return make_client(DYNAMODB, connect_timeout=_CONNECT_TIMEOUT, read_timeout=_READ_TIMEOUT)


def call(operation: str, request: Mapping[str, Any]) -> dict[str, Any]:
    """Make the call, repeat it after transient errors, and return the answer.

    After throttling and conflicts, it is repeated while the request has time. A service that fails or does not answer
    gets 4 attempts, because more of them would lengthen its outage.

    Raises: StorageUnavailable if DynamoDB does not answer in time; StorageRefused, at once, if it refuses the role, its
    credentials, or a key or table; ServiceError for other errors that a retry cannot mend, such as a failed condition
    or an invalid request.
    """
    failures = 0
    for attempt in count():
        try:
            return _send(operation, request)
        except (TransportError, ServiceError) as error:
            if is_failure(error):
                failures += 1
                if failures >= _MAX_FAILURES:
                    raise StorageUnavailable from error
            elif not is_contention(error):
                if isinstance(error, ServiceError) and error.is_refusal:
                    raise StorageRefused(f"{operation}: {error.code}") from error
                raise
            pause(attempt, error)
    raise AssertionError  # count() has no end


def _send(operation: str, request: Mapping[str, Any]) -> dict[str, Any]:
    """Raises: ServiceError; TransportError, also for an answer that lacks a member."""
    answer = client().call(operation, request)
    member = _MEMBERS.get(operation)
    if member is not None and member not in answer:
        raise TransportError(f"the answer has no {member}")
    return answer


def pause(attempt: int, cause: Exception | None = None) -> None:
    """Wait before the next attempt, longer after each one.

    Raises: StorageUnavailable after the last attempt, or if the request has no time left for another one.
    """
    wait = jitter(min(_FIRST_PAUSE * 2**attempt, _MAX_PAUSE))
    if attempt >= _MAX_RETRIES or deadline.remaining() <= wait:
        raise StorageUnavailable from cause
    time.sleep(wait)


def is_failure(error: TransportError | ServiceError) -> bool:
    """Return whether DynamoDB failed or gave no whole answer."""
    return isinstance(error, TransportError) or error.is_failure


def is_contention(error: TransportError | ServiceError) -> bool:
    """Return whether the call was throttled or met another one, and can succeed a little later."""
    if isinstance(error, TransportError):
        return False
    if error.code == "TransactionCanceledException":
        reasons = {reason.get("Code") for reason in error.document.get("CancellationReasons", ())}
        return "ConditionalCheckFailed" not in reasons and bool(reasons & TRANSIENT_REASONS)
    return error.is_throttling or error.code in _CONFLICTS
