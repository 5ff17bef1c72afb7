"""The pause: no new orders until a time, or later due times. It changes no order that was placed."""

from datetime import datetime, timedelta
from typing import Any

from bodega import clock
from bodega.errors import FieldError, ValidationFailed
from store.store import write_pause

LONGEST = timedelta(days=7)


def set_pause(fields: dict[str, Any]) -> dict[str, Any]:
    """Replace the pause and return it. 1 UpdateItem, 1 WCU.

    Raises: ValidationFailed if the pause would end in the past, or after more than seven days.
    """
    _check_end(fields["until"])
    item = write_pause(fields)
    return {name: item[name] for name in ("until", "addMinutes", "updatedAt")}


def _check_end(until: str | None) -> None:
    if until is None:
        return
    ahead = datetime.fromisoformat(until) - clock.now()
    if ahead <= timedelta(0):
        raise ValidationFailed([FieldError("/until", "must be in the future; leave it out to end the pause")])
    if ahead > LONGEST:
        raise ValidationFailed([FieldError("/until", "must be at most 7 days ahead; for longer, add a closure")])
