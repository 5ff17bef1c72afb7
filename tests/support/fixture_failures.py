"""One error for a fixture that fails: the tests that share it are skipped, and name the test that shows the error.

pytest raises the exception of a session's or module's fixture again for each test that uses the fixture. A conftest.py
imports the two hooks.
"""

from collections.abc import Generator
from typing import Any

import pytest

_FIXTURES = pytest.StashKey[dict[int, tuple[BaseException, str]]]()
_SHOWN = pytest.StashKey[dict[int, tuple[BaseException, str]]]()


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(
    fixturedef: pytest.FixtureDef[Any], request: pytest.FixtureRequest
) -> Generator[None, Any, Any]:
    """Remember which fixture raised an exception."""
    try:
        return (yield)
    except Exception as error:
        raised = request.config.stash.setdefault(_FIXTURES, {})
        raised.setdefault(id(error), (error, f"{fixturedef.argname} ({fixturedef.scope})"))
        raise


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn the report of an exception that an earlier test has reported into a skip."""
    report = yield
    if call.when != "setup" or not report.failed or call.excinfo is None:
        return report
    error = call.excinfo.value
    shown = item.config.stash.setdefault(_SHOWN, {})
    if id(error) not in shown:
        # The exception is stored too, so that no other one gets its id.
        shown[id(error)] = (error, item.nodeid)
        return report
    _, fixture = item.config.stash.get(_FIXTURES, {}).get(id(error), (error, "of an earlier test"))
    path, line, _ = item.location
    report.outcome = "skipped"
    report.longrepr = (path, line or 0, f"the fixture {fixture} failed, see the error of {shown[id(error)][1]}")
    return report
