"""The authorizer, cold: from a fresh process to its first policy, beside the same work with Powertools.

It is measured twice: with the key in the environment and no network (`ours_token_only` beside
`authorizer_token_only`), and with key and session read (`ours`, as deployed, beside `authorizer_powertools`).
"""

from dataclasses import replace

from benchmarks.budgets import AUTHORIZERS
from benchmarks.measurements.cold import starts, summary
from benchmarks.measurements.imports import top_imports
from benchmarks.programs.events import authorizer_event
from benchmarks.programs.program import Process, Program
from benchmarks.programs.sample_data import SECRET, SECRET_VERSION, USER_ID, token
from benchmarks.report import tables
from benchmarks.results import Json
from benchmarks.session import Session
from benchmarks.terminal import show

VALID = "valid"
_FORGED = "forged"
_KEY = {"SIGNING_KEY": SECRET, "SIGNING_KEY_ID": SECRET_VERSION}
_ROUNDS, _QUICK_ROUNDS = 25, 6


def measure(session: Session) -> tuple[Json, Json]:
    rounds = _QUICK_ROUNDS if session.quick else _ROUNDS
    ours = our_authorizer(session)
    peers = [session.peer(name, ours.events, function="authorizer") for _, name in AUTHORIZERS.values()]
    others = [session.variant("ours_token_only", ours), *peers]
    programs = [ours, *(replace(each, environment={**each.environment, **_KEY}) for each in others)]
    for program in programs:
        _check(program)
    found = starts(programs, [VALID], rounds, "authorizer")
    first = {
        name: summary(found[VALID, name], found[VALID, peer])
        for pair in AUTHORIZERS.values()
        for name, peer in zip(pair, pair[1:] * 2, strict=True)
    }
    imports = {program.name: top_imports(program) for program in programs}
    show("The authorizer, a fresh process to its first policy; ratio to the peer (quartiles)", tables.authorizer(first))
    return {"rounds": rounds, "quick": session.quick}, {"first": first, "imports_ms": imports}


def our_authorizer(session: Session) -> Program:
    environment = session.environment("authorizer")
    valid = token(environment["TOKEN_ISSUER"], environment["TOKEN_AUDIENCE"])
    events = {VALID: authorizer_event(valid), _FORGED: authorizer_event(valid[:-4] + "AAAA")}
    return session.function("authorizer", events)


def _check(program: Program) -> None:
    """Raises: AssertionError if the program does not admit an admin, or admits a forged token."""
    with Process(program) as process:
        policy = process.answer(VALID)["answer"]
        assert policy["principalId"] == policy["context"]["userId"] == USER_ID, policy
        assert policy["context"]["role"] == "admin", policy
        assert policy["policyDocument"]["Statement"][0]["Effect"] == "Allow", policy
        assert process.answer(_FORGED) == {"raised": "Exception: Unauthorized"}
