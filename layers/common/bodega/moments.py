"""Moments in request bodies: RFC 3339 with the offset from UTC."""

import re
from datetime import UTC, datetime, timedelta

MOMENT_RULE = "must be a time with its offset from UTC, for example 2026-01-31T09:30:00-05:00"
LONGEST_MOMENT = 40

# `-00:00` is UTC. A leap second, `23:59:60` in UTC, is the first second of the next day.
_MOMENT = re.compile(
    r"(\d{4}-\d\d-\d\d[Tt]([01]\d|2[0-3]):[0-5]\d:)([0-5]\d|60)((\.\d{1,9})?([Zz]|[+-]([01]\d|2[0-3]):[0-5]\d))",
    re.ASCII,
)
_LEAP_SECOND = "60"


def parse_moment(value: str) -> datetime | None:
    """Return the moment in UTC, or None if the text is no time with an offset."""
    match = _MOMENT.fullmatch(value)
    if match is None:
        return None
    leap = match[3] == _LEAP_SECOND
    text = f"{match[1]}59{match[4]}" if leap else value
    try:
        moment = datetime.fromisoformat(text.upper()).astimezone(UTC)
        if not leap:
            return moment
        next_second = moment.replace(microsecond=0) + timedelta(seconds=1)
    except (ValueError, OverflowError):  # a day that the month does not have, or a year after 9999
        return None
    return next_second if (moment.hour, moment.minute) == (23, 59) else None
