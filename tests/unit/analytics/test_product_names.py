"""Stamps of names: one comparison decides which of two events is later."""

from datetime import UTC, date, datetime, timedelta

from analytics.product_names import is_stamp_of, stamp

FIRST = date(2026, 12, 1)
EARLIEST = datetime(2026, 11, 30, 10, tzinfo=UTC)  # when the month begins at 14 hours ahead of UTC
LATEST = datetime(2027, 1, 1, 12, tzinfo=UTC) - timedelta(milliseconds=1)  # when it ends at 12 hours behind it


def test_stamps_of_a_month_are_in_the_order_of_their_times_and_never_below_zero() -> None:
    """A counter without a stamp counts as zero."""
    moments = [EARLIEST, EARLIEST + timedelta(milliseconds=1), datetime(2026, 12, 15, tzinfo=UTC), LATEST]
    stamps = [stamp(moment, FIRST, name) for moment, name in zip(moments, ("zz", "a", "b", "c"), strict=True)]

    assert stamps == sorted(set(stamps))
    assert min(stamps) > 0
    assert max(stamps) < 10**38  # DynamoDB keeps 38 digits


def test_a_stamp_is_of_its_own_name() -> None:
    found = stamp(EARLIEST, FIRST, "Flat white")

    assert is_stamp_of("Flat white", found)
    assert not is_stamp_of("Flat White", found)
