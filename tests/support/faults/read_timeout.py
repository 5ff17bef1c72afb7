"""Another read timeout for the functions' calls to DynamoDB, with either AWS client."""

from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

from bodega.dynamodb import calls


@contextmanager
def read_timeout(seconds: float) -> Iterator[None]:
    """Let the functions make a client with this timeout for the block, and another one after it."""
    _forget_client()
    with patch.object(calls, "_READ_TIMEOUT", seconds):
        try:
            yield
        finally:
            _forget_client()


def _forget_client() -> None:
    calls.client().close()
    calls.client.cache_clear()
