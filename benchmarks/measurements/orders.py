"""Quotes and orders, warm and cold, beside a bare handler that makes the same calls with the same items.

The bare handler has none of the shop's rules. Before the measurement, answers and calls are compared.
"""

import json
from typing import Any

from benchmarks.measurements.cold import starts, summary
from benchmarks.measurements.comparison import DifferentAnswers
from benchmarks.measurements.warm import QUICK_ROUNDS, ROUNDS, in_turns
from benchmarks.programs import REFERENCE
from benchmarks.programs.program import Process, Program
from benchmarks.programs.sample_order import ROUTES
from benchmarks.report import tables
from benchmarks.results import Json
from benchmarks.session import Session
from benchmarks.terminal import show

_CALLS = {"quote": 10, "order": 10}
_STARTS, _QUICK_STARTS = 15, 4
_STATUS = {"quote": 200, "order": 201}
_OWN_FIELDS = ("id", "placedAt", "updatedAt", "dueFrom", "dueTo", "day", "quotedAt")
_OWN_TIMES = ("from", "to")  # of the slot: the next one may begin between two answers


def measure(session: Session) -> tuple[Json, Json]:
    programs = session.orders()
    _compare(programs, session)
    rounds, cold_rounds = (QUICK_ROUNDS, _QUICK_STARTS) if session.quick else (ROUNDS, _STARTS)
    warm = in_turns(programs, _CALLS, rounds, "orders, warm")
    found = starts(programs, ROUTES, cold_rounds + 1, "orders, cold")
    first = {
        # The first round fills the system's cache.
        route: {each.name: summary(found[route, each.name][1:], found[route, REFERENCE][1:]) for each in programs}
        for route in ROUTES
    }
    show("Orders: CPU time per call, median; ratio to the bare handler (quartiles)", tables.warm(warm))
    show("Orders: a fresh process to its first answer; ratio to the bare handler (quartiles)", tables.cold(first))
    settings = {"rounds": rounds, "starts": cold_rounds, "calls": _CALLS, "quick": session.quick}
    return settings, {"warm": warm, "first": first}


def _compare(programs: list[Program], session: Session) -> None:
    """Raises: DifferentAnswers, also if the programs make different calls."""
    found = {program.name: _work(program, session) for program in programs}
    for name, work in found.items():
        for route in ROUTES:
            if work[route] != found[REFERENCE][route]:
                raise DifferentAnswers(f"{name}, {route}: {work[route]}\n{REFERENCE}: {found[REFERENCE][route]}")


def _work(program: Program, session: Session) -> dict[str, Any]:
    """Return the answer and the calls of a warm process, by route."""
    with Process(program) as process:
        work = {}
        for route in ROUTES:
            process.call(route)
            session.received.clear()
            outcome = process.answer(route)
            work[route] = {
                "answer": comparable(route, outcome),
                "calls": [(operation, items_of(json.loads(body))) for operation, body in session.received],
            }
    return work


def comparable(route: str, outcome: Json) -> Json:
    """Return the answer's document without ids and times.

    Raises: DifferentAnswers if it is not a success.
    """
    answer = outcome.get("answer", {})
    if answer.get("statusCode") != _STATUS[route]:
        raise DifferentAnswers(f"{route} fails: {outcome}")
    document: Json = json.loads(answer["body"])
    document["fulfilment"] |= dict.fromkeys(_OWN_TIMES)
    return {**document, **dict.fromkeys(_OWN_FIELDS)}


def items_of(request: Json) -> list[tuple[str, ...]]:
    """Return the items that a call reads or writes: action, table, kind of the key, and what a write sets."""
    if "RequestItems" in request:
        keys = [(table, key) for table, asked in request["RequestItems"].items() for key in asked["Keys"]]
        return sorted(("Get", table, *_kind(key)) for table, key in keys)
    writes = request.get("TransactItems", [{"Update": request}])
    return sorted(_written(action, write) for each in writes for action, write in each.items())


def _written(action: str, write: Json) -> tuple[str, ...]:
    return (action, write["TableName"], *_kind(write.get("Key") or write["Item"]), *sorted(write.get("Item", ())))


def _kind(key: Json) -> tuple[str, str]:
    """Return the parts of a key that are the same for each order."""
    return key["pk"]["S"].partition("#")[0], key["sk"]["S"].partition("#")[0]
