"""Renders requests and the functions' log lines for people: one line per record, tracebacks readable, no metrics."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Any, NamedTuple

from local.words import words

# Keys that Powertools' Logger adds to every line, and keys that are rendered separately.
_SHOWN_OR_KNOWN = words(
    "cold_start correlation_id exception exception_name function_arn function_memory_size function_name"
    " function_request_id level location log_level message sampling_rate service stack_trace tenant_id timestamp"
    " xray_trace_id errorMessage errorType requestId stackTrace logger"
)
_SEVERE = ("WARN", "ERROR", "CRITICAL", "FATAL")
# An authorizer answers 401 by raising this. It is no failure, and the request's line shows it.
_UNAUTHORIZED = "[ERROR] Exception: Unauthorized\r"
_NO_BREAK_SPACE = "\u00a0"


@dataclass(frozen=True)
class Style:
    """Terminal colours, or none."""

    on: bool = False

    def _paint(self, code: str, text: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.on else text

    def bold(self, text: str) -> str:
        return self._paint("1", text)

    def dim(self, text: str) -> str:
        return self._paint("2", text)

    def red(self, text: str) -> str:
        return self._paint("31", text)

    def green(self, text: str) -> str:
        return self._paint("32", text)

    def yellow(self, text: str) -> str:
        return self._paint("33", text)

    def cyan(self, text: str) -> str:
        return self._paint("36", text)


class Served(NamedTuple):
    """An answered request, and the function that answered it."""

    method: str
    path: str
    status: int
    milliseconds: float
    function: str


def render_request(served: Served, style: Style) -> str:
    """Return a line such as `12:30:01 GET     /v1/menu 200 14 ms categories`."""
    method, path, status, milliseconds, function = served
    paint = (
        style.green
        if status < HTTPStatus.BAD_REQUEST
        else style.yellow
        if status < HTTPStatus.INTERNAL_SERVER_ERROR
        else style.red
    )
    took = style.dim(f"{milliseconds:.0f} ms")
    return f"{style.dim(_now())} {style.bold(f'{method:<7}')} {path} {paint(str(status))} {took} {style.cyan(function)}"


def render_function_line(function: str, line: str, style: Style, *, warnings_only: bool = False) -> str | None:
    """Return a line of a function's output as text of one or more lines; None when there is nothing to show.

    `warnings_only` leaves out JSON lines below WARNING. A line that is not a JSON object is shown unchanged.
    """
    if line.startswith(_UNAUTHORIZED):
        return None
    # The runtime client writes an error as one line, with \r for line breaks and no-break spaces for indentation.
    line = line.rstrip("\r\n").replace("\r", "\n").replace(_NO_BREAK_SPACE, " ")
    if not line.strip():
        return None
    record = _record(line)
    if record is None:
        return _prefixed(_now(), function, "", line, style)
    if "_aws" in record:  # CloudWatch's embedded metric format
        return None
    level = str(record.get("level") or record.get("log_level") or "INFO").upper()
    if warnings_only and not level.startswith(_SEVERE):
        return None
    message = _message(record)
    extra = {name: value for name, value in record.items() if name not in _SHOWN_OR_KNOWN}
    if extra:
        message += " " + style.dim(" ".join(f"{name}={_compact(value)}" for name, value in extra.items()))
    trace = _traceback(record)
    return _prefixed(_clock(record.get("timestamp")), function, level, message + (f"\n{trace}" if trace else ""), style)


def _record(line: str) -> dict[str, Any] | None:
    if not line.startswith("{"):
        return None
    try:
        record = json.loads(line)
    except ValueError:
        return None
    return record if isinstance(record, dict) else None


def _message(record: dict[str, Any]) -> str:
    message = record.get("message")
    if message is None and "errorType" in record:
        message = f"{record['errorType']}: {record.get('errorMessage', '')}"
    return message if isinstance(message, str) else _compact(message)


def _traceback(record: dict[str, Any]) -> str:
    exception = record.get("exception")
    if isinstance(exception, str):
        return exception
    stack = record.get("stackTrace")
    return (
        "Traceback (most recent call last):\n" + "".join(map(str, stack)) if isinstance(stack, list) and stack else ""
    )


def _prefixed(clock: str, function: str, level: str, text: str, style: Style) -> str:
    paint = style.red if level.startswith(("ERROR", "CRITICAL", "FATAL")) else style.yellow
    shown = paint(f"{level:<8}") if level.startswith(_SEVERE) else f"{level:<8}" if level else ""
    first, *rest = text.rstrip().split("\n")
    head = f"{style.dim(clock)} {style.cyan(f'{function:<13}')} {shown}{first}"
    return "\n".join([head, *(f"         {style.red('|')} {line}" for line in rest)])


def _compact(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _now() -> str:
    return time.strftime("%H:%M:%S")


def _clock(timestamp: Any) -> str:
    """Return the local time of day of an ISO 8601 timestamp, as Powertools writes it."""
    try:
        return datetime.fromisoformat(str(timestamp).replace(",", ".")).astimezone().strftime("%H:%M:%S")
    except ValueError:
        return _now()
