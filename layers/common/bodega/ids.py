"""Identifiers: opaque, prefixed and sortable by creation time (`prd_01J…`: the kind's prefix and a ULID).

The ULID library is imported lazily: the authorizer checks ids but creates none.
"""

import os
import re
import time

_ULID = "[0-7][0-9A-HJKMNP-TV-Z]{25}"  # Crockford's base 32, 128 bits


def new_id(prefix: str) -> str:
    from ulid import ULID

    return f"{prefix}_{ULID()}"


def unguessable_id(prefix: str) -> str:
    """Return an id with 80 random bits. Ids from `new_id` within a millisecond are consecutive: guessable."""
    from ulid import ULID

    milliseconds = time.time_ns() // 1_000_000
    return f"{prefix}_{ULID.from_bytes(milliseconds.to_bytes(6) + os.urandom(10))}"


def created_at(id: str) -> float:
    """Return when an id was made, in seconds since 1970."""
    from ulid import ULID

    return ULID.from_str(id.rpartition("_")[2]).timestamp


def is_id(value: str, prefix: str) -> bool:
    """Return whether `value` has the form of an id of this kind; a value that has not needs no look-up."""
    return re.fullmatch(f"{prefix}_{_ULID}", value) is not None


def id_pattern(prefix: str) -> str:
    """Return the anchored regular expression of the kind's ids."""
    return f"^{prefix}_{_ULID}$"


def id_rule(prefix: str, kind: str) -> str:
    """Return the rule for the id of a kind in plain words."""
    return f"must be the ID of {kind}, for example {prefix}_01JD4W0Q8V5E2M7T9X3K6B1ZCN"


def is_id_pattern(pattern: str) -> bool:
    """Return whether `pattern` is one that `id_pattern` returns."""
    return pattern.endswith(f"_{_ULID}$")
