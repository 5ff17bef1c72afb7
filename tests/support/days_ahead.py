"""`--days-ahead`: run tests on another day, to find those that only pass for a while.

The clock of the test processes is shifted, not that of processes that they start. So it suits tests/unit and
tests/functional.
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
