"""The two AWS clients of the functions beside each other: cold starts, and warm reads of one item.

Both programs are the same function on the built layer. The SDK is on their path, as in Lambda's runtime.
"""

from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import replace

from benchmarks.measurements.authorizer import VALID, our_authorizer
from benchmarks.measurements.cold import Start, starts, summary
from benchmarks.programs import BENCH_PYTHON
from benchmarks.programs.events import product_events
from benchmarks.programs.program import Process, Program
from benchmarks.report import tables
from benchmarks.results import Json, Spread, ratios, spread
from benchmarks.session import Session
from benchmarks.terminal import progress, show

CLIENTS = ("builtin", "boto3")
READ = "GetItem"
_GET = "get"
_ROUNDS, _QUICK_ROUNDS = 15, 4
_WARM_ROUNDS, _QUICK_WARM_ROUNDS = 80, 16
_CALLS, _WARM_UP = 25, 50


def measure(session: Session) -> tuple[Json, Json]:
    rounds, warm_rounds = (_QUICK_ROUNDS, _QUICK_WARM_ROUNDS) if session.quick else (_ROUNDS, _WARM_ROUNDS)
    products = session.function("products", product_events())
    cold = {
        "products, first get": _cold(products, _GET, rounds),
        "authorizer, first policy": _cold(our_authorizer(session), VALID, rounds),
    }
    warm = {
        "products, get": _warm(products, _GET, warm_rounds),
        READ: _warm(session.variant("ours_read_item", products), _GET, warm_rounds),
    }
    figures = {"cold": cold, "warm": warm}
    show("The AWS clients; ratio to the builtin one (quartiles)", tables.aws_clients(figures))
    return {"rounds": rounds, "warm_rounds": warm_rounds, "calls": _CALLS, "quick": session.quick}, figures


def with_clients(program: Program) -> dict[str, Program]:
    """Return the program with each client, on a path with the SDK at its end."""
    (packages,) = BENCH_PYTHON.parents[1].glob("lib/python*/site-packages")
    return {
        client: replace(
            program,
            name=client,
            path=(*program.path, str(packages)),
            environment={**program.environment, "AWS_CLIENT": client},
        )
        for client in CLIENTS
    }


def _cold(program: Program, route: str, rounds: int) -> dict[str, dict[str, Spread]]:
    programs = with_clients(program)
    _check(programs, route)
    found = starts(list(programs.values()), [route], rounds + 1, f"cold {program.function}")
    # The first round fills the system's cache.
    series: dict[str, list[Start]] = {client: found[route, client][1:] for client in CLIENTS}
    return {client: summary(series[client], series["builtin"]) for client in CLIENTS}


def _warm(program: Program, route: str, rounds: int) -> dict[str, dict[str, Spread]]:
    """Return the CPU and wall time of a call, and the ratios of both to the builtin client. The clients take turns."""
    clocks = ("cpu", "wall")
    with ExitStack() as stack:
        processes = {name: stack.enter_context(Process(each)) for name, each in with_clients(program).items()}
        for process in processes.values():
            process.call(route, _WARM_UP)
        times: dict[str, dict[str, list[float]]] = {client: {clock: [] for clock in clocks} for client in CLIENTS}
        for number in progress(range(rounds), f"warm {program.name}"):
            for client in CLIENTS if number % 2 else CLIENTS[::-1]:
                for clock, seconds in processes[client].call(route, _CALLS).items():
                    times[client][clock].append(seconds / _CALLS)
    return {
        client: {
            **{f"{clock}_ms": spread(found[clock], 1000) for clock in clocks},
            "ratio": ratios(found["cpu"], times["builtin"]["cpu"]),
            "wall_ratio": ratios(found["wall"], times["builtin"]["wall"]),
        }
        for client, found in times.items()
    }


def _check(programs: Mapping[str, Program], route: str) -> None:
    """Raises: AssertionError if a program uses another client than its own, or if their answers differ."""
    answers = []
    for client, program in programs.items():
        with Process(program) as process:
            answers.append(process.answer(route))
            assert ("botocore.session" in process.modules()) == (client == "boto3"), f"{client} has not its client"
    assert "answer" in answers[0], answers
    assert answers[0] == answers[1], answers
