"""Schedule events of a template's functions: how often each runs, and with which event."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from local.errors import TemplateError
from local.template.properties import FUNCTION, SCHEDULE_EVENT, check
from local.template.reader import FUNCTION_TYPE, Reader, section
from local.template.resources import Schedule
from local.template.yaml_lines import Mapping

EVENT_TYPE = "Schedule"

# https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html
_RATE = re.compile(r"rate\((?:1 (minute|hour|day)|([2-9]|[1-9]\d+) (minute|hour|day)s)\)")
_SECONDS = {"minute": 60, "hour": 60 * 60, "day": 24 * 60 * 60}


def read_schedules(reader: Reader) -> Iterator[Schedule]:
    for function in reader.of_type(FUNCTION_TYPE):
        events = section(reader.properties(function, FUNCTION), "Events")
        for name in events:
            event = section(events, name)
            if event.get("Type") == EVENT_TYPE:
                yield _schedule(reader, function, name, section(event, "Properties"))


def _schedule(reader: Reader, function: str, name: str, event: Mapping) -> Schedule:
    check(event, SCHEDULE_EVENT)
    return Schedule(
        name=f"{function}{name}",  # SAM's name of the rule
        function=function,
        enabled=reader.text(event, "State", "ENABLED") == "ENABLED",
        seconds=_interval(reader, event),
        event=_event(reader, event),
    )


def _interval(reader: Reader, event: Mapping) -> int:
    expression = reader.text(event, "Schedule")
    match = _RATE.fullmatch(expression)
    if match is None:
        message = f"the local stack does not support the Schedule {expression}; it runs rate(…) only"
        raise TemplateError(message, event.line_of("Schedule"))
    return int(match[2] or 1) * _SECONDS[match[1] or match[3]]


def _event(reader: Reader, event: Mapping) -> Any:
    if "Input" not in event:
        return None
    try:
        return json.loads(reader.text(event, "Input"))
    except ValueError:
        raise TemplateError("Input is not valid JSON", event.line_of("Input")) from None
