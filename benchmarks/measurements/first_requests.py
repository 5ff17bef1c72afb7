"""The first request of a process: its modules, with and without lazy packages, and a first write after a read.

Powertools' packages import their modules lazily in the built layer. The same layer with the packages as pip installs
them shows what that saves. A first write loads the models of bodies, also if the process has answered reads before.
"""

import shutil
import subprocess
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from http import HTTPStatus
from pathlib import Path

from benchmarks.measurements.cold import Start, starts, summary
from benchmarks.measurements.instructions import Count, count_instructions
from benchmarks.programs import BENCH_PYTHON
from benchmarks.programs.events import browser_event, product_events
from benchmarks.programs.program import Process, Program
from benchmarks.report import tables
from benchmarks.results import Json, Spread, spread
from benchmarks.session import Session
from benchmarks.terminal import progress, show

# By name: the function and its sample event.
REQUESTS: Mapping[str, tuple[str, str]] = {
    "product": ("products", "products/get"),
    "menu": ("categories", "categories/menu"),
    "own user": ("users", "users/get-me"),
    "card payment": ("payments", "payments/start"),
}
LAZY, EAGER = "lazy", "eager"
_FIRST = "first"
_ROUNDS, _QUICK_ROUNDS = 15, 4
_WARM_UP = 20
_VCPU_MB = 1769  # https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html
_POWERTOOLS = "aws_lambda_powertools"
_GROUPS = {
    _POWERTOOLS: _POWERTOOLS,
    **dict.fromkeys(("pydantic", "pydantic_core", "annotated_types", "typing_inspection"), "pydantic"),
}


def measure(session: Session) -> tuple[Json, Json]:
    rounds = _QUICK_ROUNDS if session.quick else _ROUNDS
    eager_layer = _eager_layer(session)
    first, modules = {}, {}
    for name, (function, event) in REQUESTS.items():
        lazy = session.function(function, {_FIRST: browser_event(event)})
        modules[name] = by_package(_modules(lazy), function)
        first[name] = _lazy_beside_eager(lazy, eager_layer, rounds, name)
    write = _first_write(session.function("products", product_events()), rounds)
    show("Modules that a first request loads", tables.modules(modules))
    show("A first request with lazy and with eager packages", tables.packages(first))
    show("A create after a get in the same process", tables.first_write(write))
    return {"rounds": rounds, "quick": session.quick}, {"modules": modules, "packages": first, "write": write}


def by_package(modules: Iterable[str], function: str) -> dict[str, int]:
    """Return the number of modules by package: pydantic, Powertools, the shop's own (`bodega`), and `others`."""
    groups = _GROUPS | {"bodega": "bodega", function: "bodega"}
    counted = Counter(groups.get(name.partition(".")[0], "others") for name in modules)
    return {group: counted[group] for group in ("bodega", "pydantic", _POWERTOOLS, "others")}


def _modules(program: Program) -> list[str]:
    with Process(program) as process:
        status = process.answer(_FIRST).get("answer", {}).get("statusCode")
        if status not in {HTTPStatus.OK, HTTPStatus.CREATED}:
            raise SystemExit(f"{program.function} answered {status} to its first request")
        return process.modules()


def _lazy_beside_eager(lazy: Program, eager_layer: Path, rounds: int, title: str) -> Json:
    code, _ = lazy.path
    programs = [replace(lazy, name=LAZY), replace(lazy, name=EAGER, path=(code, str(eager_layer)))]
    found = starts(programs, [_FIRST], rounds + 1, f"first {title}")
    counted = count_instructions([Count(program, _FIRST, cold=True) for program in programs])
    # The first round fills the system's cache.
    series: dict[str, Sequence[Start]] = {program.name: found[_FIRST, program.name][1:] for program in programs}
    return {
        program.name: {**summary(series[program.name], series[EAGER]), "instructions": instructions}
        for program, instructions in zip(programs, counted, strict=True)
    }


def _eager_layer(session: Session) -> Path:
    """Return a copy of the layer's packages with Powertools' `__init__.py` files as pip installs them, compiled."""
    copy = session.folder / "eager-layer"
    shutil.copytree(session.layer / "python", copy)
    (packages,) = BENCH_PYTHON.parents[1].glob(f"lib/python*/site-packages/{_POWERTOOLS}")
    for module in (copy / _POWERTOOLS).rglob("__init__.py"):
        shutil.copyfile(packages / module.relative_to(copy / _POWERTOOLS), module)
    command = [str(BENCH_PYTHON), "-m", "compileall", "-q", "-f", "--invalidation-mode", "unchecked-hash"]
    subprocess.run([*command, str(copy / _POWERTOOLS)], check=True)
    return copy


def _first_write(program: Program, rounds: int) -> Json:
    """Return the CPU time of a process's first create after a get, and of a create when the process is warm."""
    times: dict[str, list[float]] = {"first": [], "warm": []}
    for _ in progress(range(rounds), "first write"):
        with Process(program) as process:
            process.call("get")
            times["first"].append(process.call("create")["cpu"])
            process.call("create", _WARM_UP)
            times["warm"].append(process.call("create", _WARM_UP)["cpu"] / _WARM_UP)
    memory = int(program.environment["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"])
    cpu: dict[str, Spread] = {name: spread(seconds, 1000) for name, seconds in times.items()}
    return {"cpu_ms": cpu, "memory_mb": memory, "vcpu_share": memory / _VCPU_MB}
