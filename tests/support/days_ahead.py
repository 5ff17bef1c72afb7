"""`--days-ahead`: run tests on another day, to find those that only pass for a while.

The clock of the test processes is shifted, not that of processes that they start. So it suits tests/unit and
tests/functional. Tests with the marker `real_time` are left out.
"""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--days-ahead", type=float, default=0, help="run the tests on a later day, or an earlier one")


def pytest_configure(config: pytest.Config) -> None:
    if days := config.getoption("days_ahead"):
        shifted = time_machine.travel(datetime.now(UTC) + timedelta(days=days), tick=True)
        shifted.start()
        config.add_cleanup(shifted.stop)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("days_ahead"):
        left_out = [item for item in items if item.get_closest_marker("real_time")]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]
