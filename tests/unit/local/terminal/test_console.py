"""The console: what the terminal shows of requests."""

import io

import pytest

from local.terminal.console import Console
from local.terminal.logs import Served

FAILED = Served("POST", "/v1/analytics/events", 503, 2077.0, "analytics")


@pytest.fixture
def stream() -> io.StringIO:
    return io.StringIO()


def test_a_request_that_fails_is_shown_with_its_explanation(stream: io.StringIO) -> None:
    console = Console(stream)

    console.explain("Runtime.ExitError: Runtime exited with signal 9")
    console.request(FAILED)

    first, second = stream.getvalue().splitlines()
    assert "gateway     Runtime.ExitError" in first
    assert "/v1/analytics/events 503 2077 ms" in second


def test_requests_that_the_stop_cuts_off_are_not_shown_as_failures(stream: io.StringIO) -> None:
    console = Console(stream)

    console.stop_requests()
    console.explain("Runtime.ExitError: Runtime exited with signal 9")
    console.request(FAILED)
    console.write("The shop is closed.")

    assert stream.getvalue() == "The shop is closed.\n"
