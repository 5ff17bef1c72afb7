"""One call to DynamoDB that ends well or ends soon: retries with jitter, inside the request's deadline.

Every write that comes through here may be repeated: see `Table.update` and `Table.transact`.
"""

from collections.abc import Mapping
from functools import lru_cache
from itertools import count
from typing import Any

from bodega import deadline
from bodega.aws import DYNAMODB, Client, NoAnswer, Refused
from bodega.retries import is_passing_code, pause

_CONNECT_TIMEOUT = 0.9
_READ_TIMEOUT = deadline.ATTEMPT - _CONNECT_TIMEOUT

PASSING_REASONS = frozenset({"ProvisionedThroughputExceeded", "ThrottlingError", "TransactionConflict"})


@lru_cache(maxsize=1)
def client() -> Client:
    """The process's one client; its connection is kept alive from call to call."""
    return Client(DYNAMODB, connect_timeout=_CONNECT_TIMEOUT, read_timeout=_READ_TIMEOUT)


def call(operation: str, request: Mapping[str, Any]) -> dict[str, Any]:
    """The operation's answer.

    Raises: StorageUnavailable when the database does not answer in time; Refused for what no repetition would mend
    (a failed condition, a wrong request).
    """
    for attempt in count():
        try:
            return client().call(operation, request)
        except (NoAnswer, Refused) as error:
            if not is_passing(error):
                raise
            pause(attempt, error)
    raise AssertionError  # count() has no end


def is_passing(error: NoAnswer | Refused) -> bool:
    """Whether the same call may well succeed a little later."""
    if isinstance(error, NoAnswer):
        return True
    if error.code == "TransactionCanceledException":
        reasons = {reason.get("Code") for reason in error.document.get("CancellationReasons", ())}
        return "ConditionalCheckFailed" not in reasons and bool(reasons & PASSING_REASONS)
    return is_passing_code(error.code, error.status)
