"""The end of a sweep over what is due in the orders table."""

from collections.abc import Sequence

from bodega.errors import StorageUnavailable


class SweepFailed(Exception):
    """Some of what is due could not be done. Lambda counts the error, and an alarm follows."""


def check_sweep(failures: Sequence[Exception]) -> None:
    """Fail if anything failed. The cause is an error in the shop, if there is one, rather than busy storage.

    Raises: SweepFailed.
    """
    if failures:
        worst = next((each for each in failures if not isinstance(each, StorageUnavailable)), failures[0])
        raise SweepFailed(f"{len(failures)} things that are due cannot be done") from worst
