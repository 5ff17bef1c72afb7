"""When a call to an AWS service is worth repeating, and how long to wait before."""

import time

from bodega import deadline
from bodega.errors import StorageUnavailable

_MOST_RETRIES = 12
_FIRST_PAUSE = 0.025
_LONGEST_PAUSE = 0.8

_PASSING = frozenset(
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


def is_passing_code(code: str, status: int) -> bool:
    """Whether what a service refused with `code` and HTTP `status` may well succeed a little later."""
    return code in _PASSING or status >= 500  # noqa: PLR2004


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
