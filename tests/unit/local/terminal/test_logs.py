"""Functions' log lines as the terminal shows them."""

import json
from typing import Any

import pytest

from local.terminal.logs import Served, Style, render_function_line, render_request

PLAIN = Style()


def shown(line: str | dict[str, Any], *, warnings_only: bool = False) -> str | None:
    text = line if isinstance(line, str) else json.dumps(line)
    return render_function_line("products", text, PLAIN, warnings_only=warnings_only)


def record(**fields: Any) -> dict[str, Any]:
    return {
        "level": "INFO",
        "location": "handler:12",
        "message": "created",
        "timestamp": "2026-04-09 12:34:56,789+0000",
        "service": "products",
        "cold_start": True,
        "function_request_id": "x",
        **fields,
    }


def test_a_record_is_one_line_of_time_function_level_and_message() -> None:
    line = shown(record())
    assert line is not None
    clock, function, level, message = line.split()
    assert clock[2::3] == "::"
    assert (function, level, message) == ("products", "INFO", "created")


def test_keys_of_the_function_are_shown_and_those_of_powertools_are_not() -> None:
    line = shown(record(product_id="prd_1", sizes=[1, 2]))
    assert line is not None
    assert line.endswith("created product_id=prd_1 sizes=[1,2]")


def test_an_exception_is_a_traceback_of_several_lines() -> None:
    trace = 'Traceback (most recent call last):\n  File "app.py", line 1, in handler\nValueError: boom'
    line = shown(record(level="ERROR", exception=trace, exception_name="ValueError"))
    assert line is not None
    first, *rest = line.split("\n")
    assert first.endswith("ERROR   created")
    assert [text.partition("| ")[2] for text in rest] == trace.split("\n")


def test_an_error_of_the_runtime_client_is_a_traceback_too() -> None:
    line = shown("[ERROR] ValueError: boom\rTraceback (most recent call last):\r\u00a0\u00a0File 'app.py'")
    assert line is not None
    assert [text.partition("| ")[2] for text in line.split("\n")[1:]] == [
        "Traceback (most recent call last):",
        "  File 'app.py'",
    ]


@pytest.mark.parametrize(
    "line",
    [
        {"_aws": {"Timestamp": 1, "CloudWatchMetrics": []}, "ColdStart": [1.0]},
        "",
        "   ",
        # An authorizer answers 401 by raising this. The request's line shows it.
        "[ERROR] Exception: Unauthorized\rTraceback (most recent call last):",
    ],
)
def test_metrics_and_empty_lines_are_not_shown(line: str | dict[str, Any]) -> None:
    assert shown(line) is None


@pytest.mark.parametrize("line", ["hello", "{not json", "[1, 2]", '"text"'])
def test_other_lines_are_shown_unchanged(line: str) -> None:
    text = shown(line)
    assert text is not None
    assert text.endswith(f"products      {line}")


def test_quiet_shows_warnings_and_lines_that_are_not_json() -> None:
    assert shown(record(), warnings_only=True) is None
    assert shown(record(level="WARNING"), warnings_only=True) is not None
    assert shown("print", warnings_only=True) is not None


def test_a_request_is_one_line() -> None:
    line = render_request(Served("GET", "/v1/menu", 200, 13.6, "categories"), PLAIN)
    assert line.split(maxsplit=1)[1] == "GET     /v1/menu 200 14 ms categories"


def test_colours_are_optional() -> None:
    served = Served("GET", "/v1/menu", 500, 1.0, "categories")
    assert "\x1b[31m500" in render_request(served, Style(on=True))
    assert "\x1b" not in render_request(served, PLAIN)
