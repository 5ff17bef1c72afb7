"""The measured process: imports a handler, calls it on command, and reports times.

Started as a script, never imported. It imports only what Lambda's runtime has loaded before a handler. Standard input
has one JSON document per line: first `{path, handler, function, events}`, then `{route, calls}` or
`{ask: "answer" | "memory" | "modules", route}`. Each gets one line of JSON on the original standard output.
"""

from __future__ import annotations

import importlib
import json
import marshal
import os
import resource
import sys
import time

TYPE_CHECKING = False  # importing typing would be work before the clock starts
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, TextIO

    Handler = Callable[[Any, Any], Any]


class Context:
    """The Lambda context."""

    aws_request_id = "5d3ee6a4-3a43-4b5f-8f4f-c1a2d6f0b7e9"
    function_version = "$LATEST"
    identity = None
    client_context = None
    log_stream_name = "stub"

    def __init__(self, function: str) -> None:
        self.function_name = function
        self.memory_limit_in_mb = os.environ["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"]
        self.invoked_function_arn = "arn:aws:lambda:us-east-1:123456789012:function:" + function
        self.log_group_name = f"/aws/lambda/{function}"

    @staticmethod
    def get_remaining_time_in_millis() -> int:
        return 10_000


def main() -> None:
    commands, results = _own_channels()
    setup = json.loads(commands.readline())
    # Each call gets a new event, as from the runtime. marshal copies it at almost no cost.
    events = {route: marshal.dumps(event) for route, event in setup["events"].items()}
    context = Context(setup["function"])
    sys.path[:0] = setup["path"]
    loaded_before = set(sys.modules)
    wall, cpu = time.perf_counter(), time.process_time()
    module, _, name = setup["handler"].rpartition(".")
    handler = getattr(importlib.import_module(module), name)
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    _say(results, {"cpu": cpu, "wall": wall})
    for line in commands:
        command = json.loads(line)
        if command.get("ask") == "answer":
            _say(results, _outcome(handler, marshal.loads(events[command["route"]]), context))  # noqa: S302  # our own
        elif command.get("ask") == "memory":
            _say(results, {"kilobytes": _peak_kilobytes()})
        elif command.get("ask") == "modules":
            _say(results, {"modules": sorted(set(sys.modules) - loaded_before)})
        else:
            _say(results, _timed(handler, events[command["route"]], context, command["calls"]))


def _timed(handler: Handler, event: bytes, context: Context, calls: int) -> dict[str, float]:
    """Return CPU and wall seconds of `calls` calls, without making their events."""
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
    """Return the handler's answer, or the text of its exception, which is an authorizer's answer too."""
    try:
        return {"answer": handler(event, context)}
    except Exception as error:  # noqa: BLE001  # a handler may raise anything
        return {"raised": f"{type(error).__name__}: {error}"}


def _peak_kilobytes() -> int:
    try:
        with open("/proc/self/status") as status:  # noqa: PTH123  # importing pathlib would be measured
            return next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))
    except OSError:
        # On macOS, in bytes. It includes the parent process if that was larger.
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return peak // 1024 if sys.platform == "darwin" else peak


def _own_channels() -> tuple[TextIO, TextIO]:
    """Move standard input and output away from where the handler reads and logs."""
    commands, results = os.fdopen(os.dup(0), encoding="utf-8"), os.fdopen(os.dup(1), "w", encoding="utf-8")
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, 0)
    os.dup2(null, 1)
    # Lambda's runtime sends each line as it is written.
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]  # standard output is a text file
    return commands, results


def _say(results: TextIO, document: dict[str, Any]) -> None:
    results.write(json.dumps(document) + "\n")
    results.flush()


main()
