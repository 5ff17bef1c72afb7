"""Identifiers: opaque, prefixed, and sorting by creation (`prd_01J…`: a ULID behind the kind's prefix).

The library that makes ULIDs is imported where one is made: the authorizer knows ids and makes none.
"""

import os
import re
import time

_ULID = "[0-7][0-9A-HJKMNP-TV-Z]{25}"  # Crockford's base 32, 128 bits


def new_id(prefix: str) -> str:
    from ulid import ULID  # noqa: PLC0415

    return f"{prefix}_{ULID()}"


def unguessable_id(prefix: str) -> str:
    """An id with 80 random bits of its own; `new_id` counts up within a millisecond."""
    from ulid import ULID  # noqa: PLC0415

    milliseconds = time.time_ns() // 1_000_000
    return f"{prefix}_{ULID.from_bytes(milliseconds.to_bytes(6) + os.urandom(10))}"


def is_id(value: str, prefix: str) -> bool:
    """Whether `value` can be an id of that kind at all; what cannot need not be looked up."""
    return re.fullmatch(f"{prefix}_{_ULID}", value) is not None


def id_pattern(prefix: str) -> str:
    """The anchored regular expression of the kind's ids, for models and documents."""
    return f"^{prefix}_{_ULID}$"
