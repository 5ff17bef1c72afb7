"""Do all programs answer alike? What answers otherwise does other work, and its figures say nothing.

python -m benchmarks.comparison [--layer FOLDER] [--only bare,ours]
"""

import json
import sys
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from benchmarks.command import Bench, opened, parsed, progress
from benchmarks.events import ROUTES, refused_events
from benchmarks.programs import REFERENCE, Process, Program

_OF_ITS_OWN = ("id", "createdAt", "updatedAt", "version")
_STATUS = {"list": 200, "get": 200, "create": 201}


class DifferentAnswers(Exception):
    """A program that does not do what the others do; the message says which, and where."""


def compare(bench: Bench) -> None:
    """Raises: DifferentAnswers."""
    programs = bench.products()
    hostile = refused_events()
    answers: dict[str, dict[str, Any]] = {}
    for program in programs:
        progress(f"comparing answers: {program.name}")
        answers[program.name] = _answers(program, hostile)
    progress("")
    reference = answers[REFERENCE]
    for name, of_program in answers.items():
        for route in ROUTES:
            if of_program[route] != reference[route]:
                raise DifferentAnswers(f"{name}, {route}: {of_program[route]}\n{REFERENCE}: {reference[route]}")
    print(f"Same answers from {', '.join(answers)}; {len(hostile)} requests refused by all")


def _answers(program: Program, hostile: Mapping[str, Any]) -> dict[str, Any]:
    """What is comparable of each route's answer."""
    with Process(replace(program, events={**program.events, **hostile})) as process:
        for wrong in hostile:
            outcome = process.answer(wrong)
            status = outcome.get("answer", {}).get("statusCode", 0)
            if not 400 <= status < 500:  # noqa: PLR2004  # what HTTP calls the client's fault
                raise DifferentAnswers(f"{program.name} does not refuse {wrong}: {outcome}")
        return {route: comparable(route, process.answer(route)) for route in ROUTES}


def comparable(route: str, outcome: Mapping[str, Any]) -> dict[str, Any]:
    """The document that an outcome holds, without what is each program's own: ids, times, what a cursor looks like.

    Raises: DifferentAnswers where it is no success.
    """
    answer = outcome.get("answer", {})
    if answer.get("statusCode") != _STATUS[route]:
        raise DifferentAnswers(f"{route} is not answered: {outcome}")
    document: dict[str, Any] = json.loads(answer["body"])
    if route == "list":
        if not isinstance(document["nextCursor"], str):
            raise DifferentAnswers(f"list leads nowhere: {document['nextCursor']}")
        return {**document, "nextCursor": "..."}
    if route == "create":
        return {**document, **dict.fromkeys(_OF_ITS_OWN)}
    return document


def main() -> int:
    with opened(parsed(__doc__)) as bench:
        try:
            compare(bench)
        except DifferentAnswers as error:
            print(error)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
