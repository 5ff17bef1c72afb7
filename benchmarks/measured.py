"""The process that is measured: imports a handler and calls it as it is told, and says what that took.

Started as a script and never imported. It gets by with what Lambda's own runtime has loaded before any handler.
Standard input has one JSON document a line, first `{path, handler, function, events}`, then either of
`{route, calls}` and `{ask: "answer" | "memory", route}`; each gets one line of JSON back on what was standard output.
"""

from __future__ import annotations

import importlib
import json
import marshal
import os
import resource
import sys
import time

TYPE_CHECKING = False  # typing itself would be work done before the clock starts
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, TextIO

    Handler = Callable[[Any, Any], Any]

_ARN = "arn:aws:lambda:us-east-1:123456789012:function:"


class Context:
    """What Lambda hands to a handler beside the event."""

    aws_request_id = "5d3ee6a4-3a43-4b5f-8f4f-c1a2d6f0b7e9"
    function_version = "$LATEST"
    identity = None
    client_context = None

    def __init__(self, function: str) -> None:
        self.function_name = function
        self.memory_limit_in_mb = os.environ["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"]
        self.invoked_function_arn = _ARN + function
        self.log_group_name = f"/aws/lambda/{function}"
        self.log_stream_name = "stub"

    @staticmethod
    def get_remaining_time_in_millis() -> int:
        return 10_000


def main() -> None:
    commands, results = _own_channels()
    setup = json.loads(commands.readline())
    # Every call gets an event of its own, as the runtime makes one; marshal makes it at next to no cost.
    events = {route: marshal.dumps(event) for route, event in setup["events"].items()}
    context = Context(setup["function"])
    sys.path[:0] = setup["path"]
    started = time.process_time()
    wall, cpu = time.perf_counter(), time.process_time()
    module, _, name = setup["handler"].rpartition(".")
    handler = getattr(importlib.import_module(module), name)
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    _say(results, {"started_cpu": started, "cpu": cpu, "wall": wall})
    for line in commands:
        command = json.loads(line)
        if command.get("ask") == "answer":
            _say(results, _outcome(handler, marshal.loads(events[command["route"]]), context))  # noqa: S302  # our own
        elif command.get("ask") == "memory":
            _say(results, {"kilobytes": _peak_kilobytes()})
        else:
            _say(results, _timed(handler, events[command["route"]], context, command["calls"]))


def _timed(handler: Handler, event: bytes, context: Context, calls: int) -> dict[str, float]:
    """CPU and wall seconds of `calls` calls, without the making of their events."""
    load, cpu_clock, wall_clock = marshal.loads, time.process_time, time.perf_counter
    cpu = wall = 0.0
    for _ in range(calls):
        fresh = load(event)
        wall_before, before = wall_clock(), cpu_clock()
        handler(fresh, context)
        cpu += cpu_clock() - before
        wall += wall_clock() - wall_before
    return {"cpu": cpu, "wall": wall}


def _outcome(handler: Handler, event: Any, context: Context) -> dict[str, Any]:
    """What the handler answers, or the text of what it raises: that is an authorizer's answer too."""
    try:
        return {"answer": handler(event, context)}
    except Exception as error:  # noqa: BLE001
        return {"raised": f"{type(error).__name__}: {error}"}


def _peak_kilobytes() -> int:
    try:
        with open("/proc/self/status") as status:  # noqa: PTH123  # pathlib is not everybody's
            return next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))
    except OSError:
        # Counts the process that this one was forked from too, where that was larger; bytes on macOS.
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return peak // 1024 if sys.platform == "darwin" else peak


def _own_channels() -> tuple[TextIO, TextIO]:
    """Standard input and output, moved away from where the handler reads and logs."""
    commands, results = os.fdopen(os.dup(0), encoding="utf-8"), os.fdopen(os.dup(1), "w", encoding="utf-8")
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    # Lambda sends on each line as it is written.
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]
    return commands, results


def _say(results: TextIO, document: dict[str, Any]) -> None:
    results.write(json.dumps(document) + "\n")
    results.flush()


main()
