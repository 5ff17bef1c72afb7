"""Checks that all programs give the same answers. Programs with different answers do different work."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from benchmarks.programs import REFERENCE, ROUTES
from benchmarks.programs.events import invalid_events
from benchmarks.programs.program import Process, Program
from benchmarks.session import Session
from benchmarks.terminal import progress

_OWN_FIELDS = ("id", "createdAt", "updatedAt", "version")
_STATUS = {"list": 200, "get": 200, "create": 201}


class DifferentAnswers(Exception):
    """A program answers differently from the reference. The message says which, and where."""


def compare(session: Session) -> None:
    """Raises: DifferentAnswers."""
    answers = {each.name: _answers(each) for each in progress(session.products(), "comparing answers")}
    for name, of_program in answers.items():
        for route, answer in of_program.items():
            if answer != answers[REFERENCE][route]:
                raise DifferentAnswers(f"{name}, {route}: {answer}\n{REFERENCE}: {answers[REFERENCE][route]}")
    print(f"Same answers from {', '.join(answers)}; {len(invalid_events())} requests rejected by all")


def _answers(program: Program) -> dict[str, Any]:
    """Return the comparable part of each route's answer."""
    invalid = invalid_events()
    with Process(replace(program, events={**program.events, **invalid})) as process:
        for name in invalid:
            outcome = process.answer(name)
            if outcome.get("answer", {}).get("statusCode", 0) // 100 != 4:  # noqa: PLR2004  # a client error
                raise DifferentAnswers(f"{program.name} does not reject this: {name}: {outcome}")
        return {route: comparable(route, process.answer(route)) for route in ROUTES}


def comparable(route: str, outcome: Mapping[str, Any]) -> dict[str, Any]:
    """Return the answer's document without the fields that differ by design: ids, times, the form of a cursor.

    Raises: DifferentAnswers if it is not a success.
    """
    answer = outcome.get("answer", {})
    if answer.get("statusCode") != _STATUS[route]:
        raise DifferentAnswers(f"{route} fails: {outcome}")
    document: dict[str, Any] = json.loads(answer["body"])
    if route == "list":
        if not isinstance(document["nextCursor"], str):
            raise DifferentAnswers(f"list has no next page: {document['nextCursor']}")
        return {**document, "nextCursor": "..."}
    return {**document, **dict.fromkeys(_OWN_FIELDS)} if route == "create" else document
