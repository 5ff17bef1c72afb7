"""The names of products in reports. A product has the name of its latest order in the range.

Tills report late and in any order, so a counter needs the time of the latest order, not only its name. That is a
*stamp*: one integer of the time and of a number for the name, so that one comparison decides between two events.
"""

from datetime import UTC, date, datetime, timedelta
from zlib import crc32

_NUMBERS = 10**6
# The local month begins up to 14 hours before the one in UTC.
_MARGIN = timedelta(days=1)
_MILLISECOND = timedelta(milliseconds=1)


def stamp(moment: datetime, local_day: date, name: str) -> int:
    """Return the stamp of an event at `moment`, to compare with others of the same month. Equal times go by name."""
    begin = datetime(local_day.year, local_day.month, 1, tzinfo=UTC) - _MARGIN
    return (moment - begin) // _MILLISECOND * _NUMBERS + _number(name)


def is_stamp_of(name: str, found: int) -> bool:
    """Return whether a stamp was made with this name."""
    return _number(name) == found % _NUMBERS


def _number(name: str) -> int:
    return crc32(name.encode()) % _NUMBERS
