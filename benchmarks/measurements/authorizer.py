"""The authorizer, cold: from a fresh process to its first policy, beside the same work with Powertools.

It is measured twice: with the key in the environment and no network (`ours_token_only` beside
`authorizer_token_only`), and with key and session read (`ours`, as deployed, beside `authorizer_powertools`).
"""

from dataclasses import replace

from benchmarks.budgets import AUTHORIZERS
from benchmarks.measurements.cold import Start, start, summary
from benchmarks.measurements.imports import top_imports
from benchmarks.programs import BENCH_PYTHON
from benchmarks.programs.events import authorizer_event
from benchmarks.programs.program import Process, Program, ProgramFactory
from benchmarks.programs.sample_data import SECRET, SECRET_VERSION, USER_ID, token
from benchmarks.report import tables
from benchmarks.results import save
from benchmarks.session import Figures, Session
from benchmarks.terminal import progress, show

VALID = "valid"
_FORGED = "forged"
_KEY = {"SIGNING_KEY": SECRET, "SIGNING_KEY_ID": SECRET_VERSION}
_ROUNDS, _QUICK_ROUNDS = 25, 6


def measure(session: Session) -> Figures:
    rounds = _QUICK_ROUNDS if session.quick else _ROUNDS
    programs = _programs(session.factory)
    for program in programs:
        _check(program)
    starts: dict[str, list[Start]] = {program.name: [] for program in programs}
    for _ in progress(range(rounds), "authorizer"):
        for program in programs:
            starts[program.name].append(start(program, VALID))
    first = {
        name: summary(starts[name], starts[peer])
        for pair in AUTHORIZERS.values()
        for name, peer in zip(pair, pair[1:] * 2, strict=True)
    }
    imports = {program.name: top_imports(program) for program in programs}
    figures = {"first": first, "imports_ms": imports}
    save("authorizer", {"rounds": rounds, "quick": session.quick}, figures, BENCH_PYTHON)
    show("The authorizer, a fresh process to its first policy; ratio to the peer (quartiles)", tables.authorizer(first))
    return {f"authorizer: {what}, ratio": first[ours]["ratio"]["median"] for what, (ours, _) in AUTHORIZERS.items()}


def our_authorizer(factory: ProgramFactory) -> Program:
    environment = factory.environment("authorizer")
    valid = token(environment["TOKEN_ISSUER"], environment["TOKEN_AUDIENCE"])
    events = {VALID: authorizer_event(valid), _FORGED: authorizer_event(valid[:-4] + "AAAA")}
    return factory.function("authorizer", events)


def _programs(factory: ProgramFactory) -> list[Program]:
    ours = our_authorizer(factory)
    peers = [factory.peer(name, ours.events, function="authorizer") for _, name in AUTHORIZERS.values()]
    others = [factory.variant("ours_token_only", ours), *peers]
    return [ours, *(replace(each, environment={**each.environment, **_KEY}) for each in others)]


def _check(program: Program) -> None:
    """Raises: AssertionError if the program does not admit an admin, or admits a forged token."""
    with Process(program) as process:
        policy = process.answer(VALID)["answer"]
        assert policy["principalId"] == policy["context"]["userId"] == USER_ID, policy
        assert policy["context"]["role"] == "admin", policy
        assert policy["policyDocument"]["Statement"][0]["Effect"] == "Allow", policy
        assert process.answer(_FORGED) == {"raised": "Exception: Unauthorized"}
