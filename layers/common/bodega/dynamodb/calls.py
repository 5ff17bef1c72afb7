"""One call to DynamoDB that ends well or ends soon: retries with jitter, inside the request's deadline.

The SDK's own retries are off. They would not stop at our deadline, and they know neither a
transaction's conflicts nor which repeated write is safe. Every write that comes through here is:
see `Table.update` and `Table.transact`.
"""

import random
import time
from collections.abc import Callable, Mapping
from functools import lru_cache
from itertools import count
from typing import TYPE_CHECKING, Any, cast

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError, HTTPClientError, ResponseStreamingError
from botocore.exceptions import ConnectionError as ConnectFailure
from botocore.parsers import ResponseParserError

from bodega import deadline
from bodega.errors import StorageUnavailable

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient

_CONNECT_TIMEOUT = 0.9
_READ_TIMEOUT = deadline.ATTEMPT - _CONNECT_TIMEOUT
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
PASSING_REASONS = frozenset({"ProvisionedThroughputExceeded", "ThrottlingError", "TransactionConflict"})


@lru_cache(maxsize=1)
def client() -> "DynamoDBClient":
    """The process's one client; its connections are kept alive from call to call."""
    config = Config(
        connect_timeout=_CONNECT_TIMEOUT,
        read_timeout=_READ_TIMEOUT,
        retries={"mode": "standard", "total_max_attempts": 1},
        # Our own models have judged every value before it comes here.
        parameter_validation=False,
    )
    made = boto3.client("dynamodb", config=config)
    made.meta.events.register("response-received.dynamodb", _require_whole)
    return made


def _require_whole(response_dict: Mapping[str, Any] | None, **_: Any) -> None:
    """Botocore takes an answer that breaks off for a whole one: what is there would count as not found.

    Raises: ResponseStreamingError.
    """
    if response_dict is None:
        return
    announced = response_dict["headers"].get("content-length")
    if announced is not None and int(announced) != len(response_dict["body"]):
        raise ResponseStreamingError(error="the answer breaks off")


def call(operation: Callable[..., Mapping[str, Any]], request: Mapping[str, Any]) -> dict[str, Any]:
    """The operation's answer.

    Raises: StorageUnavailable when the database does not answer in time; ClientError for what
    no repetition would mend (a failed condition, a wrong request).
    """
    for attempt in count():
        try:
            return cast(dict[str, Any], operation(**request))
        except (ClientError, ConnectFailure, HTTPClientError, ResponseParserError) as error:
            if not is_passing(error):
                raise
            pause(attempt, error)
    raise AssertionError  # count() has no end


def pause(attempt: int, cause: Exception | None = None) -> None:
    """Wait before the next attempt, the longer the more there were.

    Raises: StorageUnavailable when there were enough, or the request has no time left for one.
    """
    # Full jitter, so that those who collided do not collide again.
    wait = random.uniform(0, min(_FIRST_PAUSE * 2**attempt, _LONGEST_PAUSE))  # noqa: S311  # not a secret
    if attempt >= _MOST_RETRIES or deadline.remaining() <= wait:
        raise StorageUnavailable from cause
    time.sleep(wait)


def is_passing(error: Exception) -> bool:
    """Whether the same call may well succeed a little later."""
    if not isinstance(error, ClientError):
        return True  # no answer, or one that breaks off
    code = error.response["Error"]["Code"]
    if code == "TransactionCanceledException":
        reasons = {reason.get("Code") for reason in error.response.get("CancellationReasons", ())}
        return "ConditionalCheckFailed" not in reasons and bool(reasons & PASSING_REASONS)
    return code in _PASSING or error.response["ResponseMetadata"]["HTTPStatusCode"] >= 500  # noqa: PLR2004
