"""Captures everything that functions write: log lines of every level, metrics, and other output."""

import io
import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from typing import Any

from bodega.observability import logger

_LIBRARIES = ("botocore", "boto3", "urllib3", "werkzeug")
_SHORTEST = 8  # characters; shorter texts appear in log lines by chance


@contextmanager
def captured() -> Iterator[io.StringIO]:
    """Capture all output of the block, with the log level DEBUG."""
    written = io.StringIO()
    root, handler = logging.getLogger(), logging.StreamHandler(written)
    own: Any = logger.registered_handler
    levels = {name: logging.getLogger(name).level for name in _LIBRARIES}
    before, stream = root.level, own.setStream(written)
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    for name in _LIBRARIES:
        # The SDK's debug lines contain requests. They are off on Lambda.
        logging.getLogger(name).setLevel(logging.INFO)
    try:
        with redirect_stdout(written), redirect_stderr(written):
            yield written
    finally:
        for name, level in levels.items():
            logging.getLogger(name).setLevel(level)
        root.removeHandler(handler)
        root.setLevel(before)
        if stream is not None:
            own.setStream(stream)


def texts_of(*values: Any) -> set[str]:
    """Return all texts in JSON-like values that are long enough to be searched for."""
    found: set[str] = set()
    for value in values:
        if isinstance(value, str):
            found |= {value} if len(value) >= _SHORTEST else set()
        elif isinstance(value, dict):
            found |= texts_of(*value.values())
        elif isinstance(value, Iterable) and not isinstance(value, bytes):
            found |= texts_of(*value)
    return found
